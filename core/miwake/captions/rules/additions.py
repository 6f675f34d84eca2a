"""Added false details, for descriptions that offer little else: nothing in them rules the detail out."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft
from miwake.captions.inflection import article
from miwake.captions.reading import Reading
from miwake.domain.terms import Kind, Operation

_WEIGHT = 0.3
_COLOURS = ("red", "blue", "green", "yellow", "black", "white")
_REASON = "The description does not say otherwise."


def addition_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield drafts that add a colour to a plain noun, or a second thing of its family."""
    for noun in reading.nouns.values():
        word = reading.words[noun.last]
        if (
            reading.negated(noun.last)
            or word.dep in {"compound", "nmod", "amod", "npadvmod", "poss"}
            or not reading.free(noun.first, noun.last)
        ):
            continue
        yield from _company(reading, noun.last)
        classes = reading.lexicon.classes(reading.names(noun.last)[0])
        if reading.sentence.modifiers_start(noun.last) == noun.first and not classes & {"person", "animal", "place"}:
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
