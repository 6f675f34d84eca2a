"""The suspect guard: what speaks for a negative being true after all, in words for the person."""

from collections.abc import Iterable
from functools import cached_property

from miwake.captions.drafts import FLOOR, Draft
from miwake.captions.english import is_english
from miwake.captions.entailment import Description, Proof, described, heard, meaning_under
from miwake.captions.entailment.claims import claims
from miwake.captions.entailment.news import News, news_in
from miwake.captions.lexicon import Lexicon
from miwake.captions.reading import Reading
from miwake.captions.rules.mixups import holds
from miwake.captions.sentence import Sentence
from miwake.captions.wordnet import Part, relation
from miwake.domain.terms import Kind, NegativeSource
from miwake.domain.texts import normalised

_PARTS: dict[Kind, Part] = {
    Kind.OBJECT: "noun",
    Kind.ACTION: "verb",
    Kind.ATTRIBUTE: "adjective",
    Kind.STATE: "adjective",
}
_LONGEST = 1_000  # characters; longer descriptions are no descriptions of one photo, and parsing takes its time


class Guard:
    """Judges negatives of one caption against the caption itself and the photo's other descriptions."""

    def __init__(self, caption: str, others: Iterable[str], lexicon: Lexicon) -> None:
        self._caption = caption
        self._lexicon = lexicon
        self._meaning = meaning_under(lexicon)
        self._texts = tuple(other for other in others if other.strip())
        self._sentence: Sentence | None = None

    def suspicion(self, draft: Draft, *, text: str, reading: Reading) -> str | None:
        """Return why a draft, realised as `text`, may be true of the photo; None if nothing speaks for it."""
        if draft.suspect is not None:
            return draft.suspect[:1].upper() + draft.suspect[1:]
        if draft.weight < FLOOR:
            return "Hardly anyone would say this of a photo."
        same = _same_word(draft, reading)
        if same is not None or not self._texts:
            return same
        self._sentence = reading.sentence
        if not any(each.may_concern(draft, self._own, self._meaning) for each in self._news):
            return None
        return self._said_elsewhere(described(text, self._lexicon)) if self._readable(text) else None

    def judged(self, text: str) -> str | None:
        """Return why any text, offered as a negative, may be true; also where the caption itself makes it so."""
        if normalised(text) in map(normalised, (self._caption, *self._texts)):
            return "A description of this photo says exactly this."
        if not self._readable(text) or not self._readable(self._caption):
            return None
        negative = described(text, self._lexicon)
        found = claims(negative, self._own, self._meaning)
        if found.nothing_new:
            return "It follows from the description itself."
        if self._others and found.in_words_of((self._own, *self._others), self._meaning):
            return "The photo's other descriptions already say all of it."
        return self._said_elsewhere(negative)

    def stated(self, phrase: str, *, text: str) -> str | None:
        """Return why a choice of a mix-up, realised as `text`, may be true: another description states it.

        The choices exclude each other by the project's own word, so the caption itself makes none of the others true.
        """
        for other in self._texts:
            if holds(other, phrase):
                return _by_other(phrase, phrase, other)
        if not self._others or not self._readable(text) or not self._readable(self._caption):
            return None
        return self._said_elsewhere(described(text, self._lexicon))

    @cached_property
    def _own(self) -> Description:
        if self._sentence is not None:
            return heard(self._sentence, self._lexicon)
        return described(self._caption, self._lexicon)

    @cached_property
    def _others(self) -> tuple[Description, ...]:
        return tuple(described(text, self._lexicon) for text in self._texts if self._readable(text))

    @cached_property
    def _news(self) -> tuple[News, ...]:
        return tuple(news_in(other, self._own, self._meaning) for other in self._others)

    def _said_elsewhere(self, negative: Description) -> str | None:
        found = claims(negative, self._own, self._meaning)
        proved = found.proved_by(self._news, self._meaning)
        return _reason(proved[1], negative, proved[0]) if proved is not None else None

    def _readable(self, text: str) -> bool:
        return len(text) <= _LONGEST and is_english(text)


def _same_word(draft: Draft, reading: Reading) -> str | None:
    """Return why the new word may be true of what the old one is true of.

    Verbs and adjectives that a pack sets against each other are trusted: WordNet's many senses of them are not.
    """
    part = _PARTS.get(draft.kind)
    change = draft.changes[0]
    if part is None or change.last < change.first or not change.text:
        return None
    before = " ".join(reading.lowers[change.first : change.last + 1]).replace(" - ", "-")
    found = relation(change.text, before, part=part)
    if found is None or (part != "noun" and found != "synonym" and draft.source == NegativeSource.LEXICON):
        return None
    if found == "synonym":
        return f"“{change.text}” says the same as “{before}”."
    if found == "hyponym":
        return f"“{change.text}” is a kind of “{before}”, so it may be true as well."
    if found == "hypernym":
        return f"“{change.text}” is also true of “{before}”."
    return f"“{change.text}” says nearly the same as “{before}”."


def _reason(found: Proof, negative: Description, other: Description) -> str:
    return _by_other(negative.wording(found.claim), other.wording(*found.by), other.sentence.text)


def _by_other(claimed: str, said: str, text: str) -> str:
    claimed, said = (" ".join(each.split()) for each in (claimed, said))
    if claimed.casefold() == said.casefold():
        return f"Another description of this photo says “{said}”: {_shortened(text)}"
    return f"Another description of this photo says “{said}”, so “{claimed}” may be true: {_shortened(text)}"


def _shortened(text: str, limit: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
