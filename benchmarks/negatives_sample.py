"""Draws a sheet of negatives to be judged by eye: the same number of each kind, from four sorts of captions.

docs/negatives.md says how a sheet is judged. With `--tally` it adds up a sheet that has been judged.
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from scipy.stats import binomtest

from miwake.captions import CaptionInput, Engine
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind
from miwake.scenes.render import render_scene
from miwake.scenes.worlds import World
from miwake.worker.filling import BUILTIN, load_engine

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SITE = Path(__file__).with_name("site_captions.txt")
QUESTIONS = ("grammatical", "false", "plausible")
COLUMNS = ("number", "source", "kind", "edit", "from", "to", "plausibility", "caption", "negative", *QUESTIONS, "note")
OF_EACH_SOURCE, SCENES = 160, 40


def main() -> None:
    """Write a sheet to the standard output, or tally one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="another seed draws other negatives")
    parser.add_argument("--count", type=int, default=200, help="how many negatives")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with text and photos")
    parser.add_argument("--masked", default=BUILTIN, help="masked language model: builtin, a folder or none")
    parser.add_argument("--tally", type=Path, metavar="SHEET", help="add up a judged sheet instead")
    arguments = parser.parse_args()
    if arguments.tally is not None:
        tally(arguments.tally)
        return
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    drawn = draw(
        offered(captions(arguments.data, arguments.seed), load_engine(arguments.masked)),
        arguments.count,
        arguments.seed,
    )
    for number, (source, caption, negative) in enumerate(drawn, start=1):
        writer.writerow(row_of(number, source, caption, negative))


def captions(data: Path, seed: int) -> dict[str, list[str]]:
    """Return captions of each source, as many of each, drawn by the seed."""
    chance = random.Random(seed)  # noqa: S311 -- a draw, not a secret
    shared = {json.loads(line)["caption"] for path in data.glob("text/*.jsonl") for line in path.open(encoding="utf-8")}
    with (data / "photos" / "captions.csv").open(encoding="utf-8", newline="") as file:
        photos = {row["caption"] for row in csv.DictReader(file)}
    first = seed * SCENES
    worlds = (World.TEACH, World.GENERAL_REPLAY)
    scenes = {
        text
        for number in range(first, first + SCENES)
        for text in render_scene(number, world=worlds[number % 2]).captions
    }
    found = {"public": shared, "photos": photos, "rendered": scenes, "site": {*SITE.read_text("utf-8").splitlines()}}
    return {
        source: chance.sample(sorted(texts), min(OF_EACH_SOURCE, len(texts)))
        for source, texts in found.items()
        if texts
    }


def offered(texts: dict[str, list[str]], engine: Engine) -> dict[tuple[Kind, str], list[tuple[str, Proposal]]]:
    """Return what the engine offers unasked and without a suspicion, by kind and source."""
    found: dict[tuple[Kind, str], list[tuple[str, Proposal]]] = defaultdict(list)
    for source, captions_of in texts.items():
        for one in engine.propose(map(CaptionInput, captions_of)):
            for negative in one.negatives:
                if negative.suspect is None:
                    found[negative.kind, source].append((one.caption, negative))
    return found


def draw(
    found: dict[tuple[Kind, str], list[tuple[str, Proposal]]], count: int, seed: int
) -> Iterator[tuple[str, str, Proposal]]:
    """Yield as many of each kind and, as far as they go, of each source; no caption twice within a kind."""
    chance = random.Random(f"{seed} draw")  # noqa: S311 -- a draw, not a secret
    for kind in Kind:
        sources = sorted(source for of, source in found if of == kind)
        wanted, seen = count // len(Kind), set[str]()
        queues = {source: chance.sample(found[kind, source], len(found[kind, source])) for source in sources}
        while wanted and any(queues.values()):
            for source in sources:
                caption, negative = next_of(queues[source], seen)
                if wanted and negative is not None:
                    seen.add(caption)
                    wanted -= 1
                    yield source, caption, negative


def next_of(queue: list[tuple[str, Proposal]], seen: set[str]) -> tuple[str, Proposal | None]:
    """Take the next negative of a caption that was not drawn yet."""
    while queue:
        caption, negative = queue.pop()
        if caption not in seen:
            return caption, negative
    return "", None


def row_of(number: int, source: str, caption: str, negative: Proposal) -> dict[str, object]:
    """Return a line of the sheet with its judgements left open."""
    return {
        "number": number,
        "source": source,
        "kind": negative.kind,
        "edit": negative.operation,
        "from": " / ".join(edit.before for edit in negative.edits),
        "to": " / ".join(edit.after for edit in negative.edits),
        "plausibility": negative.plausibility,
        "caption": caption,
        "negative": negative.text,
    }


def tally(sheet: Path) -> None:
    """Print the shares of a judged sheet (1 yes, 0 no), as a whole, by kind and by source."""
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in ("", "kind", "source"):
        for name in sorted({row.get(column, "all") for row in rows}):
            print(name.ljust(12), shares([row for row in rows if row.get(column, "all") == name]))


def shares(rows: Sequence[dict[str, str]]) -> str:
    """Return the shares of yes per question among the lines that were judged."""
    parts = [f"{len(rows):4d}"]
    for question in QUESTIONS:
        told = Counter(row[question] for row in rows)
        judged = told["0"] + told["1"]
        parts.append(f"{question} {share_of(told['1'], judged)}" if judged else f"{question} not judged")
    return "  ".join(parts)


def share_of(yes: int, judged: int) -> str:
    """Return a share in percent with its 95 % interval by Wilson."""
    low, high = (100 * bound for bound in binomtest(yes, judged).proportion_ci(method="wilson"))
    return f"{100 * yes / judged:5.1f} % ({low:.0f} to {high:.0f})"


if __name__ == "__main__":
    main()
