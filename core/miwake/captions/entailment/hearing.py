"""Hears what a description states: its things first, then what it says of them."""

from dataclasses import dataclass
from functools import lru_cache

from miwake.captions.entailment.deeds import deeds
from miwake.captions.entailment.positions import positions
from miwake.captions.entailment.qualities import qualities
from miwake.captions.entailment.scene import Scene
from miwake.captions.entailment.statements import DENIALS, Quality, Statement, Thing
from miwake.captions.lexicon import Lexicon
from miwake.captions.parsing import parsed
from miwake.captions.reading import Reading
from miwake.captions.sentence import Sentence
from miwake.captions.spelling import speller_of


@dataclass(frozen=True, slots=True)
class Description:
    """A description with all its statements."""

    sentence: Sentence
    statements: tuple[Statement, ...]

    def qualities(self, thing: Thing) -> frozenset[str]:
        """Return the words that say what a thing is like."""
        return frozenset(
            each.word for each in self.statements if isinstance(each, Quality) and each.thing == thing and each.there
        )

    def wording(self, *statements: Statement) -> str:
        """Return the words of the description that make statements, from the first to the last."""
        spans = [self._span(each) for each in statements]
        return self.sentence.between(min(first for first, _ in spans), max(last for _, last in spans))

    def _span(self, statement: Statement) -> tuple[int, int]:
        first, last = min(statement.places), max(statement.places)
        if isinstance(statement, Thing):
            first = self._counted_from(statement)
        if not statement.there:
            denials = [word.place for word in self.sentence.words[:first] if word.lower in DENIALS]
            first = denials[-1] if denials else first
        return first, last

    def _counted_from(self, thing: Thing) -> int:
        """Return the first word that says how many of a thing there are: "a" in "a pair of cones"."""
        words, first = self.sentence.words, self.sentence.phrase_start(thing.last)
        link = words[words[thing.last].head]
        if link.lower == "of" and words[link.head].place < link.place == first - 1 and thing.low > 1:
            return self.sentence.phrase_start(link.head)
        determiner = words[first]
        return first + 1 if determiner.lower in {"a", "an", "the"} and first < thing.last else first


@lru_cache(maxsize=1_000)
def described(text: str, lexicon: Lexicon) -> Description:
    """Return what a text in English states; remembered, as the captions of one photo are asked for in turn."""
    return heard(parsed([text], speller_of(lexicon).corrected)[0], lexicon)


def heard(sentence: Sentence, lexicon: Lexicon) -> Description:
    """Return what a parsed description states."""
    scene = Scene(Reading(sentence, lexicon))
    found: list[Statement] = [*scene.all_things(), *qualities(scene), *positions(scene), *deeds(scene)]
    return Description(sentence, tuple(dict.fromkeys(found)))
