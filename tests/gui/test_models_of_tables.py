"""The pure models under the tables of Retrain, Use and Models, and the thin Qt models over them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.job_kit import comparison_of
from miwake.domain.models import Model
from miwake.domain.provable import proof_sentence
from miwake.domain.runs import Run
from miwake.domain.snapshots import Confusable, DecisionCounts, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told, ToldMixup
from miwake.domain.terms import Split, Verdict
from miwake.services.projects import Project
from miwake_desktop.models.hash_tiles import HashTiles
from miwake_desktop.models.model_rows import model_rows
from miwake_desktop.models.model_table import ModelTable
from miwake_desktop.models.new_photo_tiles import NewPhotoTiles
from miwake_desktop.models.readiness import Amount, Readiness
from miwake_desktop.models.run_rows import run_rows
from miwake_desktop.models.run_words import run_time
from miwake_desktop.models.told_rows import SURE, ToldFilter, answers_of, doubtful, mixups_of
from miwake_desktop.models.told_table import ANSWER, ToldTable
from miwake_desktop.session import Session
from miwake_desktop.views.job_strip_words import time_left
from miwake_desktop.views.use_promise import promise, sentence

FALSE = (Confusable("a closed valve"),)
TELLING = Telling(
    "builtin",
    2,
    (
        Told("/new/a.jpg", "valve", NOT_SURE, "an open valve", 0.001),
        Told("/new/a.jpg", "helmet", "a helmet", "a helmet", 0.2),
        Told("/new/b.jpg", "valve", "an open valve", "an open valve", 0.1),
        Told("/new/b.jpg", "helmet", NEITHER, "a helmet", 0.1),
    ),
    (),
)


def _snapshot(test_scenes: int) -> Snapshot:
    photos = [SnapshotPhoto(f"train{n}", "", n // 2, Split.TRAIN) for n in range(4)]
    photos += [SnapshotPhoto(f"test{n}", "", 100 + n, Split.TEST) for n in range(test_scenes)]
    examples = [Example(each.sha256, each.sha256, "an open valve", "valve", 0, FALSE) for each in photos]
    examples.append(Example("bare", "train0", "something without look-alikes"))
    examples.append(Example("free", "train1", "two ladders", confusables=(Confusable("three ladders"),)))
    return Snapshot(
        tuple(photos),
        tuple(examples),
        mixups=(SnapshotMixup("valve", ("an open valve", "a closed valve")),),
        decisions=DecisionCounts(unreviewed=1),
    )


def test_readiness_counts_photos_and_their_scenes() -> None:
    ready = Readiness.of(_snapshot(3))
    assert (ready.trained, ready.tested, ready.validated) == (Amount(4, 2), Amount(3, 3), Amount())
    assert [(each.name, each.trained.photos, each.tested.photos) for each in ready.by_mixup] == [
        ("valve", 4, 3),
        ("", 1, 0),
    ]
    assert ready.can_start
    assert ready.unreviewed == 1


@pytest.mark.parametrize(("scenes", "proves"), [(0, False), (9, False), (10, True), (52, True)])
def test_a_verdict_takes_ten_test_scenes(scenes: int, *, proves: bool) -> None:
    ready = Readiness.of(_snapshot(scenes))
    assert (ready.can_prove, ready.can_start) == (proves, scenes > 0)
    assert ready.proof == proof_sentence(scenes, scenes)


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (ToldFilter(), [0, 1, 2, 3]),
        (ToldFilter("valve"), [0, 2]),
        (ToldFilter(None, SURE), [1, 2, 3]),
        (ToldFilter("valve", NOT_SURE), [0]),
        (ToldFilter("helmet", "a helmet"), [1]),
    ],
)
def test_answers_fit_a_filter(wanted: ToldFilter, rows: list[int]) -> None:
    assert [number for number, told in enumerate(TELLING.answers) if wanted.fits(told)] == rows


def test_what_there_is_to_filter_by() -> None:
    assert mixups_of(TELLING) == ["valve", "helmet"]
    assert answers_of(TELLING, None) == ["a helmet", "an open valve"]
    assert answers_of(TELLING, "valve") == ["an open valve"]
    assert doubtful(TELLING.answers) == 1


def test_the_table_of_answers_keeps_the_rules_of_item_models(
    qtbot: QtBot, session: Session, qtmodeltester: ModelTester
) -> None:
    tiles = NewPhotoTiles(session)
    table = ToldTable(tiles)
    table.show(TELLING)
    qtmodeltester.check(table)
    table.narrow(ToldFilter("valve"))
    assert table.rowCount() == 2
    # A photo that cannot be read has an empty picture, and is not asked for again and again.
    with qtbot.waitSignal(tiles.arrived):
        tiles.tile("/new/a.jpg")
    assert tiles.tile("/new/a.jpg") is not None


def test_the_table_of_models_keeps_the_rules_of_item_models(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = ModelTable()
    table.show(model_rows([Model(0, "builtin", None, None, "", "", "", note="Ships with Miwake.")], []))
    qtmodeltester.check(table)


def test_only_answers_that_something_is_promised_of_look_certain(qtbot: QtBot, session: Session) -> None:
    table = ToldTable(NewPhotoTiles(session))
    promised = (ToldMixup("valve", None, 3, 19), ToldMixup("helmet", 0.1, 40, 19))
    table.show(replace(TELLING, mixups=promised))
    cells = [table.index(row, ANSWER) for row in range(4)]
    assert [cell.data() for cell in cells] == [
        "?  not sure, look yourself",
        "a helmet",
        "an open valve · no promise",
        "neither",
    ]
    bold = [cell.data(Qt.ItemDataRole.FontRole) for cell in cells]
    assert [font is not None and font.bold() for font in bold] == [False, True, False, False]
    assert [cell.data(Qt.ItemDataRole.ForegroundRole) is not None for cell in cells] == [True, False, True, False]
    assert "1 answer is given without a promise" in sentence(replace(TELLING, mixups=promised))
    assert "without a promise" not in sentence(replace(TELLING, mixups=(ToldMixup("valve", 0.1, 40, 19), promised[1])))


def test_retrainings_of_one_minute_are_told_apart() -> None:
    jobs = [f"20261123-0541{second:02}-000000-retrain-3f2a" for second in (7, 42)]
    runs = [
        Run(number, job, "adaptive", 0, "builtin", None, "", "2026-11-23T05:41:50+00:00")
        for number, job in enumerate(jobs)
    ]
    rows = run_rows(runs, jobs)
    assert [row.when[-5:] for row in rows] == ["41:42", "41:07"]
    made = [Model(n, f"{job[:15]}-adaptive", "builtin", job, "m", "", "") for n, job in enumerate(jobs)]
    assert len({row.title for row in model_rows(made, runs)}) == len(made)
    assert run_time("by-hand") == "by-hand"


def test_a_model_says_no_shares_where_the_cases_are_too_few() -> None:
    metrics = {
        "verdict": "too few cases",
        "scr_before": 0.5,
        "scr_after": 0.25,
        "worse": ["valve"],
        "retention": "lost",
    }
    (row,) = model_rows(
        [Model(1, "m", "builtin", None, "models/m", "", "2026-01-01T10:00:00+00:00", metrics=metrics)], []
    )
    assert (row.verdict, row.change) == (Verdict.TOO_FEW, "")
    assert row.note == "got worse at valve; may have lost part of its earlier skill"
    assert row.made == "2026-01-01 10:00"


def test_a_model_says_its_counts_and_what_rose_where_the_cases_are_too_few(reopened: Project) -> None:
    model = Model(
        1, "m", "builtin", "run", "models/m", "", "2026-01-01T10:00:00+00:00", metrics={"verdict": "improved"}
    )
    few = comparison_of(reopened, "run", verdict=Verdict.TOO_FEW, after=4)
    (row,) = model_rows([model], [], {"m": few})
    assert (row.change, row.recommended) == ("3 → 2 of 6", False)
    assert row.note == "mixes up more test photos of valve (3 of 6 before, 4 after)"
    (row,) = model_rows([model], [], {"m": comparison_of(reopened, "run")})
    assert (row.note, row.recommended) == ("", True)


def test_thumbnails_come_by_the_photos_identity(qtbot: QtBot, session: Session, reopened: Project) -> None:
    tiles = HashTiles(session, 80)
    sha256 = comparison_of(reopened, "run").outcomes[0].photo
    found: list[QPixmap] = []
    tiles.want(sha256, found.append)
    tiles.want("unknown", found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert sorted((each.width(), each.height()) for each in found) == [(0, 0), (80, 60)]


@pytest.mark.parametrize(
    ("seconds", "words"), [(4, "less than a minute left"), (95, "about 2 min left"), (7200, "about 2.0 h left")]
)
def test_time_left_is_no_finer_than_it_can_be_known(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (ToldMixup("valve", 0.05, 40, 19), "valve: at most 5% of the given answers are wrong (40 validation scenes)."),
        (ToldMixup("valve", None, 40, 19), "valve: no promise; it still errs too often on 40 validation scenes."),
        (
            ToldMixup("valve", None, 3, 19),
            "valve: no promise yet; it takes 19 validation scenes, there are 3. Sort photos of more places.",
        ),
    ],
)
def test_a_promise_is_made_only_where_it_can_be_kept(told: ToldMixup, words: str) -> None:
    assert promise(told) == words
