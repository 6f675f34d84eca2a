"""Calibrates how plausible a negative is from what a masked language model says, and measures what that is worth.

Where a published hard negative (SugarCrepe, VALSE) exchanges one word, its word is what a person or a large model found
plausible there. Against it stands a random common word that usually has the same tag. From the difference of the log
chances of new and old word a logistic curve is fitted on one half of the pairs; on the other half it is measured how
often the written word is found more plausible than the random one.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from miwake.captions.filling import slot_at
from miwake.captions.parsing import parsed
from miwake.captions.plausibility import plausibility
from miwake.captions.sentence import Sentence
from miwake.captions.usual_tags import usual_tags, usual_words
from miwake.domain.edits import changed_spans
from miwake.ml.masked import load_masked_model

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
_MOST = 3000
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Exchange:
    """One word of a caption, the word that was written in its place, and a random one."""

    sentence: Sentence
    place: int
    written: str
    drawn: str


def main() -> None:
    """Print the fit and how well it tells written words from random ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the *.jsonl files")
    parser.add_argument("--masked", default="builtin", help="builtin, a folder, or a downloaded model")
    arguments = parser.parse_args()
    if not any(arguments.data.glob("*.jsonl")):
        sys.exit(f"no *.jsonl files in {arguments.data}")
    exchanges = read(arguments.data)
    written, drawn = differences(exchanges, arguments.masked)
    half = len(written) // 2
    middle, slope = fitted(written[:half], drawn[:half])
    figures = {
        "pairs": len(written),
        "middle": round(middle, 2),
        "slope": round(slope, 2),
        "written_above_random": round(float((written[half:] > drawn[half:]).mean()), 4),
        "written_median": round(float(np.median([plausibility(each, 0) for each in written[half:]])), 3),
        "random_median": round(float(np.median([plausibility(each, 0) for each in drawn[half:]])), 3),
    }
    print(json.dumps(figures))


def read(folder: Path) -> list[Exchange]:
    """Return the pairs that differ in one common word, in seeded order."""
    rows = []
    for name in ("sugarcrepe", "valse"):
        for line in (folder / f"{name}_half.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            spans, added = changed_spans(row["caption"], row["negative"])
            if len(spans) == len(added) == 1:
                (start, end), (first, last) = spans[0], added[0]
                rows.append((row["caption"], start, end, row["negative"][first:last].strip().lower()))
    dice = random.Random(0)  # noqa: S311 -- a sample, not a secret
    dice.shuffle(rows)
    tags = usual_tags()
    rows = [row for row in rows if row[3] in tags][:_MOST]
    found = []
    for (_, start, end, written), sentence in zip(rows, parsed([row[0] for row in rows]), strict=True):
        place = next((word.place for word in sentence.words if (word.start, word.end) == (start, end)), None)
        if place is not None and sentence.words[place].lower in tags:
            drawn = dice.choice([word for word, each in tags.items() if each & tags[written] and word != written])
            found.append(Exchange(sentence, place, written, drawn))
    return found


def differences(exchanges: list[Exchange], masked: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return log chance of the written, and of the random word, minus that of the caption's own word."""
    model = load_masked_model(masked, words=usual_words())
    fillings = model.fill([slot_at(each.sentence, each.place).parts for each in exchanges])
    rows = []
    for each, filling in zip(exchanges, fillings, strict=True):
        chances = [filling.chance(word) for word in (each.written, each.drawn, each.sentence.words[each.place].lower)]
        if all(chance is not None for chance in chances):
            rows.append(chances)
    table = np.array(rows, dtype=np.float64)
    return table[:, 0] - table[:, 2], table[:, 1] - table[:, 2]


def fitted(written: NDArray[np.float64], drawn: NDArray[np.float64]) -> tuple[float, float]:
    """Return middle and slope of the logistic curve that tells the two apart (maximum likelihood, Newton's method)."""
    given = np.concatenate([written, drawn])
    truth = np.concatenate([np.ones(len(written)), np.zeros(len(drawn))])
    features = np.stack([np.ones_like(given), given], axis=1)
    weights = np.zeros(2)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-features @ weights))
        slopes = features.T @ (truth - chance)
        curve = (features * (chance * (1 - chance))[:, None]).T @ features
        weights += np.linalg.solve(curve, slopes)
    return float(-weights[0] / weights[1]), float(weights[1])


if __name__ == "__main__":
    main()
