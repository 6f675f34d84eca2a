"""What the masked language model is taught and examined on: true sentences only, from sources that may be shipped."""

import hashlib
import json
import math
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml

from miwake.domain.texts import normalised
from miwake.scenes import World, render_scene

SETS = ("sugarcrepe", "sugarcrepe_pp", "valse", "colorswap")
# VALSE's verb pieces are captions of imSitu photos, ColorSwap's were written for drawn pictures: another style than
# COCO's, so they are examined apart.
_OTHER_STYLE = {"actant-swap", "action-replacement", "colour_swap"}
_EXAMINED_SHARES = {"coco": 0.08, "other": 0.25}
_NEAR = 0.7
_SHORTEST = 3
_PLACE = re.compile(r"\{(\w+)\}")
_EXAMPLE = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences by source.

    Attributes:
        taught: Source -> sentences that may be learned from.
        examined: Name of an examination -> sentences that never are, nor any that are nearly equal to one of them.
    """

    taught: dict[str, tuple[str, ...]]
    examined: dict[str, tuple[str, ...]]

    def thinned(self, most: int) -> Self:
        """Return at most so many sentences of each source and of each examination, evenly spread."""
        taught, examined = (
            {name: each[:: max(1, math.ceil(len(each) / most))] for name, each in part.items()}
            for part in (self.taught, self.examined)
        )
        return type(self)(taught, examined)


def gather(data: Path, wordnet: Path, *, scenes: int, written: int) -> Texts:
    """Read or make all sentences.

    Args:
        data: Folder with `text/*_half.jsonl` (captions) and `photos/captions.csv` (examined only).
        wordnet: Folder with WordNet's `data.noun`, `data.verb`, `data.adj` and `data.adv`.
        scenes: How many scenes of each of two worlds are told.
        written: How many sentences the site patterns write.
    """
    captions, held = split(data / "text")
    examined = {**held, "photos": _photo_captions(data / "photos" / "captions.csv")}
    return Texts(
        {
            "captions": without_near(captions, [text for texts in examined.values() for text in texts]),
            "scenes": tuple(told_scenes(scenes)),
            "site": tuple(site_sentences(written)),
            "examples": tuple(_wordnet(wordnet, examples=True)),
            "definitions": tuple(_wordnet(wordnet, examples=False)),
        },
        examined,
    )


def split(folder: Path) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return true captions to teach and, by style, to examine; a caption and its paraphrases stay together."""
    root: dict[str, str] = {}
    styles: dict[str, str] = {}
    spelled: dict[str, str] = {}

    def top(key: str) -> str:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    for name in SETS:
        for line in (folder / f"{name}_half.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = [" ".join(row[part].split()) for part in ("caption", "paraphrase") if row.get(part)]
            for text in told:
                spelled.setdefault(normalised(text), text)
                styles.setdefault(normalised(text), "other" if row["set"] in _OTHER_STYLE else "coco")
                root[top(normalised(text))] = top(normalised(told[0]))
    taught: list[str] = []
    examined: dict[str, list[str]] = {"coco": [], "other": []}
    for key, text in sorted(spelled.items()):
        if _draw(top(key)) < _EXAMINED_SHARES[styles[key]]:
            examined[styles[key]].append(text)
        else:
            taught.append(text)
    return tuple(taught), {name: tuple(texts) for name, texts in examined.items()}


def without_near(texts: Iterable[str], examined: Iterable[str]) -> tuple[str, ...]:
    """Drop what shares most of its words with an examined sentence, so that nothing is learned by heart."""
    held = [_words(text) for text in examined]
    holding: dict[str, list[int]] = {}
    for number, words in enumerate(held):
        for word in words:
            holding.setdefault(word, []).append(number)
    kept = []
    for text in texts:
        words = _words(text)
        shared: dict[int, int] = {}
        for word in words:
            for number in holding.get(word, ()):
                shared[number] = shared.get(number, 0) + 1
        if all(count < _NEAR * len(words | held[number]) for number, count in shared.items()):
            kept.append(text)
    return tuple(kept)


def told_scenes(count: int) -> Iterator[str]:
    """Yield the captions of the project's own renderer, each once."""
    seen: set[str] = set()
    for seed in range(count):
        for world in (World.TEACH, World.GENERAL_REPLAY):
            for text in render_scene(seed, world=world, captions=12, confusables=0).captions:
                if text not in seen:
                    seen.add(text)
                    yield text


def site_sentences(count: int) -> Iterator[str]:
    """Yield sentences written by the patterns of `site_sentences.yaml`, each once."""
    content = yaml.safe_load((Path(__file__).parent / "site_sentences.yaml").read_text(encoding="utf-8"))
    dice = random.Random(0)  # noqa: S311 -- sentences, not secrets
    seen: set[str] = set()
    for _ in range(count):
        text = dice.choice(content["patterns"])
        while found := _PLACE.search(text):
            text = text[: found.start()] + dice.choice(content["words"][found[1]]) + text[found.end() :]
        text = " ".join(text.split())
        if text not in seen:
            seen.add(text)
            yield text


def _wordnet(folder: Path, *, examples: bool) -> Iterator[str]:
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields, _, gloss = line.partition(" | ")
            word = fields.split()[4].partition("(")[0].replace("_", " ")
            if examples:
                yield from (text for text in _EXAMPLE.findall(gloss) if len(text.split()) >= _SHORTEST)
            elif part != "adv" and word == word.lower():
                meaning = gloss.split(";")[0].split('"')[0].strip()
                yield f"{word} : {meaning}"


def _photo_captions(file: Path) -> tuple[str, ...]:
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.partition(",")[2].strip().strip('"') for line in lines)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _draw(text: str) -> float:
    """Return a number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64
