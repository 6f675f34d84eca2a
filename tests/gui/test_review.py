import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.domain.difficulty import DOUBT, Difficulty
from miwake.domain.terms import NegativeSource, Rejection, Split, Status
from miwake.jobs import JobFolder
from miwake.services.descriptions import descriptions
from miwake.services.difficulty import write_difficulty
from miwake.services.negatives import list_negatives
from miwake.services.projects import Project
from miwake.services.review import queue
from miwake_desktop.models import portion
from miwake_desktop.views.review import ReviewPlace
from miwake_desktop.views.window import MainWindow

_ENDED = ["You decided 2 today. 1 more waits; it need not be today."]


def status_of(project: Project, negative: int) -> tuple[Status, Rejection | None]:
    found = next(each for each in list_negatives(project) if each.id == negative)
    return found.status, found.rejection


def accepted(qtbot: QtBot, review: ReviewPlace, project: Project) -> int:
    """Accept what is asked, wait until that is stored, and return what it was."""
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: status_of(project, asked)[0] is Status.ACCEPTED)
    return asked


def test_the_question_shows_both_descriptions_with_the_changed_words_marked(
    review: ReviewPlace, proposed: Project
) -> None:
    assert review.item is not None
    assert review.queue.current == queue(proposed)[0]
    changed = review.item.negative.edits[0]

    assert f">{changed.before}</span>" in review.card.caption.text()
    assert f">{changed.after}</span>" in review.card.negative.text()
    assert review.portion.words.text() == "0 of 3 today"
    assert review.portion.whole.text() == ""
    assert review.picture.photo == review.item.photo.id


@pytest.mark.parametrize(
    ("key", "status", "rejection"),
    [
        (Qt.Key.Key_A, Status.ACCEPTED, None),
        (Qt.Key.Key_T, Status.REJECTED, Rejection.ALSO_TRUE),
        (Qt.Key.Key_N, Status.REJECTED, Rejection.NONSENSE),
        (Qt.Key.Key_Space, Status.SKIPPED, None),
    ],
)
def test_a_key_decides_and_the_next_question_comes(
    qtbot: QtBot, review: ReviewPlace, proposed: Project, key: Qt.Key, status: Status, rejection: Rejection | None
) -> None:
    assert review.item is not None
    asked = review.item.negative.id

    qtbot.keyClick(review, key)

    assert review.queue.left == 2
    qtbot.waitUntil(lambda: status_of(proposed, asked) == (status, rejection))
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == review.queue.current != asked)


def test_backspace_takes_the_decision_back_and_asks_again(qtbot: QtBot, review: ReviewPlace, proposed: Project) -> None:
    asked = accepted(qtbot, review, proposed)

    qtbot.keyClick(review, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.PROPOSED)
    assert review.queue.current == asked
    assert review.queue.left == 3


def test_the_last_decisions_stay_visible_and_can_be_changed(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_A)
    qtbot.waitUntil(review.last.isVisible)

    review.last.chosen.emit(asked)
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == asked)
    qtbot.keyClick(review, Qt.Key.Key_N)

    qtbot.waitUntil(lambda: status_of(proposed, asked) == (Status.REJECTED, Rejection.NONSENSE))


def test_e_edits_the_look_alike_and_asks_about_the_new_text(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_E)
    assert review.card.field.hasFocus() or review.card.field.isVisible()
    review.card.field.setText("a mauve wall")

    qtbot.keyClick(review.card.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.text == "a mauve wall")
    assert review.queue.current == asked
    assert next(each for each in list_negatives(proposed) if each.id == asked).source is NegativeSource.PERSON


def test_c_corrects_the_description_and_its_other_look_alikes_are_asked_no_more(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    first = descriptions(proposed)[0]
    asked = next(each for each in list_negatives(proposed) if each.caption == first.id)
    review.ask_again(asked.id)
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == asked.id)

    qtbot.keyClick(review, Qt.Key.Key_C)
    review.card.field.setText("a brick wall")
    qtbot.keyClick(review.card.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: descriptions(proposed)[0].text == "a brick wall")
    qtbot.waitUntil(lambda: review.queue.left == 1)
    status, rejection = status_of(proposed, asked.id)
    assert status is not Status.PROPOSED
    assert rejection is Rejection.CAPTION_WRONG


def test_escape_leaves_the_texts_as_they_are(qtbot: QtBot, review: ReviewPlace, proposed: Project) -> None:
    before = [each.text for each in list_negatives(proposed)]
    qtbot.keyClick(review, Qt.Key.Key_E)
    review.card.field.setText("changed")

    qtbot.keyClick(review.card.field, Qt.Key.Key_Escape)

    assert not review.card.field.isVisible()
    assert [each.text for each in list_negatives(proposed)] == before


def test_what_was_put_off_is_offered_at_the_end(qtbot: QtBot, review: ReviewPlace) -> None:
    for left in (2, 1, 0):
        qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == review.queue.current)
        qtbot.keyClick(review, Qt.Key.Key_Space)
        assert review.queue.left == left
    review.on_shown()
    qtbot.waitUntil(lambda: review.queue.put_off == 3)

    review._take_up()

    qtbot.waitUntil(lambda: review.queue.left == 3)


def test_the_days_portion_comes_first_and_ends(
    qtbot: QtBot, review: ReviewPlace, proposed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion, "PORTION", 2)
    review.on_shown()
    qtbot.waitUntil(lambda: review.portion.words.text() == "0 of 2 today")
    assert review.portion.whole.text() == "3 wait in all"
    for done in (1, 2):
        qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == review.queue.current)
        qtbot.keyClick(review, Qt.Key.Key_A)
        assert (review.portion.words.text(), review.portion.bar.value()) == (f"{done} of 2 today", done)
    assert _page(review) == ["That is today's portion", *_ENDED, "The next 1", "Go to Retrain"]
    # Nothing is decided that is not seen, also after the place was left and shown again.
    qtbot.keyClick(review, Qt.Key.Key_A)
    review.on_shown()
    qtbot.waitUntil(lambda: review.queue.left == 1)
    assert _page(review)[0] == "That is today's portion"
    assert [each.status for each in list_negatives(proposed)].count(Status.ACCEPTED) == 2
    review._go_on()
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == review.queue.current)
    assert review.portion.words.text() == "0 of 1 today"


def test_backspace_opens_the_portion_again(
    qtbot: QtBot, review: ReviewPlace, proposed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion, "PORTION", 1)
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_N)
    assert review._stack.currentIndex() == 1
    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.REJECTED)
    qtbot.keyClick(review, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == asked)
    assert review._stack.currentIndex() == 0
    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.PROPOSED)
    assert review.portion.words.text() == "0 of 1 today"


def test_what_is_taken_back_of_the_portion_before_counts_to_this_one(
    qtbot: QtBot, review: ReviewPlace, proposed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion, "PORTION", 1)
    assert review.item is not None
    asked = review.item.negative.id
    qtbot.keyClick(review, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.REJECTED)
    review._go_on()
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id != asked)
    qtbot.keyClick(review, Qt.Key.Key_Backspace)
    assert review.portion.words.text() == "0 of 1 today"
    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.PROPOSED)
    qtbot.waitUntil(lambda: review.item is not None and review.item.negative.id == asked)
    qtbot.keyClick(review, Qt.Key.Key_N)
    assert _page(review)[0] == "That is today's portion"
    qtbot.waitUntil(lambda: status_of(proposed, asked)[0] is Status.REJECTED)


def test_a_day_that_begins_while_the_window_is_open_begins_a_portion(review: ReviewPlace) -> None:
    review._decided = review._begun = 40
    review._count(0)
    assert review.portion.words.text() == "0 of 3 today"
    assert review.portion.bar.value() == 0


def _page(review: ReviewPlace) -> list[str]:
    page = review._stack.widget(1)
    words = [each.text() for each in page.findChildren(QLabel)]
    return [*words, *(each.text() for each in page.findChildren(QPushButton))]


def test_a_suspect_says_why(qtbot: QtBot, review: ReviewPlace, proposed: Project) -> None:
    suspect = next(each for each in list_negatives(proposed) if each.suspect)
    review.ask_again(suspect.id)

    qtbot.waitUntil(lambda: review.card.suspect.text() == "May also be true: It may be white too.")
    assert review.card.suspect.isVisible()


def test_nothing_of_a_model_is_shown_in_validation_and_test_scenes(
    qtbot: QtBot, review: ReviewPlace, proposed: Project
) -> None:
    measured = [Difficulty(each.id, each.text, 0.9, -0.15, DOUBT) for each in list_negatives(proposed)]
    write_difficulty(proposed, measured, encoder="e", model="builtin")
    assert {each.split for each in list_negatives(proposed)} > {Split.TRAIN}
    for negative in list_negatives(proposed):
        review.ask_again(negative.id)
        qtbot.waitUntil(lambda id_=negative.id: review.item is not None and review.item.negative.id == id_)
        assert review.item is not None
        trains = negative.split is Split.TRAIN
        assert review.card.margin.margin == review.item.margin == (-0.15 if trains else None)
        assert review.card.margin.isVisible() == trains
        assert review.card.suspect.text().endswith(str(negative.suspect))
        assert trains or negative.suspect != DOUBT


def test_without_look_alikes_the_place_offers_to_have_them_proposed(
    qtbot: QtBot, window: MainWindow, started: list[JobFolder]
) -> None:
    place = go_to(window, "review", ReviewPlace)

    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    place._stack.widget(1).findChild(QPushButton).click()
    qtbot.waitUntil(lambda: [each.spec.kind for each in started] == ["negatives"])
