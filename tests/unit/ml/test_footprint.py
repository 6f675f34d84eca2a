"""A run says before it starts what it takes of the memory, and makes its pieces so small that it fits."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from miwake.domain.control import SilentControl
from miwake.ml import footprint
from miwake.ml.devices import Precision
from miwake.ml.footprint import Footprint, fitting_pieces, footprint_of, free_memory, told
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.student import Student, StudentPlan
from unit.ml.runs import losses, retrained

CPU = torch.device("cpu")
MEASURED = Footprint(fixed=1000, photo=10, text=5)


def test_a_step_in_pieces_takes_the_larger_of_its_two_halves() -> None:
    assert MEASURED.of(photos=8, texts=20, micro_batch=None) == 1000 + 80 + 100
    assert MEASURED.of(photos=8, texts=20, micro_batch=4) == 1000 + 40
    assert MEASURED.of(photos=2, texts=20, micro_batch=8) == 1000 + 40


@pytest.mark.parametrize(
    ("free", "pieces"), [(10_000, None), (1475, None), (1474, 20), (1375, 20), (1374, 10), (1349, 5), (1, 1)]
)
def test_pieces_are_halved_until_they_fit(free: int, pieces: int | None) -> None:
    assert fitting_pieces(MEASURED, photos=8, texts=20, free=free) == pieces


def test_what_is_kept_for_the_way_back_is_measured_without_the_weights() -> None:
    tower = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 10))
    rows = torch.ones(4, 100)
    # The input of each linear layer, and the output of the ReLU, which is the input of the second.
    weights = frozenset(each.untyped_storage().data_ptr() for each in tower.parameters())
    assert footprint._saved(lambda: tower(rows), weights=weights) == 4 * 4 * (100 + 50)


def test_more_that_trains_takes_more(timm_model: Model, tmp_path: Path) -> None:
    shallow, deep = (
        footprint_of(Student(timm_model, StudentPlan(depth, depth, tmp_path), control=SilentControl()))
        for depth in (1, 3)
    )
    assert 0 < shallow.photo < deep.photo
    assert 0 < shallow.text < deep.text
    weights = sum(each.nbytes for each in timm_model.module.state_dict().values())
    assert 3 * weights < shallow.fixed < deep.fixed < 12 * weights


def test_what_is_free_is_known_here(tmp_path: Path) -> None:
    assert 0 < free_memory(CPU) < 1 << 50
    (tmp_path / "memory.max").write_text("5000\n")
    (tmp_path / "memory.current").write_text("3000\n")
    assert footprint._left_to_the_container(tmp_path) == 2000
    (tmp_path / "memory.max").write_text("max\n")
    assert footprint._left_to_the_container(tmp_path) > 1 << 60


def test_it_is_said_before_the_start() -> None:
    much = Footprint(fixed=2_000_000_000, photo=20_000_000, text=1)
    assert (
        told(much, photos=40, texts=1, free=8_000_000_000, pieces=None)
        == "Training takes about 2.8 GB of memory; 8.0 GB are free."
    )
    assert "photos go through the model 8 at a time" in told(much, photos=40, texts=1, free=3_000_000_000, pieces=8)
    assert "close other programs" in told(much, photos=40, texts=1, free=1_000_000_000, pieces=1)


def test_a_run_on_little_memory_is_the_same_run_in_pieces(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = TrainingOptions(steps=3, batch_size=8, views=1, evaluations=1, precision=Precision.FP32)

    much = retrained(timm_model, site, tmp_path / "much", options=options)
    assert much.notes[0].startswith("Training takes about")
    assert "at a time" not in much.notes[0]
    student = Student(timm_model, StudentPlan(None, None, tmp_path), control=SilentControl())
    needed = footprint_of(student).of(photos=40, texts=72, micro_batch=3)
    monkeypatch.setattr(footprint, "free_memory", lambda _device: int(needed / footprint.SHARE) + 1000)
    little = retrained(timm_model, site, tmp_path / "little", options=options)
    assert "photos go through the model 3 at a time" in little.notes[0]
    assert losses(little) == pytest.approx(losses(much), rel=1e-4)
