"""Measures the caption engine on public caption/negative pairs (SugarCrepe, SugarCrepe++, VALSE, ColorSwap).

For each set: the share of captions with any negative, with one of the set's own kind, whose reference edit is met (the
same words changed; the same words changed into the same), the share of true paraphrases that came out as negatives, the
share of suspects, and captions per second of processor time. `--masked builtin` measures with the masked language model
beside the rules; without it the rules speak alone. `speed` compares both on the same captions in one run, as a busy
machine makes figures of different runs differ; `load_seconds` is the processor time from the start of the process until
the first caption has its negatives. Everything is measured on one core, unless OMP_NUM_THREADS says otherwise.
"""

import argparse
import json
import os
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from miwake.captions import ALL_KINDS, CaptionInput, Engine
from miwake.domain.edits import changed_spans
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.terms import Kind
from miwake.domain.texts import normalised
from miwake.worker.filling import BUILTIN, NONE, load_engine

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
ATTRIBUTES = frozenset({Kind.ATTRIBUTE, Kind.STATE, Kind.COUNT})
RELATIONS = frozenset({Kind.RELATION, Kind.ACTION, Kind.PRESENCE})
OWN_KINDS = {
    "replace_att": ATTRIBUTES,
    "replace_obj": frozenset({Kind.OBJECT}),
    "replace_rel": RELATIONS,
    "swap_att": frozenset({Kind.SWAP}),
    "swap_obj": frozenset({Kind.SWAP}),
    "add_att": frozenset({Kind.ATTRIBUTE}),
    "add_obj": frozenset({Kind.OBJECT}),
    "colour_swap": frozenset({Kind.SWAP}),
    "actant-swap": frozenset({Kind.SWAP}),
    "action-replacement": frozenset({Kind.ACTION}),
    "foil-it": frozenset({Kind.OBJECT}),
    "relations": frozenset({Kind.RELATION, Kind.ACTION}),
    "existence": frozenset({Kind.PRESENCE}),
    "coreference-hard": frozenset({Kind.PRESENCE}),
    "coreference-standard": frozenset({Kind.PRESENCE}),
}
PER_CAPTION, FIRST = 20, 5
TIMED = 512
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a set."""

    caption: str
    negative: str
    paraphrase: str | None


def main() -> None:
    """Print the figures of all sets, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the *.jsonl files")
    parser.add_argument("--masked", default=NONE, help="masked language model: none, builtin, or where another lies")
    parser.add_argument(
        "--only", action="append", metavar="SET", help="measure only sets of this name; may be repeated"
    )
    parser.add_argument("--most", type=int, help="captions of each set at most, evenly spread; all if left out")
    arguments = parser.parse_args()
    keep_to_one_core()
    if not any(arguments.data.glob("*.jsonl")):
        sys.exit(f"no *.jsonl files in {arguments.data}")
    engine = load_engine(arguments.masked)
    list(engine.propose([CaptionInput("a dog on a sofa")]))
    loaded = round(time.process_time(), 2)
    sets = measured(engine, arguments.data, only=arguments.only, most=arguments.most)
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    whole = {"masked": arguments.masked, "load_seconds": loaded, "memory_mb": memory, "together": together(sets)}
    whole["speed"] = {masked: speed(load_engine(masked), arguments.data) for masked in (NONE, BUILTIN)}
    if arguments.json:
        print(json.dumps(whole | {"sets": sets}))
    else:
        show(sets)
        print(*(f"{name}: {value}" for name, value in whole.items()), sep="\n")


def keep_to_one_core() -> None:
    """Start again with one thread: idle threads of the matrix products spin, and count as processor time."""
    if "OMP_NUM_THREADS" not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"OMP_NUM_THREADS": "1"})  # noqa: S606 -- itself


def speed(engine: Engine, folder: Path) -> float:
    """Return captions per second of processor time, over some captions of all sets."""
    texts = [json.loads(line)["caption"] for path in sorted(folder.glob("*.jsonl")) for line in path.open()]
    captions = [CaptionInput(text) for text in dict.fromkeys(texts[:: -(-len(texts) // TIMED)])]
    started = time.process_time()
    list(engine.propose(captions))
    return round(len(captions) / (time.process_time() - started), 1)


def together(sets: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the speed over all sets and the shares over all captions."""
    count = sum(each["captions"] for each in sets.values())
    seconds = sum(each["captions"] / each["captions_per_second"] for each in sets.values())
    found = {"captions": count, "captions_per_second": round(count / seconds, 1)}
    for name in ("any", "slot_in_20", "suspect", "paraphrase"):
        found[name] = round(sum(each[name] * each["captions"] for each in sets.values()) / count, 4)
    return found


def measured(
    engine: Engine, folder: Path, *, only: Collection[str] | None = None, most: int | None = None
) -> dict[str, dict[str, float]]:
    """Return the figures of each set of each file, keyed `file/set`."""
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        sets: dict[str, list[Row]] = defaultdict(list)
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            sets[row["set"]].append(Row(row["caption"], row["negative"], row.get("paraphrase")))
        for name, rows in sets.items():
            if only and name not in only:
                continue
            spread = rows[:: max(1, len(rows) // most)][:most] if most else rows
            found[f"{path.stem.removesuffix('_half')}/{name}"] = of_set(engine, name, spread)
    return found


def of_set(engine: Engine, name: str, rows: list[Row]) -> dict[str, float]:
    """Return the figures of one set."""
    own = OWN_KINDS.get(name, frozenset({Kind.COUNT}))
    captions = [CaptionInput(row.caption) for row in rows]
    started = time.process_time()
    usual = list(engine.propose(captions))
    seconds = time.process_time() - started
    of_own_kind = list(engine.propose(captions, kinds=own, per_caption=PER_CAPTION))
    every = list(engine.propose(captions, kinds=ALL_KINDS, per_caption=200))
    negatives = [each for one in usual for each in one.negatives]

    def share(test: Callable[[Row, Proposals], bool], proposals: Iterable[Proposals] = of_own_kind) -> float:
        return round(sum(map(test, rows, proposals)) / len(rows), 4)

    return {
        "captions": len(rows),
        "any": share(lambda _, one: bool(one.negatives), usual),
        "own_kind": share(lambda _, one: bool(one.negatives)),
        "own_kind_unsuspected": share(lambda _, one: any(each.suspect is None for each in one.negatives)),
        "slot_in_5": share(lambda row, one: any(same_slot(row, each) for each in one.negatives[:FIRST])),
        "slot_in_20": share(lambda row, one: any(same_slot(row, each) for each in one.negatives)),
        "edit_in_5": share(lambda row, one: any(same_edit(row, each) for each in one.negatives[:FIRST])),
        "edit_in_20": share(lambda row, one: any(same_edit(row, each) for each in one.negatives)),
        "paraphrase": share(is_paraphrase, every),
        "suspect": round(sum(each.suspect is not None for each in negatives) / max(1, len(negatives)), 4),
        "per_caption": round(len(negatives) / len(rows), 2),
        "captions_per_second": round(len(rows) / seconds, 1),
    }


def same_slot(row: Row, proposal: Proposal) -> bool:
    """Whether the proposal changes a word that the reference negative changes."""
    return bool(changed_words(row.caption, row.negative) & changed_words(row.caption, proposal.text))


def changed_words(before: str, after: str) -> set[int]:
    """Return where the words begin that differ; for a pure insertion, where the next word begins."""
    spans, added = changed_spans(before, after)
    starts = {match.start() + start for start, end in spans for match in _WORD.finditer(before[start:end])}
    articles = {at for at in starts if before[at:].split(maxsplit=1)[0].lower() in {"a", "an"}}
    return (starts - articles) or starts or {after_start for after_start, _ in added[:1]}


def same_edit(row: Row, proposal: Proposal) -> bool:
    """Whether proposal and reference negative are the same text, punctuation and articles apart."""
    return bare(row.negative) == bare(proposal.text)


def bare(text: str) -> list[str]:
    """Return the words of a text without articles."""
    return [word for word in _WORD.findall(text.lower()) if word not in {"a", "an", "the"}]


def is_paraphrase(row: Row, one: Proposals) -> bool:
    """Whether a negative says the same words as the true paraphrase."""
    if row.paraphrase is None:
        return False
    true = normalised(row.paraphrase)
    return any(normalised(each.text) == true or bare(each.text) == bare(row.paraphrase) for each in one.negatives)


def show(sets: dict[str, dict[str, float]]) -> None:
    """Print the figures as a table."""
    columns = list(next(iter(sets.values())))
    print("set".ljust(36), *(name.replace("captions_per_second", "per_s").rjust(12)[-12:] for name in columns))
    for name, figures in sets.items():
        print(name.ljust(36), *(f"{figures[column]:12g}" for column in columns))


if __name__ == "__main__":
    main()
