"""Edits by span: what fits is applied exactly, what does not fit is refused; the diff marks only what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.edits import Edit, apply_edits, bare, changed_spans, said_of

WORDS = ["a", "worker", "red", "Helmet", "valve", "don't", "開いた", "well-lit", "3", ","]
sentences = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def test_a_replacement_changes_only_its_span() -> None:
    assert apply_edits("a worker in a red helmet", [Edit("red", "blue", 14, 17)]) == "a worker in a blue helmet"


def test_a_swap_is_two_edits_of_the_unedited_text() -> None:
    edits = [Edit("white", "a", 9, 14), Edit("a", "white", 0, 1)]
    assert apply_edits("a cup in white", edits) == "white cup in a"


def test_an_insertion_has_an_empty_span() -> None:
    assert apply_edits("a worker", [Edit("", "tall ", 2, 2)]) == "a tall worker"


def test_insertion_and_replacement_may_touch() -> None:
    assert apply_edits("red hat", [Edit("red", "blue", 0, 3), Edit("", "ish", 3, 3)]) == "blueish hat"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("blue", "red", 0, 4)],
        [Edit("red", "blue", 0, 2)],
        [Edit("red", "blue", 0, 3), Edit("d h", "x", 2, 5)],
        [Edit("red", "blue", 0, 3), Edit("red", "green", 0, 3)],
    ],
    ids=["another text", "a span too short", "overlapping", "the same place twice"],
)
def test_what_does_not_fit_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="does not fit 'red hat'"):
        apply_edits("red hat", edits)


@given(text=st.text(max_size=40), data=st.data())
def test_applying_edits_equals_building_the_text_by_hand(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)) if text else [])
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(text[start:end], data.draw(st.text(max_size=5)), start, end) for start, end in spans]
    by_hand = list(text)
    for edit in reversed(edits):
        by_hand[edit.start : edit.end] = list(edit.after)
    assert apply_edits(text, edits) == "".join(by_hand)
    assert apply_edits(text, edits[::-1]) == "".join(by_hand)


@given(text=st.text(max_size=40), after=st.text(max_size=8), data=st.data())
def test_the_inverse_edit_restores_the_text(text: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = apply_edits(text, [Edit(text[start:end], after, start, end)])
    assert apply_edits(changed, [Edit(after, text[start:end], start, start + len(after))]) == text


def test_the_diff_marks_the_changed_words_on_both_sides() -> None:
    before, after = "a valve that is open", "a valve that is fully closed"
    left, right = changed_spans(before, after)
    assert [before[start:end] for start, end in left] == ["open"]
    assert [after[start:end] for start, end in right] == ["fully closed"]


def test_an_insertion_marks_nothing_on_the_left() -> None:
    assert changed_spans("a worker", "a tall worker") == ([], [(2, 6)])


def test_case_and_spaces_are_no_difference() -> None:
    assert changed_spans("A  Worker", "a worker") == ([], [])


def test_words_with_apostrophe_or_hyphen_are_one_word() -> None:
    before, after = "a well-lit hall", "a well-kept hall"
    left, right = changed_spans(before, after)
    assert (before[slice(*left[0])], after[slice(*right[0])]) == ("well-lit", "well-kept")


@given(before=sentences, after=sentences)
def test_outside_the_marked_spans_both_texts_say_the_same(before: str, after: str) -> None:
    left, right = changed_spans(before, after)
    assert _without(before, left) == _without(after, right)


@given(before=sentences, after=sentences)
def test_marked_spans_are_in_order_apart_and_not_empty(before: str, after: str) -> None:
    for text, spans in zip((before, after), changed_spans(before, after), strict=True):
        ends = [0, *(place for span in spans for place in span), len(text)]
        assert ends == sorted(ends)
        assert all(start < end for start, end in spans)


def _without(text: str, spans: list[tuple[int, int]]) -> list[str]:
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return text.casefold().split()


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("a worker in a red helmet on a ladder", "red", "helmet"),
        ("a red and white cone", "red", "white"),
        ("the helmet is Red.", "Red", "helmet"),
        ("a man climbing up the ladder", "climbing", "ladder"),
        ("red", "red", ""),
        ("", "", ""),
        ("a man in a room", "", "room"),
    ],
)
def test_an_edit_is_about_the_nearest_word_that_means_something(text: str, at: str, expected: str) -> None:
    start = text.index(at) if at else len(text)
    assert said_of(text, start, start + len(at)) == expected


def test_what_is_added_is_about_what_stands_before_it() -> None:
    assert said_of("a man in a room", 5, 5) == "man"
    assert said_of("a man", 0, 0) == "man"


@pytest.mark.parametrize(
    ("text", "expected"), [("an Open", "open"), (" the  two  men", "two men"), ("a", ""), ("", "")]
)
def test_articles_and_case_are_no_part_of_what_is_exchanged(text: str, expected: str) -> None:
    assert bare(text) == expected
