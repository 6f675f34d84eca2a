"""Learning rate and depth: tried on scenes held out in turn, taken only where clearly better, and leaving no trace."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from miwake.domain.control import SilentControl
from miwake.domain.terms import Split
from miwake.ml import choosing, preparing
from miwake.ml.choosing import FEW_PHOTOS, settings_for
from miwake.ml.devices import Precision
from miwake.ml.model import Model
from miwake.ml.options import ReplayItem, TrainingOptions, TrainingResult
from miwake.ml.planning import Setting, Size
from miwake.ml.student import Student, StudentPlan
from miwake.ml.validation import Validation
from unit.ml.conftest import Site
from unit.ml.runs import retrained


def options(**changed: Any) -> TrainingOptions:
    usual = {"steps": 50, "batch_size": 8, "views": 1, "learning_rate": 2e-3, "evaluations": 2, "photo_depth": 2}
    return TrainingOptions(**{**usual, "precision": Precision.FP32, **changed})


def run(model: Model, site: Any, folder: Path, **changed: Any) -> TrainingResult:
    return retrained(model, site, folder, options=options(**changed), by="text-only")


def validation(losses: list[float]) -> Validation:
    return Validation(np.array([float(loss > 0.7) for loss in losses]), np.array(losses), np.arange(len(losses)))


def test_few_photos_train_the_uppermost_blocks_only() -> None:
    assert [each.shallow for each in settings_for(FEW_PHOTOS - 1, usual=1e-4, shallow=True)] == [True, True]
    assert [each.shallow for each in settings_for(FEW_PHOTOS, usual=1e-4, shallow=True)] == [False, False, True]
    assert [each.shallow for each in settings_for(FEW_PHOTOS, usual=1e-4, shallow=False)] == [False, False]


def test_another_setting_is_taken_only_where_it_is_clearly_better() -> None:
    usual, other = Setting(1e-4), Setting(1e-3)
    spread = np.random.default_rng(0).normal(0, 0.3, 20)
    start = [validation([1.0] * 20)]

    def taken(gain: float) -> Setting:
        results = [[validation([0.8] * 20)], [validation([0.8 - gain + each for each in spread])]]
        return choosing._chosen((usual, other), results, start)

    assert taken(0.01 + float(spread.mean())).learning_rate == 1e-4
    clear = taken(0.3)
    assert clear.learning_rate == 1e-3
    assert "100% mixed up before" in clear.reason
    assert "clearly closer to the truth" in clear.reason
    assert taken(-0.3).learning_rate == 1e-4


def test_the_choice_leaves_no_trace_in_the_run(vit_model: Model, tmp_path: Path) -> None:
    chosen = run(vit_model, Site(), tmp_path / "a", choose=True)
    told = " ".join(chosen.notes)
    assert "Tried 2 settings on the 28 training and validation scenes" in told
    assert "There are only 28 photos to learn from" in told
    assert chosen.shallow
    straight = run(
        vit_model, Site(), tmp_path / "b", shallow=chosen.shallow, learning_rate=chosen.learning_rate, choose=False
    )
    state = straight.model.module.state_dict()
    assert all(torch.equal(each, state[name]) for name, each in chosen.model.module.state_dict().items())


@pytest.mark.parametrize(("changed", "why"), [({"steps": 8}, "too little time"), ({}, "too few scenes")])
def test_where_nothing_can_be_tried_the_report_says_why(
    vit_model: Model, tmp_path: Path, changed: dict[str, int], why: str
) -> None:
    site = Site(train=6, validation=4) if why == "too few scenes" else Site()
    assert f": {why} to try others" in " ".join(run(vit_model, site, tmp_path, choose=True, **changed).notes)


def test_a_model_without_uppermost_blocks_is_not_said_to_train_them(vit_model: Model, tmp_path: Path) -> None:
    result = run(vit_model, Site(), tmp_path, choose=True, lora=2)
    assert not result.shallow
    assert "uppermost blocks" not in " ".join(result.notes)


def test_a_run_whose_halves_cannot_both_be_trained_on_is_trained_all_the_same(vit_model: Model, tmp_path: Path) -> None:
    site = Site()
    # One scene is described, so one of the two parts has nothing to train on.
    snapshot = replace(site.snapshot(), examples=(site.examples[0],))
    result = retrained(vit_model, site, tmp_path, options=options(choose=True), snapshot=snapshot)
    assert ": too few described scenes to try others" in " ".join(result.notes)


def test_a_shallow_run_changes_the_uppermost_blocks_alone(vit_model: Model, tmp_path: Path) -> None:
    student = Student(vit_model, StudentPlan(2, 2, tmp_path), control=SilentControl())
    deep, top = set(student.parameters), student._uppermost
    assert student.has_shallow
    assert top < deep
    result = run(vit_model, Site(), tmp_path, shallow=True, text_depth=2)
    before = vit_model.module.state_dict()
    changed = {name for name, each in result.model.module.state_dict().items() if not torch.equal(each, before[name])}
    assert changed
    assert changed <= top


def test_an_equal_run_that_was_not_cut_to_its_time_keeps_its_plan(
    vit_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_in_time(name: str) -> TrainingResult:
        timed = options(steps=None, largest_steps=3, budget_seconds=600)
        return retrained(vit_model, Site(), tmp_path / name, options=timed, by="plain", cache=tmp_path / "cache")

    first = run_in_time("a")
    assert first.steps == 3
    monkeypatch.setattr("miwake.ml.preparing.fastest", lambda *_: pytest.fail("measured again"))
    again = run_in_time("b").model.module.state_dict()
    assert all(torch.equal(each, again[name]) for name, each in first.model.module.state_dict().items())


def test_the_choice_replays_the_general_photos_of_the_run_where_time_leaves_few(
    vit_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    colours = ("green", "maroon", "olive", "white", "navy", "teal", "gray", "black")
    replay = [ReplayItem(each, f"a {each} wall", partial(Image.new, "RGB", (40, 40), each)) for each in colours]
    site = Site()
    photos = len({each.photo for each in site.of(Split.TRAIN)})
    monkeypatch.setattr(preparing, "fitting_size", lambda *_: Size(photos, 1, 2))
    result = retrained(
        vit_model, site, tmp_path, options=options(choose=True, replay_batch=2), by="text-only", replay=replay
    )
    assert "Tried 2 settings" in " ".join(result.notes)


def test_validation_photos_without_anything_false_take_part_in_the_choice(vit_model: Model, tmp_path: Path) -> None:
    site = Site()
    whole = site.snapshot()
    bare = site.of(Split.VALIDATION)[0].id
    examples = tuple(replace(each, confusables=()) if each.id == bare else each for each in whole.examples)
    result = retrained(
        vit_model,
        site,
        tmp_path,
        options=options(choose=True),
        by="text-only",
        snapshot=replace(whole, examples=examples),
    )
    assert "Tried 2 settings" in " ".join(result.notes)
