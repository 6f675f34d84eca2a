"""Measuring a project with tiny models: what is measured, what is left alone, what stands when it is broken off."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import RecordingControl
from miwake.domain.errors import CancelledError
from miwake.domain.models import BUILTIN
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.terms import Kind, NegativeSource, Operation, Split
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.services import descriptions, models
from miwake.services.difficulty import unmeasured
from miwake.services.negatives import add_proposals, list_negatives
from miwake.services.projects import Project
from miwake.worker import difficulty
from miwake.worker.difficulty import Measured, measure_difficulty
from miwake.worker.importing import ImportRequest, import_sources
from unit.ml.conftest import VIT, write_model

PHOTOS = 10


@pytest.fixture(autouse=True)
def encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A tiny model in the place of the built-in one."""
    (tmp_path / "tiny").mkdir()
    tiny = load_model(write_model(tmp_path / "tiny", VIT), device="cpu")
    monkeypatch.setattr(difficulty, "fixed_encoder", lambda _device: tiny)
    return tiny


@pytest.fixture
def filled(project: Project, draw: Callable[..., Path], tmp_path: Path) -> Project:
    """Ten described photos in scenes of their own, each with two negatives."""
    for number in range(PHOTOS):
        draw(tmp_path / "in" / f"IMG_{number}.jpg", number)
    import_sources(project, ImportRequest((tmp_path / "in",)), control=RecordingControl())
    descriptions.describe(project, {number + 1: f"a red valve {number}" for number in range(PHOTOS)})
    for caption in descriptions.descriptions(project):
        made = tuple(
            Proposal(
                caption.text.replace("red", colour), Kind.ATTRIBUTE, (), Operation.REPLACE, NegativeSource.SWAP, 0.5
            )
            for colour in ("blue", "green")
        )
        add_proposals(project, [(caption.id, Proposals(caption.text, made))], series="n")
    return project


@pytest.fixture
def second(project: Project) -> str:
    """Another model of the project, registered and not in use."""
    folder = project.folder.models / "second"
    folder.mkdir()
    write_model(folder, VIT | {"text_cfg": VIT["text_cfg"] | {"layers": 2}})
    models.register_model(project, folder, name="second", parent=BUILTIN, run="r", metrics={})
    return "second"


def margins(project: Project) -> dict[int, float | None]:
    return {each.id: each.margin for each in list_negatives(project)}


def of(project: Project, *splits: Split) -> set[int]:
    return {each.id for each in list_negatives(project) if each.split in splits}


def test_closeness_everywhere_and_margins_in_training_scenes_alone(filled: Project, encoder: Model) -> None:
    control = RecordingControl()
    train = of(filled, Split.TRAIN)
    assert measure_difficulty(filled, control=control) == Measured(2 * PHOTOS, len(train), 0)
    assert {id_ for id_, margin in margins(filled).items() if margin is not None} == train
    assert None not in {each.closeness for each in list_negatives(filled)}
    assert control.stages == [
        ("Loading the model", None),
        ("looking at photos", len(train) // 2),
        ("Finding out which look-alikes help most", 2 * PHOTOS),
    ]
    assert control.steps == [0, len(train) // 2, 2 * PHOTOS]
    assert unmeasured(filled, encoder=encoder.digest) == []
    again = RecordingControl()
    assert measure_difficulty(filled, control=again) == Measured()
    assert again.stages == []


def test_photos_of_test_scenes_are_not_even_opened(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    original = difficulty.open_photo
    monkeypatch.setattr(difficulty, "open_photo", lambda path: (opened.append(path), original(path))[1])
    measure_difficulty(filled, control=RecordingControl())
    shown = {each.photo for each in list_negatives(filled) if each.split is Split.TRAIN}
    assert {path.name for path in opened} == {f"IMG_{photo - 1}.jpg" for photo in shown}


def test_another_model_in_use_is_measured_anew_and_closeness_is_kept(filled: Project, second: str) -> None:
    measure_difficulty(filled, control=RecordingControl())
    before, close = margins(filled), [each.closeness for each in list_negatives(filled)]
    models.promote(filled, second)
    assert set(margins(filled).values()) == {None}
    train = of(filled, Split.TRAIN)
    assert measure_difficulty(filled, control=RecordingControl()) == Measured(0, len(train), 0)
    after = margins(filled)
    assert {id_ for id_, margin in after.items() if margin is not None} == train
    assert all(after[each] != before[each] for each in train)
    assert [each.closeness for each in list_negatives(filled)] == close


def test_a_model_that_comes_into_use_meanwhile_is_measured_with_as_well(
    filled: Project, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difficulty, "BATCH", 4)

    class Promoting(RecordingControl):
        def advance(self, steps: int = 1) -> None:
            super().advance(steps)
            if self.stages[-1][0].startswith("Finding"):
                models.promote(filled, second)

    train = of(filled, Split.TRAIN)
    control = Promoting()
    measure_difficulty(filled, control=control)
    assert [name for name, _ in control.stages].count("Loading the model") == 2
    assert {id_ for id_, margin in margins(filled).items() if margin is not None} == train
    assert unmeasured(filled) == []


def test_a_model_that_cannot_be_used_leaves_margins_unknown_and_says_so(filled: Project, second: str) -> None:
    models.promote(filled, second)
    (filled.folder.models / second / models.WEIGHTS).unlink()
    control = RecordingControl()
    assert measure_difficulty(filled, control=control) == Measured(2 * PHOTOS, 0, 0)
    assert "weights of second are gone" in control.notes[0]


def test_photos_that_are_gone_leave_their_margins_unknown_and_say_so(filled: Project, tmp_path: Path) -> None:
    (gone,) = sorted(of(filled, Split.TRAIN))[:1]
    photo = next(each.photo for each in list_negatives(filled) if each.id == gone)
    (tmp_path / "in" / f"IMG_{photo - 1}.jpg").unlink()
    control = RecordingControl()
    train = of(filled, Split.TRAIN)
    assert measure_difficulty(filled, control=control) == Measured(2 * PHOTOS, len(train) - 2, 0)
    assert control.notes == ["1 photos cannot be opened; their look-alikes are asked about last."]
    assert {each.photo is not None for each in unmeasured(filled)} == {True}


def test_what_was_measured_before_a_stop_or_a_cancel_stays(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difficulty, "BATCH", 4)
    # Its photos are known from before: what is left to check is batches of texts.
    measure_difficulty(filled, control=RecordingControl())
    _forget(filled)
    done = measure_difficulty(filled, control=RecordingControl(stop_at=4))
    assert 0 < done.closeness < 2 * PHOTOS
    assert len(unmeasured(filled)) == 2 * PHOTOS - done.closeness
    with pytest.raises(CancelledError):
        measure_difficulty(filled, control=RecordingControl(cancel_at=4))
    left = len(unmeasured(filled))
    assert 0 < left < 2 * PHOTOS - done.closeness
    rest = measure_difficulty(filled, control=RecordingControl())
    assert rest.closeness == left
    assert unmeasured(filled) == []


def _forget(project: Project) -> None:
    with project.database.action("forget", "Forgot", undoable=False) as transaction:
        connection = transaction.session.connection()
        connection.exec_driver_sql("UPDATE negatives SET closeness_encoder = NULL, margin_model = NULL")
