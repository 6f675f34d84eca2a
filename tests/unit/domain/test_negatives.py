"""Proposals as the command line shows them."""

from miwake.domain.edits import Edit
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind, NegativeSource, Operation


def test_a_replacement_shows_one_edit() -> None:
    proposal = Proposal(
        "a worker in a blue helmet",
        Kind.ATTRIBUTE,
        (Edit("red", "blue", 14, 17),),
        Operation.REPLACE,
        NegativeSource.LEXICON,
        0.31,
    )
    assert proposal.as_json() == {
        "text": "a worker in a blue helmet",
        "kind": "attribute",
        "from": "red",
        "to": "blue",
        "span": [14, 17],
        "source": "lexicon",
        "edit": "replace",
        "plausibility": 0.31,
        "suspect": None,
    }


def test_an_insertion_has_an_empty_from_and_span() -> None:
    edits = (Edit("", "no ", 2, 2),)
    shown = Proposal("a no hat", Kind.PRESENCE, edits, Operation.ADDED, NegativeSource.LEXICON, 0.5).as_json()
    assert (shown["from"], shown["to"], shown["span"], shown["edit"]) == ("", "no ", [2, 2], "added")


def test_a_swap_shows_both_edits_and_no_single_one() -> None:
    edits = (Edit("cat", "dog", 0, 3), Edit("dog", "cat", 7, 10))
    proposal = Proposal("dog on cat", Kind.SWAP, edits, Operation.SWAP, NegativeSource.SWAP, 0.123456, "why")
    shown = proposal.as_json()
    assert shown["edits"] == [
        {"from": "cat", "to": "dog", "span": [0, 3]},
        {"from": "dog", "to": "cat", "span": [7, 10]},
    ]
    assert (shown["from"], shown["to"], shown["span"]) == (None, None, None)
    assert (shown["plausibility"], shown["suspect"]) == (0.1235, "why")
