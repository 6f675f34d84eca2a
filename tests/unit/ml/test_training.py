"""Retraining end to end on tiny models: it learns, it stops, it resumes to the same result, it keeps what it knew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image

from fakes import RecordingControl
from miwake.domain.control import SilentControl
from miwake.domain.errors import CancelledError, RefusedError
from miwake.domain.recipes import recipe
from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Snapshot, SnapshotPair
from miwake.domain.terms import Split
from miwake.ml import training
from miwake.ml.devices import Precision
from miwake.ml.model import Model
from miwake.ml.options import ReplayItem, TrainingOptions, TrainingResult
from miwake.ml.scoring import score_examples
from miwake.ml.training import train

OPTIONS = TrainingOptions(
    steps=24, batch_size=8, views=2, learning_rate=4e-3, evaluations=6, precision=Precision.FP32, replay_batch=4
)


def rate(scores: list[CaseScores]) -> float:
    return sum(max(each.negatives) >= each.positive for each in scores) / len(scores)


def confusion(model: Model, site: Any) -> float:
    return rate(score_examples(model, site.of(Split.TEST), site.by_key, open_photo=site.open, control=SilentControl()))


def general() -> list[ReplayItem]:
    colours = {"a green circle": "green", "a red helmet": "maroon", "a photo of the table": "olive", "two": "white"}
    return [
        ReplayItem(f"general {name}", caption, lambda name=name: Image.new("RGB", (40, 40), name))  # type: ignore[misc]
        for caption, name in colours.items()
    ]


def run(model: Model, site: Any, folder: Path, **changed: Any) -> TrainingResult:
    settings: dict[str, Any] = {
        "options": OPTIONS,
        "replay": general(),
        "control": SilentControl(),
        "snapshot": site.snapshot(),
        "recipe": recipe("adaptive"),
    }
    settings.update(changed)
    snapshot, chosen = settings.pop("snapshot"), settings.pop("recipe")
    return train(model, snapshot, chosen, workspace=folder, open_photo=site.open, **settings)


@pytest.mark.parametrize(
    "name",
    ["adaptive", pytest.param("text-only", marks=pytest.mark.slow), pytest.param("ahnpl", marks=pytest.mark.slow)],
)
def test_a_recipe_with_negatives_ends_the_confusion(timm_model: Model, site: Any, tmp_path: Path, name: str) -> None:
    before = timm_model.module.state_dict()
    copied = {key: each.clone() for key, each in before.items()}
    result = run(timm_model, site, tmp_path, recipe=recipe(name))
    assert confusion(timm_model, site) >= 0.4
    assert result.alpha > 0
    assert confusion(result.model, site) <= 0.1
    assert result.best_step > 0
    assert {curve.name for curve in result.curves} >= {"loss", "validation scr"}
    assert all(torch.equal(each, copied[key]) for key, each in timm_model.module.state_dict().items())


@pytest.mark.slow
def test_the_other_family_of_towers_learns_too(vit_model: Model, site: Any, tmp_path: Path) -> None:
    result = run(vit_model, site, tmp_path, options=replace(OPTIONS, steps=72))
    assert confusion(result.model, site) < confusion(vit_model, site)


def weights(result: TrainingResult) -> dict[str, torch.Tensor]:
    return dict(result.model.module.state_dict())


def cancelling(at: int) -> RecordingControl:
    class AtStep(RecordingControl):
        def checkpoint(self) -> None:
            super().checkpoint()
            if max((step for name, _, step in self.metrics if name == "loss"), default=0) >= at:
                raise CancelledError

    return AtStep()


@pytest.mark.parametrize("at", [7, 8])
def test_a_resumed_run_gives_bitwise_the_same_as_one_that_was_not_interrupted(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(training, "BETWEEN_CHECKPOINTS", 0)
    options = replace(OPTIONS, steps=12, evaluations=4)
    straight = run(timm_model, site, tmp_path / "straight", options=options)
    with pytest.raises(CancelledError):
        run(timm_model, site, tmp_path / "broken", options=options, control=cancelling(at))
    control = RecordingControl()
    resumed = run(timm_model, site, tmp_path / "broken", options=options, control=control)
    assert any(note.startswith("Going on from step") for note in control.notes)
    assert resumed.model.digest == straight.model.digest
    assert (resumed.alpha, resumed.best_step, resumed.curves) == (straight.alpha, straight.best_step, straight.curves)


def test_another_recipe_does_not_resume_the_first_ones_run(timm_model: Model, site: Any, tmp_path: Path) -> None:
    options = replace(OPTIONS, steps=8)
    run(timm_model, site, tmp_path, options=options)
    control = RecordingControl()
    run(timm_model, site, tmp_path, options=options, recipe=recipe("plain"), control=control)
    assert not any("Going on" in note for note in control.notes)


def test_checkpoints_take_a_tenth_of_the_time_at_most(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[int] = []

    def slow(_folder: Path, step: int, _state: object) -> None:
        saved.append(step)
        now[0] += 100.0

    now = [0.0]
    monkeypatch.setattr(training, "save_checkpoint", slow)
    monkeypatch.setattr(training, "time", SimpleNamespace(monotonic=lambda: now[0]))
    run(timm_model, site, tmp_path, options=replace(OPTIONS, steps=8, evaluations=8))
    assert saved == [1]


def test_stop_keeps_the_best_so_far(timm_model: Model, site: Any, tmp_path: Path) -> None:
    class Stopping(RecordingControl):
        @property
        def stop_requested(self) -> bool:
            return max((step for name, _, step in self.metrics if name == "loss"), default=0) >= 16

    result = run(timm_model, site, tmp_path, control=Stopping())
    assert result.stopped
    assert result.steps == 16
    assert result.planned_steps == 24
    assert confusion(result.model, site) < confusion(timm_model, site)


def test_the_control_is_asked_at_every_step(timm_model: Model, site: Any, tmp_path: Path) -> None:
    control = RecordingControl()
    run(timm_model, site, tmp_path, options=replace(OPTIONS, steps=10), control=control)
    assert control.checkpoints >= 10
    assert ("retraining", 10) in control.stages
    assert [step for name, _, step in control.metrics if name == "loss"] == list(range(1, 11))


def test_a_second_run_computes_no_frozen_block_again(timm_model: Model, site: Any, tmp_path: Path) -> None:
    options = replace(OPTIONS, steps=2)
    run(timm_model, site, tmp_path / "one", options=options, cache=tmp_path / "cache")
    site.opened.clear()
    run(timm_model, site, tmp_path / "two", options=options, cache=tmp_path / "cache", recipe=recipe("plain"))
    assert site.opened == []


def test_pieces_of_a_batch_give_the_same_model(timm_model: Model, site: Any, tmp_path: Path) -> None:
    whole = run(timm_model, site, tmp_path / "a", options=replace(OPTIONS, steps=4))
    pieces = run(timm_model, site, tmp_path / "b", options=replace(OPTIONS, steps=4, micro_batch=3))
    for name, each in weights(whole).items():
        torch.testing.assert_close(each, weights(pieces)[name], atol=2e-3, rtol=1e-2)


def test_batch_norm_statistics_stand_still(timm_model: Model, site: Any, tmp_path: Path) -> None:
    result = run(timm_model, site, tmp_path, options=replace(OPTIONS, steps=6))
    before = timm_model.module.state_dict()
    for name, each in weights(result).items():
        if "running_" in name or "num_batches" in name:
            assert torch.equal(each, before[name])


def test_a_time_budget_gives_a_schedule_that_fits(timm_model: Model, site: Any, tmp_path: Path) -> None:
    options = TrainingOptions(budget_seconds=4.0, batch_size=8, views=2, largest_steps=12, learning_rate=3e-3)
    result = run(timm_model, site, tmp_path, options=options)
    assert 1 <= result.steps <= result.planned_steps <= 12
    assert result.precision in set(Precision)


def test_marked_pairs_are_trained(timm_model: Model, site: Any, tmp_path: Path) -> None:
    one, two = site.of(Split.TRAIN)[:2]
    pair = SnapshotPair("p", one.photo, two.photo, one.caption, two.caption, Split.TRAIN)
    snapshot = replace(site.snapshot((pair,)), examples=tuple(site.of(Split.VALIDATION)))
    # Held more firmly, so small a model does not learn the pair in so few steps.
    chosen = replace(recipe("adaptive"), retention=400.0)
    result = run(timm_model, site, tmp_path, snapshot=snapshot, recipe=chosen, options=replace(OPTIONS, steps=16))
    pair_loss = next(curve for curve in result.curves if curve.name == "loss: pair").points
    assert pair_loss[-1][1] < pair_loss[0][1]


def test_without_validation_the_last_step_is_kept(timm_model: Model, site: Any, tmp_path: Path) -> None:
    snapshot = replace(site.snapshot(), examples=tuple(site.of(Split.TRAIN)))
    result = run(timm_model, site, tmp_path, snapshot=snapshot, options=replace(OPTIONS, steps=6))
    assert result.best_step == 6


def test_a_run_that_never_gets_better_returns_the_start(timm_model: Model, site: Any, tmp_path: Path) -> None:
    result = run(timm_model, site, tmp_path, options=replace(OPTIONS, steps=2, learning_rate=0.0))
    assert result.alpha == 0.0
    assert result.model is timm_model
    assert any("stays as it was" in note for note in result.notes)


def test_nothing_to_train_on_is_said(timm_model: Model, site: Any, tmp_path: Path) -> None:
    empty = Snapshot(tuple(site.photos), tuple(site.of(Split.TEST)))
    with pytest.raises(RefusedError, match="nothing to train on"):
        run(timm_model, site, tmp_path, snapshot=empty)


def test_memory_that_is_short_halves_the_pieces_and_goes_on(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from miwake.ml import student as student_module  # noqa: PLC0415

    honest: Callable[..., torch.Tensor] = student_module.Student.encode_photos

    def short(self: Any, items: Any, precision: Precision = Precision.FP32) -> torch.Tensor:
        if torch.is_grad_enabled() and len(items) > 6:
            raise torch.OutOfMemoryError
        return honest(self, items, precision)

    monkeypatch.setattr(student_module.Student, "encode_photos", short)
    control = RecordingControl()
    result = run(timm_model, site, tmp_path, options=replace(OPTIONS, steps=4), control=control)
    assert result.steps == 4
    assert any("Memory was short" in note for note in control.notes)
