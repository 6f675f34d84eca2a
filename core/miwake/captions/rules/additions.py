"""Added false details, for descriptions that offer little else: nothing in them rules the detail out."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft
from miwake.captions.inflection import article
from miwake.captions.reading import Noun, Reading
from miwake.domain.terms import Kind, Operation

_WEIGHT = 0.3
_COLOURS = ("red", "blue", "green", "yellow", "black", "white")
_WORN = ("in a yellow vest", "in a red helmet", "with a backpack", "with an umbrella")
_REASON = "The description does not say otherwise."
_NEVER = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})


def addition_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield drafts that add a colour to a plain noun, something worn to a person, or a second thing of a family."""
    for noun in reading.nouns.values():
        if reading.negated(noun.last) or reading.words[noun.last].dep in _NEVER:
            continue
        if not reading.free(noun.first, noun.last):
            continue
        yield from _company(reading, noun.last)
        sorts = reading.sorts(noun.last)
        if "person" in sorts:
            yield from _worn(reading, noun)
        elif reading.sentence.modifiers_start(noun.last) == noun.first and not sorts & {"animal", "place"}:
            yield from _coloured(reading, noun)


def _coloured(reading: Reading, noun: Noun) -> Iterator[Draft]:
    for rank, colour in enumerate(_COLOURS):
        yield Draft(
            Kind.ATTRIBUTE,
            (Change(noun.first, noun.first - 1, colour),),
            _WEIGHT * (1 - 0.05 * rank),
            Operation.ADDED,
            suspect=_REASON,
            claim=(colour,),
            about=reading.names(noun.last),
        )


def _worn(reading: Reading, noun: Noun) -> Iterator[Draft]:
    """A man in a room: a man in a yellow vest in a room."""
    following = reading.lowers[noun.last + 1 : noun.last + 2]
    if reading.words[noun.last].is_plural or following in (["and"], ["'s"], ["'"], ["-"]):
        return
    for rank, detail in enumerate(_WORN):
        thing = detail.rsplit(" ", 1)[1]
        if reading.mentions(thing):
            continue
        yield Draft(
            Kind.PRESENCE,
            (Change(noun.last + 1, noun.last, detail, trailing=True),),
            _WEIGHT * (0.98 - 0.05 * rank),
            Operation.ADDED,
            suspect=_REASON,
            claim=(thing,),
            about=reading.names(noun.last),
        )


def _company(reading: Reading, last: int) -> Iterator[Draft]:
    word = reading.words[last]
    if any(reading.words[i].dep in {"conj", "cc"} for i in reading.sentence.children[last]) or word.dep not in {
        "pobj",
        "dobj",
    }:
        return
    for use in reading.nouns[last].uses:
        for rank, term in enumerate(use.contrast.terms):
            if rank == use.term or use.contrast.mass or use.contrast.plural_only:
                continue
            added = reading.lexicon.plural(term.word) if word.is_plural else f"{article(term.word)} {term.word}"
            yield Draft(
                Kind.OBJECT,
                (Change(last + 1, last, f"and {added}", trailing=True),),
                _WEIGHT * (0.9 - 0.03 * rank),
                Operation.ADDED,
                suspect=_REASON,
                claim=(term.word,),
            )
