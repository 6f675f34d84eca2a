"""Ready mix-ups: what sites like this one confuse, worded for people in two languages and for the model in English."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from miwake.domain.mixups import Mixup, NewMixup
from miwake.domain.terms import Kind
from miwake.domain.texts import normalised


class Domain(StrEnum):
    """A sort of site."""

    CONSTRUCTION = "construction"
    PLANT = "plant"
    INSPECTION = "inspection"
    WAREHOUSE = "warehouse"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in English and Japanese."""

    en: str
    ja: str

    def in_language(self, language: str) -> str:
        """Return the Japanese for "ja", the English otherwise."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class ReadyMixup:
    """A mix-up that waits in the catalogue.

    Attributes:
        id: Its name in commands, such as "valve-position".
        domain: The sort of site.
        title: The domain as people read it.
        name: What gets mixed up.
        kind: What its choices differ in.
        choices: Two to five that exclude each other; the English is what the model reads.
        photos: Which photos to take.
    """

    id: str
    domain: Domain
    title: Words
    name: Words
    kind: Kind
    choices: tuple[Words, ...]
    photos: Words

    def as_new(self, language: str = "en") -> NewMixup:
        """Return it as a project takes it: named in a language, its choices in English."""
        return NewMixup(self.name.in_language(language), tuple(choice.en for choice in self.choices))

    def among(self, mixups: Iterable[Mixup]) -> Mixup | None:
        """Return the mix-up of a project that is this one: it has its name in a language, or the same choices."""
        names = {normalised(self.name.en), normalised(self.name.ja)}
        choices = {normalised(choice.en) for choice in self.choices}
        for mixup in mixups:
            if normalised(mixup.name) in names or {*map(normalised, mixup.choices)} == choices:
                return mixup
        return None

    def mentions(self, wanted: str) -> bool:
        """Whether all words that are looked for are somewhere in it, in either language."""
        said = (self.title, self.name, *self.choices)
        text = " ".join((self.id, *(f"{each.en} {each.ja}" for each in said))).casefold()
        return all(word in text for word in wanted.casefold().split())
