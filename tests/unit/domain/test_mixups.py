"""Mix-ups: what may be one, templates, and the answers of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.errors import MiwakeError
from miwake.domain.mixups import MOST_CHOICES, NewMixup, choice_of, expand_template, stated

VALVE = ("an open valve", "a closed valve")


def test_two_choices_with_a_name_are_a_mixup() -> None:
    assert NewMixup("バルブ", VALVE).choices == VALVE


@pytest.mark.parametrize(
    ("name", "choices", "complaint"),
    [
        (" ", VALVE, "needs a name"),
        ("valve", VALVE[:1], "two to 5 choices, not 1"),
        ("valve", tuple(f"state {n}" for n in range(MOST_CHOICES + 1)), "two to 5 choices, not 6"),
        ("valve", ("an open valve", " . "), "A choice is empty"),
        ("valve", ("an open valve", "An open  valve."), "Two choices are the same"),
    ],
)
def test_what_is_no_mixup_is_refused_with_a_way_out(name: str, choices: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(MiwakeError, match=complaint) as refused:
        NewMixup(name, choices)
    assert refused.value.todo


def test_a_template_stands_for_its_words() -> None:
    assert expand_template("a {open | half open|closed} valve") == (
        "a open valve",
        "a half open valve",
        "a closed valve",
    )


@pytest.mark.parametrize("phrase", ["a valve", "a {valve}", ""])
def test_a_phrase_without_alternatives_is_itself(phrase: str) -> None:
    assert expand_template(phrase) == (phrase,)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("1", 1), ("2", 2), ("0", 0), ("", None), ("  ", None), ("A closed valve.", 2), (" an OPEN valve", 1), ("２", 2)],
)
def test_an_answer_is_a_number_or_a_phrase(text: str, choice: int | None) -> None:
    assert choice_of(text, VALVE) == choice


@pytest.mark.parametrize("text", ["3", "-1", "open", "1.5", "two"])
def test_any_other_answer_is_refused_with_the_choices(text: str) -> None:
    with pytest.raises(MiwakeError, match="none of the choices") as refused:
        choice_of(text, VALVE)
    assert "an open valve; a closed valve" in refused.value.todo


def test_a_phrase_that_is_a_number_wins_over_the_number() -> None:
    assert choice_of("2", ("2", "1")) == 1


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1), min_size=2, max_size=5))
def test_every_choice_is_found_by_its_own_phrase(words: list[str]) -> None:
    choices = [f"{number} {word}" for number, word in enumerate(words)]
    assert [choice_of(choice, choices) for choice in choices] == list(range(1, len(choices) + 1))


HELMET = ("a worker with a helmet", "a worker with a helmet in hand", "a worker without a helmet")


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        ("An  OPEN valve.", VALVE, {0}),
        ("the open valve beside a closed valve", VALVE, {0, 1}),
        ("an open hatch", VALVE, set()),
        ("reopen valve", VALVE, set()),
        ("there is no open valve", VALVE, set()),
        ("without an open valve, a closed valve", VALVE, {1}),
        ("a worker with a helmet in hand", HELMET, {1}),
        ("a worker with a helmet, one worker with a helmet in hand", HELMET, {0, 1}),
        ("an open field", ("open", "closed"), set()),
        ("Open", ("open", "closed"), {0}),
        ("閉じているバルブの写真", ("開いているバルブ", "閉じているバルブ"), {1}),
        ("開発", ("開", "閉"), set()),
        ("", VALVE, set()),
    ],
)
def test_a_description_states_the_choices_whose_phrases_it_holds(
    text: str, choices: tuple[str, ...], expected: set[int]
) -> None:
    assert stated(text, choices) == expected
