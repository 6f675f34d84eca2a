import pytest

from miwake.domain.colours import Colour, following_word, recoloured_text


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("A man in an orange vest.", Colour.ORANGE, Colour.YELLOW, "A man in a yellow vest."),
        ("a red cone", Colour.RED, Colour.ORANGE, "an orange cone"),
        ("A red cone", Colour.RED, Colour.ORANGE, "An orange cone"),
        ("A RED CONE", Colour.RED, Colour.ORANGE, "AN ORANGE CONE"),
        ("Red helmet on a table", Colour.RED, Colour.BLUE, "Blue helmet on a table"),
        ("a gray wall", Colour.GREY, Colour.WHITE, "a white wall"),
        ("a dark red truck", Colour.RED, Colour.BLUE, "a dark blue truck"),
        ("the helmet is red.", Colour.RED, Colour.ORANGE, "the helmet is orange."),
    ],
)
def test_the_colour_word_changes_with_its_article(text: str, source: Colour, target: Colour, expected: str) -> None:
    assert recoloured_text(text, source, target).text == expected


@pytest.mark.parametrize(
    ("text", "source", "why"),
    [
        ("a bored man reads", Colour.RED, "does not say red"),
        ("a red helmet and a red vest", Colour.RED, "more than once"),
        ("a fan in a Red Sox shirt", Colour.RED, "looks like a name"),
        ("a man without a red helmet", Colour.RED, "what is not there"),
        ("red-and-white tape", Colour.RED, "does not say red"),
        ("a black and white cow", Colour.BLACK, "black and white"),
        ("a black & white cow", Colour.WHITE, "black and white"),
    ],
)
def test_what_is_not_surely_one_things_colour_is_left_alone(text: str, source: Colour, why: str) -> None:
    reworded = recoloured_text(text, source, Colour.BLUE)
    assert reworded.text is None
    assert why in reworded.why


def test_what_a_colour_is_said_of_is_the_word_behind_it() -> None:
    assert following_word("a man in a Red hard hat", Colour.RED) == "hard"
    assert following_word("the hat is red", Colour.RED) == ""
