"""A run is cut to what fits its time, and what is remembered already costs nothing."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fakes import RecordingControl
from miwake.ml import planning
from miwake.ml.devices import Precision
from miwake.ml.material import Material, gather, shortened
from miwake.ml.model import Model
from miwake.ml.options import ReplayItem, TrainingOptions
from miwake.ml.planning import Plan, Setting, Size, fitting_size, save_plan, saved_plan, seconds_for_steps
from miwake.ml.student import Student, StudentPlan


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock finds that a second has gone by: eight photos a second."""
    ticks = itertools.count()
    monkeypatch.setattr(planning.time, "monotonic", lambda: float(next(ticks)))


def general(count: int) -> list[ReplayItem]:
    return [ReplayItem(f"g{n}", f"photo {n}", lambda: Image.new("RGB", (40, 40))) for n in range(count)]


def prepared(
    model: Model, site: Any, folder: Path, *, budget: float, replay: int = 0
) -> tuple[Size, list[str], Material]:
    options, control = TrainingOptions(budget_seconds=budget, batch_size=4), RecordingControl()
    control.stage("preparing")
    material = gather(site.snapshot(), general(replay), options=options, open_photo=site.open)
    student = Student(model, StudentPlan(1, 1, folder), control=control)
    return fitting_size(student, material, options, control), control.notes, material


@pytest.mark.usefixtures("clock")
def test_with_time_enough_everything_is_used(timm_model: Model, site: Any, tmp_path: Path) -> None:
    size, notes, _ = prepared(timm_model, site, tmp_path, budget=1000, replay=20)
    assert size == Size(photos=16, views=4, replay=20)
    assert notes == []


@pytest.mark.usefixtures("clock")
def test_first_views_go_then_photos_and_the_person_is_told(timm_model: Model, site: Any, tmp_path: Path) -> None:
    # 35 % of 14 s at 8 photos a second are 39; validation takes 12 (but for those probed), the photos 8 more.
    size, notes, _ = prepared(timm_model, site, tmp_path / "a", budget=14)
    assert (size.photos, size.views, notes) == (16, 2, [])
    size, notes, material = prepared(timm_model, site, tmp_path / "b", budget=5)
    assert 4 <= size.photos < 16
    assert size.views == 1
    assert f"{size.photos} of 16 training photos" in notes[0]
    assert len(shortened(material, photos=size.photos, replay=0).training_photos) == size.photos


@pytest.mark.usefixtures("clock")
def test_many_general_photos_leave_room_for_the_training_photos(timm_model: Model, site: Any, tmp_path: Path) -> None:
    size, _, material = prepared(timm_model, site, tmp_path, budget=100, replay=640)
    assert 64 <= size.replay < 640
    assert size.photos == 16
    kept = shortened(material, photos=16, replay=size.replay)
    assert len(kept.general_photos) == pytest.approx(size.replay, abs=1)
    assert len(kept.held_out) == pytest.approx(len(kept.general_photos) / 4, abs=2)


def test_a_plan_is_read_back_for_the_same_run_only(tmp_path: Path) -> None:
    plan = Plan("this run", Size(5, 2, 9), 40, 2, Precision.BF16, Setting(1e-4, shallow=True, reason="why"))
    save_plan(tmp_path / "deep" / "plan.json", plan)
    assert saved_plan(tmp_path / "deep" / "plan.json", "this run") == plan
    assert saved_plan(tmp_path / "deep" / "plan.json", "another run") is None
    assert saved_plan(tmp_path / "plan.json", "this run") is None


@pytest.mark.parametrize(
    ("spent", "steps", "left", "late"),
    [(40, None, 140, False), (120, None, 60, False), (170, None, 60, True), (500, None, 60, True), (500, 7, 60, False)],
)
def test_the_steps_get_a_third_of_the_time_whatever_came_before(
    spent: float, steps: int | None, left: float, *, late: bool
) -> None:
    options = TrainingOptions(budget_seconds=180, steps=steps)
    assert seconds_for_steps(options, spent=spent) == (left, late)
