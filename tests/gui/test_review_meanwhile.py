"""The place Review while others, or an earlier question, change what waits."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.test_review import accepted, status_of
from miwake.domain.changes import Changes
from miwake.domain.difficulty import Difficulty
from miwake.domain.terms import Status
from miwake.services.difficulty import write_difficulty
from miwake.services.negatives import list_negatives
from miwake.services.projects import Project
from miwake_desktop.views.review import ReviewPlace


def test_what_a_job_writes_meanwhile_does_not_block_the_way_back(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    asked = accepted(qtbot, review, proposed)
    queue_before = review.queue
    measured = [Difficulty(each.id, each.text, closeness=0.5) for each in list_negatives(proposed)]
    write_difficulty(proposed, measured, encoder="e", model="builtin")
    qtbot.waitUntil(lambda: review.queue is not queue_before)

    qtbot.keyClick(review, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.PROPOSED)
    assert review.queue.current == asked


def test_what_is_asked_again_stays_when_others_change_something(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_A)
    qtbot.waitUntil(review.last.isVisible)
    review.ask_again(asked)
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == asked)
    review.on_changed(Changes.everything())
    review.on_changed(Changes.everything())
    done: list[bool] = []
    review.session.ask(lambda _project: True, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert review.queue.current == asked


def test_what_was_read_before_a_decision_does_not_count_against_it(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    assert review.item is not None
    asked = review.item.negative.id
    review._read()
    qtbot.keyClick(review, Qt.Key.Key_A)
    counted = review.portion.words.text()
    said: list[str] = []
    done: list[bool] = []
    review.session.ask(lambda _project: True, lambda _done: said.append(review.portion.words.text()))
    review.session.ask(lambda _project: True, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert said == [counted]
    assert review.queue.current != asked
