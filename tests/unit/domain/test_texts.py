"""When two descriptions are the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.texts import normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A valve is open.", "a valve is  open"),
        ("a valve\tis\nopen", "a valve is open"),
        ("  a valve is open  ", "a valve is open"),
        ("ＶＡＬＶＥ", "valve"),
        ("バルブが開いている。", "バルブが開いている"),
        ("バルブ", "バルブ"),
        ("Straße", "STRASSE"),
        ("a ladder!", "a ladder"),
    ],
)
def test_these_are_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("a valve", "the valve"), ("3.5 m", "35 m"), ("is it open", "it is open")])
def test_these_differ(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_nothing_but_spaces_and_stops_is_empty() -> None:
    assert normalised(" \t .。! ") == ""


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_space_around_never_counts(text: str) -> None:
    assert normalised(f" {text}\n") == normalised(text)
