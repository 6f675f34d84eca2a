"""Descriptions as they are written: misspelt, shouted, abbreviated, and verbs that look like nouns."""

import pytest

from miwake.captions import parsing
from miwake.captions.parsing import parsed, parser_words
from miwake.captions.spelling import Speller


def _read(text: str, speller: Speller | None = None) -> list[tuple[str, str]]:
    (sentence,) = parsed([text], speller.corrected) if speller else parsed([text])
    for word in sentence.words:
        assert text[word.start : word.end] == word.text
    return [(word.lower, word.tag) for word in sentence.words]


@pytest.mark.parametrize(
    ("text", "verb", "tag"),
    [
        ("A man kneels on the ground.", "kneels", "VBZ"),
        ("A male child swings on a swing.", "swings", "VBZ"),
        ("A man bites fish.", "bites", "VBZ"),
        ("A dog tugs a rope.", "tugs", "VBZ"),
        ("Worker in an orange vest standing next to the excavator.", "standing", "VBG"),
    ],
)
def test_verbs_that_look_like_nouns_are_verbs(text: str, verb: str, tag: str) -> None:
    assert dict(_read(text))[verb] == tag


@pytest.mark.parametrize("text", ["A man in glasses", "the kitchen cabinets are white", "a pair of work gloves"])
def test_plurals_stay_plurals(text: str) -> None:
    assert not [tag for _, tag in _read(text)[2:] if tag == "VBZ"]


def test_what_a_hidden_verb_is_done_to_is_its_object() -> None:
    (sentence,) = parsed(["A puppy nips a finger."])

    assert [(word.lower, word.dep, word.head) for word in sentence.words if word.is_noun] == [
        ("puppy", "nsubj", 2),
        ("finger", "dobj", 2),
    ]


def test_misspelt_words_are_read_as_what_they_can_only_be() -> None:
    speller = Speller(["excavator", "helmet", "helmets", "trimming", "planks", "planes", "plants"])

    written = ("excavaotr", "helmte", "triming")
    assert [speller.corrected(word) for word in written] == ["excavator", "helmet", "trimming"]
    assert speller.corrected("planws") is None  # planks, plants or planes
    assert speller.corrected("helms") is None  # a word of its own
    assert speller.corrected("hemlet") == "helmet"
    assert speller.corrected("valev") is None
    assert speller.corrected("excavator") is None


def test_positions_are_those_of_what_is_written() -> None:
    speller = Speller(["excavator", "valve"])

    assert _read("An excavaotr, w/ a opne vlave 😀", speller)[1] == ("excavator", "NN")


def test_names_are_not_corrected() -> None:
    assert ("helmut", "NNP") in _read("A photo of Helmut at work", Speller(["helmet"]))


def test_what_was_read_before_does_not_count_as_well_spelt() -> None:
    parsed(["a worker next to a blorptang"])

    assert "worker" in parser_words()
    assert "blorptang" not in parser_words()


def test_the_parser_remembers_only_so_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_MOST_WORDS", 0)
    (sentence,) = parsed(["a worker next to a gribblewort"])

    assert sentence.words[-1].lower == "gribblewort"
    assert "gribblewort" not in parsing.pipeline().vocab.strings
