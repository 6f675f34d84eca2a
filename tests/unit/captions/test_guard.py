"""What makes a negative suspect, and what never comes out."""

from collections.abc import Callable

from miwake.captions import CaptionInput, Engine
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind, NegativeSource

Propose = Callable[..., list[Proposal]]


def _by_text(proposals: list[Proposal]) -> dict[str, str | None]:
    return {each.text: each.suspect for each in proposals}


def test_no_negative_equals_another_caption_of_the_photo(propose: Propose) -> None:
    found = _by_text(propose("a man on a red bike", others=("A man on a BLUE bike.",)))

    assert "a man on a blue bike" not in found
    assert "a man on a green bike" in found


def test_what_another_caption_says_is_suspect(propose: Propose) -> None:
    found = _by_text(propose("a dog on a sofa", Kind.OBJECT, others=("a cat sleeps beside the dog",)))

    assert found["a cat on a sofa"] == "Another description of this photo says “cat”: a cat sleeps beside the dog"
    assert found["a rabbit on a sofa"] is None


def test_what_follows_from_another_caption_is_suspect(propose: Propose) -> None:
    found = _by_text(propose("a helicopter over a field", Kind.OBJECT, others=("a biplane over a field",)))

    assert "biplane" in (found["an airplane over a field"] or "")


def test_a_colour_of_something_else_is_no_reason(propose: Propose) -> None:
    others = ("a man under a blue sky with a helmet on his head",)
    found = _by_text(propose("a man in a red helmet", Kind.ATTRIBUTE, others=others))

    assert found["a man in a blue helmet"] is None


def test_words_that_may_both_be_true_are_suspect_and_come_last(propose: Propose) -> None:
    found = propose("a red car on a hill", Kind.ATTRIBUTE)
    suspects = [each.suspect is not None for each in found]

    assert _by_text(found)["a maroon car on a hill"] == "“maroon” may also be said of something that is red."
    assert suspects == sorted(suspects)


def test_neither_synonyms_nor_wider_nor_narrower_words(propose: Propose) -> None:
    texts = " | ".join(each.text for each in propose("a man parks a car near an airplane", Kind.OBJECT))

    assert not {"automobile", "person", "guy", "vehicle", "plane", "jet"} & set(texts.replace("|", " ").split())


def test_the_choices_of_a_mixup_are_believed_to_exclude_each_other(engine: Engine) -> None:
    def suspects(caption: str, other: str, *choices: str) -> list[str | None]:
        (found,) = engine.propose([CaptionInput(caption, others=(other,), mixups=(choices,))], per_caption=300)
        return [each.suspect for each in found.negatives if each.source == NegativeSource.MIXUP]

    assert suspects("a half open valve", "the valve is half open", "open valve", "half open valve") == [None]
    (reason,) = suspects("an old valve on a pipe", "the valve has been closed", "old valve", "closed valve")
    assert reason == (
        "Another description of this photo says “valve has been closed”, so “closed valve” may be true: "
        "the valve has been closed"
    )
