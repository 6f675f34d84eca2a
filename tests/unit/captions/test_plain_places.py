"""Things of a trade that the model has no word for are believed where little is told of them, and only there."""

from collections.abc import Sequence

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.domain.terms import Kind


class Deaf:
    """A model that has no word for anything."""

    def likeliest(self, _: int) -> list[tuple[str, float]]:
        return []

    def chance(self, _: str) -> float | None:
        return None


class DeafFiller:
    def fill(self, gaps: Sequence[Sequence[str]]) -> list[Deaf]:
        return [Deaf() for _ in gaps]


@pytest.fixture(scope="module")
def deaf() -> Engine:
    return Engine.load(filler=DeafFiller())


def suspicion(engine: Engine, caption: str, negative: str) -> str | None:
    (found,) = engine.propose([CaptionInput(caption)], kinds={Kind.OBJECT}, per_caption=100)
    return {each.text: each.suspect for each in found.negatives}[negative]


PLAIN = [
    ("a wheel loader beside a pump", "a road roller beside a pump"),
    ("a gate valve in front of a heat exchanger", "a gate valve in front of a cooling tower"),
    ("A wheel loader is parked at the gate.", "A road roller is parked at the gate."),
    ("A worker carries a torque wrench.", "A worker carries a pipe wrench."),
    ("A stack of bricks near the gate", "A stack of paving slabs near the gate"),
]
TOLD = [
    ("A warning sign lies face down.", "A warning tape lies face down."),
    ("First aid box on the wall, half empty.", "Fire blanket on the wall, half empty."),
    ("A worker tightens the bolts with a torque wrench.", "A worker tightens the bolts with a pipe wrench."),
    (
        "The mobile crane is set up with its outriggers extended.",
        "The tower crane is set up with its outriggers extended.",
    ),
    ("A wheel loader digging near the gate", "A road roller digging near the gate"),
    ("The conveyor belt is stopped and empty.", "The pallet wrapper is stopped and empty."),
    ("Two parallel scratches on the panel", "Two parallel blisters on the panel"),
    ("A cat next to the house", "A rabbit next to the house"),
]


BESIDE = {
    "A warning sign lies face down.": "“warning tape” may be there as well.",
    "First aid box on the wall, half empty.": "“fire blanket” may be there as well.",
}


@pytest.mark.parametrize(("caption", "negative"), PLAIN)
def test_a_thing_of_a_trade_is_believed_where_little_is_told_of_it(deaf: Engine, caption: str, negative: str) -> None:
    assert suspicion(deaf, caption, negative) is None


@pytest.mark.parametrize(("caption", "negative"), TOLD)
def test_a_thing_that_more_is_told_of_or_that_is_of_no_trade_is_not(deaf: Engine, caption: str, negative: str) -> None:
    assert suspicion(deaf, caption, negative) == BESIDE.get(caption, "Hardly anyone would say this of a photo.")
