"""Every choice of the catalogue is a description that the engine reads and exchanges for the other choices."""

import pytest

from miwake.captions import ALL_KINDS, CaptionInput, Engine
from miwake.captions.rules.mixups import kind_of
from miwake.domain.catalogue import ReadyMixup
from miwake.domain.terms import Kind, NegativeSource
from miwake.services.catalogue import catalogue

# The engine judges by the differing words alone, here "left" and "right".
SEEN_OTHERWISE = {"ladder-beside-tank": Kind.ATTRIBUTE}


@pytest.mark.parametrize("ready", catalogue(), ids=[ready.id for ready in catalogue()])
def test_the_other_choices_come_out_as_negatives(engine: Engine, ready: ReadyMixup) -> None:
    choices = tuple(choice.en for choice in ready.choices)
    captions = [CaptionInput(f"{choice.capitalize()}, seen from the gate.", mixups=(choices,)) for choice in choices]

    for choice, found in zip(choices, engine.propose(captions, kinds=ALL_KINDS, per_caption=20), strict=True):
        own = {each.text for each in found.negatives if each.source is NegativeSource.MIXUP}
        assert own == {f"{other.capitalize()}, seen from the gate." for other in choices if other != choice}
        assert all(each.suspect is None for each in found.negatives if each.source is NegativeSource.MIXUP)


@pytest.mark.parametrize("ready", catalogue(), ids=[ready.id for ready in catalogue()])
def test_its_kind_is_the_one_that_the_engine_sees(engine: Engine, ready: ReadyMixup) -> None:
    first, second, *_ = (choice.en for choice in ready.choices)

    assert kind_of(first, second, engine._lexicon) == SEEN_OTHERWISE.get(ready.id, ready.kind)
