import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from miwake.domain.changes import Changes
from miwake.domain.errors import BusyError, NotFoundError, RefusedError
from miwake.domain.filters import parse_filter
from miwake.jobs import JobFolder, JobState, Owner, StateEvent, claim, new_spec
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import now
from miwake.services import (
    decisions,
    descriptions,
    importing,
    mixups,
    models,
    negatives,
    pairs,
    photos,
    review,
    sorting,
)
from miwake.services.history import history, redo, still_used, undo
from miwake.services.imports import queue_import
from miwake.services.projects import Project, new_project, open_project
from miwake.services.proposals import queue_negatives
from miwake.services.runs import RETRAIN
from miwake.storage.database import Database
from unit.services.kit import proposal, rows, with_captions, with_mixup, with_negatives, with_photos

# Each is done to a project with two captioned photos (1, 2) that have negatives (1, 2, 3), a sorted one and a mix-up.
ACTIONS: dict[str, Callable[[Project], object]] = {
    "describe": lambda p: descriptions.describe(p, {1: "something else", 3: "a ladder"}),
    "edit a description": lambda p: descriptions.edit_description(p, 1, "a green valve"),
    "remove a description": lambda p: descriptions.remove_description(p, 1),
    "edit a look-alike": lambda p: negatives.edit_negative(p, 1, "a purple valve"),
    "remove a look-alike": lambda p: negatives.remove_negative(p, 1),
    "accept": lambda p: review.accept(p, 1),
    "also true": lambda p: review.also_true(p, 1),
    "nonsense": lambda p: review.nonsense(p, 1),
    "caption wrong": lambda p: review.caption_wrong(p, 1, "a pump"),
    "skip": lambda p: review.skip(p, 1),
    "decide in bulk": lambda p: decisions.decide_all(p, parse_filter(""), accept=False),
    "sort": lambda p: sorting.sort_photo(p, 1, 2, 1),
    "sort again": lambda p: sorting.sort_photo(p, 1, 3, 2),
    "sort to neither": lambda p: sorting.sort_photo(p, 1, 3, 0),
    "can't tell": lambda p: sorting.sort_photo(p, 1, 3, None),
    "sort many": lambda p: sorting.sort_photos(p, 1, {1: 1, 2: 2, 3: 2, 4: 0}),
    "add a mix-up": lambda p: with_mixup(p, "crack", ("a crack", "a scratch")),
    "remove a mix-up": lambda p: mixups.remove_mixup(p, 1),
    "mark a pair": lambda p: pairs.mark_pair(p, 2, 1, note="same rack"),
    "note on a pair": lambda p: pairs.mark_pair(p, 3, 4, note="other words"),
    "take a pair's mark away": lambda p: pairs.remove_pair(p, 1),
    "remove photos": lambda p: photos.remove_photos(p, [1, 3]),
    "import": lambda p: with_photos(p, 50, start=100),
    "import captions": lambda p: importing.add_captions(
        p, [importing.NewCaption(photo, f"text {n}") for n in range(20) for photo in (1, 4)], series="captions"
    ),
    "propose": lambda p: with_negatives(p, 2, proposal("a green wall"), proposal("a blue wall", suspect="a synonym")),
    "promote": lambda p: models.promote(p, "made", confirmed=True),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with new_project(tmp_path_factory.mktemp("history") / "site", person="Aiko") as project:
        first, second, third, fourth = with_photos(project, 4)
        with_mixup(project)
        one, other = with_captions(project, {first: "a red valve", second: "a white wall"})
        with_negatives(project, one, proposal("a blue valve"), proposal("a red pump"))
        with_negatives(project, other, proposal("a black wall"))
        sorting.sort_photo(project, 1, third, 1)
        pairs.mark_pair(project, third, fourth, note="alike")
        folder = project.folder.models / "made"
        folder.mkdir()
        (folder / models.WEIGHTS).write_bytes(b"weights")
        models.register_model(project, folder, name="made", parent="builtin", run="r", metrics={})
        return project.folder.root


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(template, tmp_path / "filled.miwake")
    with open_project(tmp_path / "filled.miwake", person="Aiko") as project:
        yield project


@pytest.mark.parametrize("word", ACTIONS)
def test_every_action_is_undone_and_done_again_also_after_a_restart(filled: Project, word: str) -> None:
    before = rows(filled)
    ACTIONS[word](filled)
    after = rows(filled)
    assert after != before
    with open_project(filled.folder.root) as again:
        undo(again)
        assert rows(again) == before
    with open_project(filled.folder.root) as again:
        redo(again)
        assert rows(again) == after
        undo(again)
    assert rows(filled) == before


def test_all_actions_one_after_another_are_undone_to_the_empty_project(filled: Project) -> None:
    states = [rows(filled)]
    for word in ("sort many", "import", "mark a pair", "decide in bulk", "caption wrong", "remove photos"):
        ACTIONS[word](filled)
        states.append(rows(filled))
    for expected in states[-2::-1]:
        undo(filled)
        assert rows(filled) == expected
    for expected in states[1:]:
        redo(filled)
        assert rows(filled) == expected
    with pytest.raises(NotFoundError):
        redo(filled)


def test_an_import_that_joined_scenes_can_be_undone_with_all_before_it(project: Project) -> None:
    first, second = with_photos(project, 2)
    with_captions(project, {first: "a valve", second: "a pump"})
    before = rows(project)
    placed = importing.Placed(importing.NewPhoto("f" * 64, Path("/x.jpg"), "x.jpg", 1, 1, 1), scene="new")
    importing.add_photos(project, [placed], links=[(1, 2)], series="second")
    assert len(rows(project)["group_links"]) == 1
    undo(project)
    assert rows(project) == before
    undo(project)
    undo(project)
    assert rows(project)["photos"] == []


def test_a_series_is_one_line_of_the_history(filled: Project) -> None:
    ACTIONS["sort many"](filled)
    ACTIONS["import"](filled)
    assert [entry.title for entry in history(filled, limit=2)] == ["Imported photos", "Sorted 4 photos: valve"]
    undo(filled)
    shown = history(filled, limit=2)
    assert [(entry.title, entry.state) for entry in shown] == [
        ("Imported photos", "undone"),
        ("Sorted 4 photos: valve", "done"),
    ]
    assert all(entry.by == "Aiko" for entry in shown)


@pytest.fixture
def rows_written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each transaction wrote."""
    written: list[int] = []
    original = Database.action

    @contextmanager
    def counted(self: Database, *words: Any, **named: Any) -> Iterator[Any]:
        with original(self, *words, **named) as transaction:
            yield transaction
        changes = transaction.changes
        written.append(sum(len(getattr(changes, name)) for name in changes.__slots__))

    monkeypatch.setattr(Database, "action", counted)
    return written


MOST_ROWS = 60  # some 0.5 ms each: well under 50 ms


def test_no_transaction_writes_more_rows_than_50_ms_allow(project: Project, rows_written: list[int]) -> None:
    ids = with_photos(project, 60)
    captions = with_captions(project, {photo: f"text {photo}" for photo in ids})
    for caption in captions:
        with_negatives(project, caption, *(proposal(f"not {caption} {n}") for n in range(3)))
    decisions.decide_all(project, parse_filter("status:proposed"), accept=True)
    mixup = with_mixup(project)
    sorting.sort_photos(project, mixup.id, {photo: 1 + photo % 2 for photo in ids})
    descriptions.describe(project, dict.fromkeys(ids, "a place"))
    mixups.remove_mixup(project, mixup.id)
    photos.remove_photos(project, ids)
    assert max(rows_written) <= MOST_ROWS


@pytest.fixture
def job(project: Project) -> JobFolder:
    """An import that runs, in the name of the test's own process."""
    folder = queue_import(project, [Path("/photos")])
    claim(folder)
    return folder


def end(folder: JobFolder) -> None:
    with EventWriter(folder.events_file) as writer:
        writer.append(StateEvent(at=now(), state=JobState.DONE, attempt=1))


def test_what_a_job_is_still_writing_is_not_undone_in_part(project: Project, job: JobFolder) -> None:
    mixup = with_mixup(project)
    with_photos(project, 4)
    sorting.sort_photo(project, mixup.id, 1, 1)
    with_photos(project, 50, start=100)
    with pytest.raises(BusyError, match="Imported photos” is still going on") as told:
        undo(project)
    assert told.value.todo
    assert len(photos.list_photos(project)) == 54
    # What a person did meanwhile can be taken back all the same, by whoever asks for that.
    entry, _ = undo(project, past_jobs=True)
    assert entry.title == "Sorted a photo: valve"
    assert (len(photos.list_photos(project)), negatives.list_negatives(project)) == (54, [])
    redo(project)
    assert len(negatives.list_negatives(project)) == 1
    end(job)
    undo(project)
    assert len(photos.list_photos(project)) == 4


def test_a_job_of_another_kind_or_from_later_stands_in_no_way(project: Project) -> None:
    with_photos(project, 4)
    claim(queue_negatives(project))
    undo(project)
    assert photos.list_photos(project) == []
    redo(project)
    with project.database.action("tamper", "Tampered", undoable=False) as transaction:
        connection = transaction.session.connection()
        connection.exec_driver_sql("UPDATE journal SET at = '2020-01-01T00:00:00+00:00'")
    claim(queue_import(project, [Path("/photos")]))
    undo(project)
    assert photos.list_photos(project) == []


def test_a_job_whose_process_is_gone_stands_in_no_way(project: Project, job: JobFolder) -> None:
    with_photos(project, 4)
    gone = Owner(pid=2**22 + 1, create_time=1.0, host="")
    job.write_job(job.read_job().model_copy(update={"owner": gone}))
    undo(project)
    assert photos.list_photos(project) == []
    # Nor does one that was never started.
    assert queue_import(project, [Path("/photos")]).last_state().state is JobState.PENDING
    with_photos(project, 4)
    undo(project)
    assert photos.list_photos(project) == []


@pytest.fixture
def retraining(project: Project) -> JobFolder:
    """A retraining that was given four photos, and runs in the name of the test's own process."""
    with_photos(project, 4)
    spec = new_spec(RETRAIN, project=str(project.folder.root), params={}, title="Retraining")
    folder = JobFolder(project.folder.jobs / spec.id).create(spec)
    claim(folder)
    return folder


def test_photos_that_a_retraining_works_with_are_not_taken_out_by_an_undo(
    project: Project, retraining: JobFolder
) -> None:
    with pytest.raises(BusyError, match="“Imported photos” cannot be taken back while a retraining runs") as told:
        undo(project)
    assert len(photos.list_photos(project)) == 4
    assert "was given" in told.value.why
    end(retraining)
    undo(project)
    assert photos.list_photos(project) == []


def test_photos_that_came_after_a_retraining_began_can_be_taken_out(project: Project, retraining: JobFolder) -> None:
    with_photos(project, 2, start=10)
    later = (retraining.spec.created + timedelta(seconds=5)).astimezone(UTC).isoformat(timespec="seconds")
    with project.database.action("tamper", "Tampered", undoable=False) as transaction:
        connection = transaction.session.connection()
        connection.exec_driver_sql("UPDATE journal SET at = ? WHERE series = 'import-10'", (later,))
    undo(project)
    assert len(photos.list_photos(project)) == 4


def test_what_a_retraining_goes_on_with_is_said(project: Project, retraining: JobFolder) -> None:
    mixup = with_mixup(project)
    sorting.sort_photo(project, mixup.id, 1, 1)
    _, changes = undo(project)
    assert "goes on with what it was given" in still_used(project, changes)
    assert still_used(project, Changes(settings=frozenset({1}))) == ""
    end(retraining)
    assert still_used(project, changes) == ""


def test_only_what_is_meant_is_taken_back(project: Project) -> None:
    mixup = with_mixup(project)
    with_photos(project, 2)
    sorting.sort_photo(project, mixup.id, 1, 1)
    assert undo(project, only=["sort"])[0].action == "sort"
    redo(project)
    descriptions.describe(project, {2: "a ladder"})
    with pytest.raises(RefusedError, match="Something else was done since") as told:
        undo(project, only=["sort"])
    assert "Described a photo" in told.value.why
    assert len(descriptions.descriptions(project)) == 2
    undo(project)
    undo(project, only=["sort"])
    assert descriptions.descriptions(project) == []
