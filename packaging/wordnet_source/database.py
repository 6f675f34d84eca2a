"""WordNet's own files (format: wndb(5WN), senseidx(5WN)): senses with their frequency, synsets with their pointers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOPS, ACT, ANIMAL, ARTIFACT, ATTRIBUTE, BODY, COGNITION, COMMUNICATION, EVENT, FEELING, FOOD, GROUP = range(3, 15)
LOCATION, MOTIVE, OBJECT, PERSON, PHENOMENON, PLANT, POSSESSION, PROCESS, QUANTITY, RELATION, SHAPE = range(15, 26)
STATE, SUBSTANCE, TIME = range(26, 29)
PARTS = {"noun": "1", "verb": "2", "adjective": "35"}
_FILES = {"noun": "noun", "verb": "verb", "adjective": "adj"}


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: its synset, its number among the word's senses and how often it was met in tagged text."""

    word: str
    synset: int
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer from a synset (or from one of its words, counted from 1; 0 for all) to another synset (or word)."""

    symbol: str
    synset: int
    part: str
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one meaning, as they are spelled (with capitals), and what they point at.

    Attributes:
        topic: Number of the lexicographer's file.
        satellite: An adjective that is a shade of another, its head: "soaked" of "wet".
        words: Its words.
        pointers: What it and its words point at.
    """

    topic: int
    satellite: bool
    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]

    def to(self, *symbols: str) -> list[int]:
        """Return the synsets of the same part of speech that the synset as a whole points at."""
        return [each.synset for each in self.pointers if each.symbol in symbols and not each.source]


def read_synsets(folder: Path, part: str) -> dict[int, Synset]:
    """Return all synsets of a part of speech, by their offset."""
    lines = (folder / f"data.{_FILES[part]}").read_text("utf-8").splitlines()
    return dict(_synset(line) for line in lines if not line.startswith("  "))


def read_senses(folder: Path, part: str) -> Iterator[Sense]:
    """Yield all senses of all words of a part of speech; words in lower case with spaces."""
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        key, offset, number, count = line.split()
        word, _, code = key.partition("%")
        if code[0] in PARTS[part]:
            yield Sense(word.replace("_", " "), int(offset), int(number), int(count))


def read_exceptions(folder: Path, part: str) -> dict[str, tuple[str, ...]]:
    """Return the irregular inflected forms with their base forms."""
    lines = (folder / f"{_FILES[part]}.exc").read_text("utf-8").splitlines()
    rows = (line.replace("_", " ").split() for line in lines if "_" not in line)
    return {row[0]: tuple(row[1:]) for row in rows}


def _synset(line: str) -> tuple[int, Synset]:
    fields = line.partition(" | ")[0].split()
    size = int(fields[3], 16)
    words = tuple(fields[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(size))
    at = 5 + 2 * size
    pointers = tuple(_pointer(*fields[at + 4 * i : at + 4 * i + 4]) for i in range(int(fields[at - 1])))
    return int(fields[0]), Synset(int(fields[1]), fields[2] == "s", words, pointers)


def _pointer(symbol: str, offset: str, part: str, ends: str) -> Pointer:
    source, target = divmod(int(ends, 16), 256)
    return Pointer(symbol, int(offset), part, source, target)
