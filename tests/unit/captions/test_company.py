"""Words in company: what may be there as well, what nobody does meanwhile, what has hardly another colour."""

from collections.abc import Callable

import pytest

from miwake.captions.rules.people_doing import can_both
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind

Propose = Callable[..., list[Proposal]]

# Of each: the kind, a description, and words of a negative of it that is a suspect.
SUSPECTS = [
    (Kind.OBJECT, "A table with a cake on it.", "with a pizza"),
    (Kind.OBJECT, "A pipe near the van.", "near the truck"),
    (Kind.OBJECT, "A laptop connected to a keyboard.", "connected to a mouse"),
    (Kind.OBJECT, "Cones around the hole.", "Barrels around"),
    (Kind.OBJECT, "A bus and cars on a road.", "A truck and cars"),
    (Kind.OBJECT, "White stove in a kitchen", "White refrigerator"),
    (Kind.OBJECT, "The gate valve is closed.", "ball valve"),
    (Kind.OBJECT, "A worker near the edge", "driver near"),
    (Kind.RELATION, "A gate valve is beside a pump.", "behind a pump"),
    (Kind.RELATION, "Four persons sit on a table.", "next to a table"),
    (Kind.ACTION, "A worker holds a helmet.", "takes off a helmet"),
    (Kind.COUNT, "A table with plates, cups and cookies", "a single cookie"),
    (Kind.ATTRIBUTE, "A lush green hillside.", "brown hillside"),
    (Kind.ATTRIBUTE, "A rotten wooden beam", "rotten steel beam"),
    (Kind.ATTRIBUTE, "A highly decorated cake", "highly plain"),
    (Kind.COUNT, "A valve with a lever", "several levers"),
    (Kind.COUNT, "The kitchen has a microwave.", "has three microwaves"),
    (Kind.COUNT, "Cones around the hole.", "A single cone around"),
    (Kind.ACTION, "A worker stands beside a truck.", "lies beside"),
    (Kind.ACTION, "A worker in a vest stands sideways.", "walks sideways"),
    (Kind.ACTION, "Five workers stand in a circle.", "walk in a circle"),
    (Kind.ACTION, "A man is lying on his back.", "standing on his back"),
    (Kind.ACTION, "The operator is opening the valve.", "inspecting the valve"),
    (Kind.ACTION, "A man serves a tennis ball.", "carries a tennis ball"),
    (Kind.ACTION, "A worker is wearing a vest.", "holding a vest"),
    (Kind.ACTION, "A worker wearing a helmet who climbs a ladder", "taking off a helmet"),
    (Kind.SWAP, "A green banana and a blue bowl", "blue banana"),
    (Kind.SWAP, "An airplane over a parked van.", "van over an airplane"),
    (Kind.SWAP, "Two men near a dog.", "near two dogs"),
]


@pytest.mark.parametrize(("kind", "caption", "words"), SUSPECTS)
def test_what_does_not_fit_the_rest_is_a_suspect(propose: Propose, kind: Kind, caption: str, words: str) -> None:
    drawn = [each for each in propose(caption, kind) if words in each.text]

    assert [each.text for each in drawn if each.suspect is None] == []


def test_what_may_be_there_as_well_is_said_to_be_so(propose: Propose) -> None:
    found = {each.text: each.suspect for each in propose("A table with a cake on it.", Kind.OBJECT)}

    assert found["A table with a pizza on it."] == "“pizza” may be there as well."


@pytest.mark.parametrize(
    ("said", "verb", "both"),
    [("open", "inspect", True), ("serve", "carry", True), ("inspect", "photograph", False), ("push", "carry", False)],
)
def test_who_does_one_may_do_the_other(said: str, verb: str, *, both: bool) -> None:
    assert can_both(said, verb) is both


@pytest.mark.parametrize(
    ("kind", "caption", "negative"),
    [
        (Kind.OBJECT, "A man with a hat on a bench.", "A man with a hood on a bench."),
        (Kind.OBJECT, "A man near a dog", "A man near a cat"),
        (Kind.OBJECT, "Two trucks around the hole.", "Two cars around the hole."),
        (Kind.ATTRIBUTE, "A green apple", "A red apple"),
        (Kind.ATTRIBUTE, "A red flower", "A yellow flower"),
        (Kind.ATTRIBUTE, "A woman dressed in red", "A woman dressed in blue"),
        (Kind.COUNT, "A valve with a lever", "Two valves with a lever"),
        (Kind.ACTION, "A worker stands beside a truck.", "A worker sits beside a truck."),
        (Kind.ACTION, "A man stands on the grass.", "A man lies on the grass."),
        (Kind.ACTION, "The operator is opening the valve.", "The operator is closing the valve."),
        (Kind.ACTION, "A man wearing a helmet", "A man holding a helmet"),
        (Kind.SWAP, "A red bowl and a blue cup", "A blue bowl and a red cup"),
        (Kind.SWAP, "A banana and two apples.", "Two bananas and an apple."),
    ],
)
def test_the_same_exchange_in_fitting_company_is_none(
    propose: Propose, kind: Kind, caption: str, negative: str
) -> None:
    assert negative in [each.text for each in propose(caption, kind) if each.suspect is None]


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("A man holding an orange.", "holding a red."),
        ("A cat is rinsed with soap and aqua.", "soap and red"),
        ("A red flower", "green flower"),
        ("A red stop sign", "white stop sign"),
    ],
)
def test_what_has_no_other_colour_is_given_none(propose: Propose, caption: str, words: str) -> None:
    assert [each.text for each in propose(caption, Kind.ATTRIBUTE) if words in each.text] == []
