import pytest

from miwake.domain.laterality import legible_thing, mirrored_text
from miwake.domain.rewording import changed_captions


@pytest.mark.parametrize(
    ("text", "mirrored"),
    [
        ("a ladder to the left of a tank", "a ladder to the right of a tank"),
        ("A man on the left and a woman on the right.", "A man on the right and a woman on the left."),
        ("the worker on the right is right next to a crane", "the worker on the left is right next to a crane"),
        ("a car turning left", "a car turning right"),
        ("a man facing left holding a cup", "a man facing right holding a cup"),
        ("the rightmost valve is open", "the leftmost valve is open"),
        ("a crate on the right", "a crate on the left"),
        ("a left hand", "a right hand"),
        ("LEFT OF THE TANK", "RIGHT OF THE TANK"),
        ("The left valve is open.", "The right valve is open."),
        ("from left to right: a cup, a plate", "from right to left: a cup, a plate"),
        ("his right hand holds a hammer", "his left hand holds a hammer"),
        ("a right-angled bend on the left", "a right-angled bend on the right"),
        ("top-left corner", "top-right corner"),
        ("a left-handed man", "a right-handed man"),
        ("a man standing right in front of the left truck", "a man standing right in front of the right truck"),
    ],
)
def test_left_and_right_change_places_and_back(text: str, mirrored: str) -> None:
    assert mirrored_text(text).text == mirrored
    assert mirrored_text(mirrored).text == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a man in a red helmet", "names no left or right"),
        ("the right tool for the job", "names no left or right"),
        ("a dog looking right at the camera", "names no left or right"),
        ("what is left of the pizza", "names no left or right"),
        ("a bright copyright sign", "names no left or right"),
        ("leftover food", "names no left or right"),
        ("nothing left of it", "names no left or right"),
        ("a stop sign put right side up on a pole", "names no left or right"),
        ("there are no zebras facing right", "what is not there"),
        ("a man who isn't on the left", "what is not there"),
        ("a man left the building", "may be no side"),
        ("a bike left on the street", "may be no side"),
        ("a bike left on the street by the left wall", "may be no side"),
        ("cars on the left and right", "both sides"),
        ("a man on the left and a man on the right", "the same of both sides"),
        ("a wheel on the left that turns clockwise", "clockwise"),
        ("the right wooden crate on a rooftop", "only says which one"),
        ("The left valve", "only says which one"),
        ("the left-hand door", "only says which one"),
        ("rightmost valve", "only says which one"),
        ("", "names no left or right"),
    ],
)
def test_what_is_not_surely_a_side_is_not_exchanged(text: str, why: str) -> None:
    reworded = mirrored_text(text)
    assert reworded.text is None
    assert why in reworded.why


def test_what_reads_wrongly_in_a_mirror_is_known_by_its_word() -> None:
    assert legible_thing("A Stop Sign left of a tree") == "sign"
    assert legible_thing("a signal lamp to the left of a tank") is None


def test_descriptions_that_hold_for_both_photos_are_left_out() -> None:
    texts = ["a cup left of a plate", "A cup right of a plate.", "a table", "a cup on the left", "A cup on the left!"]
    changed, reasons = changed_captions(texts, mirrored_text)
    assert [(each.was, each.now) for each in changed] == [("a cup on the left", "a cup on the right")]
    assert len(reasons) == 4
    assert changed_captions(["a cup on the left"], mirrored_text, known=["a cup on the right"])[0] == ()
