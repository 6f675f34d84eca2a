"""Inspection photos that others made: one weave with and without defects, and solar cells."""

import csv
import hashlib
import io
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path

from miwake.domain.snapshots import Example, SnapshotMixup
from recipe_sets.photo_sets import PhotoSet, mixup_examples

CELLS_OF_EACH = 75
CELL_CHOICES = {"1.0": 1, "0.0": 0}
"""Only cells on which the annotators were sure."""


def textile(folder: Path) -> PhotoSet:
    """Return the textile photos of a folder with `answers.csv` (Megahed et al., arXiv 2501.12596; MIT)."""
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = [(folder / row["image"], row["choice"]) for row in csv.DictReader(file)]
    rows = [(path if path.is_file() else next(folder.rglob(path.name)), choice) for path, choice in rows]
    choices = tuple(dict.fromkeys(choice for _, choice in rows))
    mixup = SnapshotMixup("textile", choices)
    answers = [(path, choices.index(choice)) for path, choice in rows]
    return _of_mixups("textile", [(mixup, answers)], "Megahed et al., arXiv 2501.12596, MIT")


def solar_cells(wheel: Path, folder: Path) -> PhotoSet:
    """Return 300 electroluminescence photos of solar cells, unpacked from the package `elpv-dataset` into a folder.

    Deitsch et al., "Segmentation of photovoltaic module cells in uncalibrated electroluminescence images" (2021);
    CC BY-NC-SA 4.0. Which module a cell belongs to is not published, so each cell is a scene of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mixups = [
        SnapshotMixup(kind, (f"an intact {name} solar cell", f"a cracked {name} solar cell"))
        for kind, name in (("mono", "monocrystalline"), ("poly", "polycrystalline"))
    ]
    with zipfile.ZipFile(wheel) as archive:
        table = io.StringIO(archive.read("elpv_dataset/data/labels.csv").decode())
        rows = [(name, CELL_CHOICES[sure], kind) for name, sure, kind in map(str.split, table) if sure in CELL_CHOICES]
        sorted_cells = []
        for mixup in mixups:
            answers = []
            for choice in range(2):
                names = [name for name, answer, kind in rows if (answer, kind) == (choice, mixup.name)]
                for name in random.Random(f"{mixup.name} {choice}").sample(names, CELLS_OF_EACH):  # noqa: S311 -- no secret
                    path = folder / Path(name).name
                    path.write_bytes(archive.read(f"elpv_dataset/data/{name}"))
                    answers.append((path, choice))
            sorted_cells.append((mixup, answers))
    return _of_mixups("solar cells", sorted_cells, "elpv-dataset 1.0.0.post1, CC BY-NC-SA 4.0")


def _of_mixups(
    name: str, sorted_photos: Iterable[tuple[SnapshotMixup, list[tuple[Path, int]]]], source: str
) -> PhotoSet:
    examples: list[Example] = []
    paths: dict[str, str] = {}
    mixups = []
    for mixup, answers in sorted_photos:
        keys = [(hashlib.sha256(path.read_bytes()).hexdigest(), path, choice) for path, choice in answers]
        paths |= {key: str(path) for key, path, _ in keys}
        examples += mixup_examples(mixup, [(key, choice) for key, _, choice in keys])
        mixups.append(mixup)
    groups = {key: number for number, key in enumerate(paths)}
    return PhotoSet(name, tuple(examples), paths, groups, tuple(mixups), source)
