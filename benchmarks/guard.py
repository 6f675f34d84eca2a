"""Measures the suspect guard: what it catches of what is true, and what it suspects without a reason.

Shares, per set of public caption/negative pairs (SugarCrepe, SugarCrepe++, VALSE, ColorSwap), all written by people:

- `false_alarm`: the set's negative, were it proposed, would be suspect, the caption alone being known.

SugarCrepe++ also has a true paraphrase of each caption:

- `false_alarm_told`: the same where the paraphrase is known as another description of the photo;
- `proposed_false_alarm`: negatives that the engine makes of the paraphrase (false of the photo as far as the engine
  knows) would be suspect beside that paraphrase: texts as far from the caption as those of `entailed`;
- `entailed`: what follows from the paraphrase is suspect where that is known: the paraphrase with an adjective left out
  or with a noun replaced by a wider one of the packs (made by rule, so a few of them follow less than surely);
- `paraphrase_unsuspected`: the paraphrase came out as a negative of its caption and nothing was held against it;
- `captions_per_second`: proposing with the paraphrase as another description, one core.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from miwake.captions import CaptionInput, Engine
from miwake.captions.entailment import described
from miwake.captions.guard import Guard
from miwake.captions.inflection import article
from miwake.captions.lexicon import Lexicon
from miwake.captions.pack_files import load_packs
from miwake.captions.sentence import Sentence, Word
from miwake.domain.texts import normalised

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
PER_CAPTION = 4
_COUNTING = {"several", "many", "few", "other", "same", "more", "different", "various"}

Row = dict[str, str]


def main() -> None:
    """Print the figures of all sets, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the *.jsonl files")
    parser.add_argument("--most", type=int, help="only so many rows of each set")
    arguments = parser.parse_args()
    if not any(arguments.data.glob("*.jsonl")):
        sys.exit(f"no *.jsonl files in {arguments.data}")
    lexicon = Lexicon(load_packs(()))
    figures = {}
    for path in sorted(arguments.data.glob("*.jsonl")):
        sets: dict[str, list[Row]] = defaultdict(list)
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            sets[row["set"]].append(row)
        for name, rows in sorted(sets.items()):
            figures[f"{path.stem.removesuffix('_half')}/{name}"] = of_set(rows[: arguments.most], lexicon)
    if arguments.json:
        print(json.dumps({"sets": figures}))
    else:
        show(figures)


def show(figures: dict[str, dict[str, float]]) -> None:
    """Print the figures as a table; sets without paraphrases have fewer."""
    columns = max((list(its) for its in figures.values()), key=len)
    print("set".ljust(30), *columns)
    for name, its in figures.items():
        print(name.ljust(30), *(f"{its[column]:{len(column)}g}" for column in columns if column in its))


def of_set(rows: list[Row], lexicon: Lexicon) -> dict[str, float]:
    """Return the figures of one set."""
    alone = [Guard(row["caption"], (), lexicon).judged(row["negative"]) for row in rows]
    figures = {"rows": len(rows), "false_alarm": _share(alone)}
    return figures | of_paraphrases(rows, lexicon) if "paraphrase" in rows[0] else figures


def of_paraphrases(rows: list[Row], lexicon: Lexicon) -> dict[str, float]:
    """Return the figures for which a true paraphrase of each caption is needed."""
    engine = Engine(lexicon)
    told = [Guard(row["caption"], (row["paraphrase"],), lexicon) for row in rows]
    entailed = [
        guard.judged(text)
        for row, guard in zip(rows, told, strict=True)
        for text in weaker(described(row["paraphrase"], lexicon).sentence, lexicon)
    ]
    made = engine.propose([CaptionInput(row["paraphrase"]) for row in rows], per_caption=PER_CAPTION)
    proposed = [
        guard.judged(each.text)
        for guard, one in zip(told, made, strict=True)
        for each in one.negatives
        if each.suspect is None
    ]
    escaped = engine.propose([CaptionInput(row["caption"]) for row in rows], per_caption=50)
    unsuspected = [
        any(each.suspect is None and normalised(each.text) == normalised(row["paraphrase"]) for each in one.negatives)
        for row, one in zip(rows, escaped, strict=True)
    ]
    return {
        "false_alarm_told": _share([guard.judged(row["negative"]) for row, guard in zip(rows, told, strict=True)]),
        "proposed_false_alarm": _share(proposed),
        "entailed": _share(entailed),
        "entailed_texts": len(entailed),
        "paraphrase_unsuspected": _share(unsuspected),
        "captions_per_second": _speed(rows, engine),
    }


def _share(found: list[str | None] | list[bool]) -> float:
    return round(sum(map(bool, found)) / max(1, len(found)), 4)


def _speed(rows: list[Row], engine: Engine) -> float:
    started = time.process_time()
    captions = [CaptionInput(row["caption"], others=(row["paraphrase"],)) for row in rows]
    list(engine.propose(captions))
    return round(len(rows) / (time.process_time() - started), 1)


def weaker(sentence: Sentence, lexicon: Lexicon) -> Iterator[str]:
    """Yield texts that follow from a description: one adjective less, or one noun by a wider word."""
    for word in sentence.words:
        if word.dep == "amod" and word.tag == "JJ" and word.lower not in _COUNTING and _stands_alone(sentence, word):
            yield _replaced(sentence, word, sentence.words[word.place + 1], "")
        elif word.tag == "NN" and word.dep in {"nsubj", "dobj", "pobj"} and not _is_compound(sentence, word):
            wider = sorted(each for each in lexicon.wider(word.lower) if " " not in each)
            if wider:
                yield _replaced(sentence, word, word, wider[0])


def _stands_alone(sentence: Sentence, word: Word) -> bool:
    """Whether an adjective can be left out: right before another word of its noun, not joined to anything."""
    before = sentence.words[word.place - 1].lower if word.place else ""
    joined = any(sentence.words[i].dep in {"conj", "cc", "advmod"} for i in sentence.children[word.place])
    return word.head > word.place and not joined and before not in {"and", "very", ","}


def _is_compound(sentence: Sentence, word: Word) -> bool:
    return word.place > 0 and sentence.words[word.place - 1].dep == "compound"


def _replaced(sentence: Sentence, first: Word, last: Word, text: str) -> str:
    """Return the description with words `first` up to `last` replaced (`last` itself stays if text is empty)."""
    end = last.end if text else last.start
    start, following = first.start, text or last.lower
    before = sentence.words[first.place - 1] if first.place else None
    if before is not None and before.lower in {"a", "an"}:
        start, text = before.start, f"{article(following)} {text}"
    return sentence.text[:start] + text + sentence.text[end:]


if __name__ == "__main__":
    main()
