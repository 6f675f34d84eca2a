"""Writes the weights that tell letters from other blobs: resources/miwake_resources/lettering/glyphs.npz.

    .venv/bin/python packaging/build_lettering.py --photos FOLDER... [--fonts FOLDER] [--write]

Letters come from words drawn over photos; everything else from photos without anything to read: those of FOLDER, and
the general and the sample scenes that Miwake draws itself. Of the photos in FOLDER every third is left out in turn, and
the script prints how high rows in them score under weights that have not seen them; docs/counterfactuals.md tells.
"""

import argparse
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from lettering_samples import Drawn, draw_words, fonts
from PIL import Image
from torch import nn

from miwake.photos.lettering.finding import candidates, look_for_lettering
from miwake.photos.lettering.glyphs import LOOK, Floats
from miwake.photos.lettering.judging import Judge
from miwake.scenes import World, render_scene

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "resources/miwake_resources/lettering/glyphs.npz"
HIDDEN, EPOCHS, BATCH, SEED = 24, 25, 256, 0
GENERAL, SCENES, DRAWN_PER_PHOTO = 60, 24, 4
MOST_BLOBS, FOLDS = 1500, 3
# A photo of a real place is worth this many drawn ones: there are few of them, and they are what is mistaken for text.
REAL = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Blobs of one picture: what they look like, whether they are letters, what the picture counts."""

    name: str
    looks: Floats
    letters: bool
    weight: float


def main() -> None:
    """Train, print what was measured, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, nargs="+", required=True, help="photos without anything to read")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    photos = {path.name: Image.open(path).convert("RGB") for path in pictures(wanted.photos)}
    samples = [*without_letters(photos), *with_letters(photos, fonts(wanted.fonts))]
    print(f"{sum(len(each.looks) for each in samples)} blobs of {len(samples)} pictures")
    for fold in range(FOLDS):
        left_out = sorted(photos)[fold::FOLDS]
        judge = trained([each for each in samples if each.name not in left_out])
        for name in left_out:
            found = look_for_lettering(photos[name], judge=judge)
            print(f"left out: {name} {found.score if found else float('-inf'):.2f}")
    judge = trained(samples)
    if wanted.write:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        parts = {
            "hidden": judge.hidden,
            "hidden_bias": judge.hidden_bias,
            "out": judge.out,
            "bias": np.array(judge.bias),
        }
        np.savez_compressed(TARGET, **{name: part.astype(np.float16) for name, part in parts.items()})
        print(f"wrote {TARGET}, {TARGET.stat().st_size} bytes")


def pictures(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the pictures of some folders."""
    for folder in folders:
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in {".png", ".jpg", ".jpeg"})


def drawn_pictures(*, start: int) -> Iterator[tuple[str, Image.Image]]:
    """Yield pictures that Miwake draws itself, in which nothing is written."""
    with zipfile.ZipFile(ROOT / "resources/miwake_resources/general/measure.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".jpg"))
        for name in random.Random(start).sample(names, GENERAL):  # noqa: S311 - not for secrets
            yield name, Image.open(io.BytesIO(archive.read(name))).convert("RGB")
    worlds = [world for world in World if not world.is_general]
    for number in range(start, start + SCENES):
        yield f"scene {number}", render_scene(number, world=worlds[number % len(worlds)]).image


def without_letters(photos: dict[str, Image.Image]) -> Iterator[Sample]:
    """Yield the blobs of pictures in which nothing is to be read."""
    for name, image in photos.items():
        yield Sample(name, blobs(image), letters=False, weight=REAL)
    for name, image in drawn_pictures(start=0):
        yield Sample(name, blobs(image), letters=False, weight=1.0)


def with_letters(photos: dict[str, Image.Image], typefaces: Sequence[Path]) -> Iterator[Sample]:
    """Yield the blobs of words drawn over pictures."""
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    grounds = [(name, image) for name, image in photos.items() for _ in range(DRAWN_PER_PHOTO)]
    for name, image in (*grounds, *drawn_pictures(start=100)):
        drawn = draw_words(image, dice, typefaces)
        if drawn is not None:
            yield Sample(name, blobs(drawn.image, within=drawn), letters=True, weight=1.0)


def blobs(image: Image.Image, *, within: Drawn | None = None) -> Floats:
    """Return (M, LOOK) the blobs that stand in rows, all or those inside drawn words."""
    found = []
    for glyphs, lines, size in candidates(image):
        members = sorted({index for line in lines for index in line})
        if within is not None:
            low, high = within.box[:2] - 0.005, within.box[2:] + 0.005
            boxes = glyphs.boxes[members] / np.tile(size, 2)
            inside = (boxes[:, :2] >= low).all(axis=1) & (boxes[:, 2:] <= high).all(axis=1)
            members = [index for index, fits in zip(members, inside, strict=True) if fits]
        found.append(glyphs.looks(members))
    every = np.concatenate(found) if found else np.empty((0, LOOK), np.float32)
    return every[:: max(1, len(every) // MOST_BLOBS)]


def trained(samples: Sequence[Sample]) -> Judge:
    """Return the network: logistic loss, letters and others of equal weight in all."""
    looks = torch.tensor(np.concatenate([each.looks for each in samples]))
    letters = torch.tensor(np.concatenate([np.full(len(each.looks), each.letters, np.float32) for each in samples]))
    # A picture full of leaves does not count for more than one with a few.
    each_weight = [
        np.full(len(each.looks), each.weight / max(1.0, len(each.looks) / 200), np.float32) for each in samples
    ]
    weight = torch.tensor(np.concatenate(each_weight))
    weight[letters > 0] *= 0.7 * weight[letters == 0].sum() / weight[letters > 0].sum()
    weight /= weight.mean()
    network = nn.Sequential(nn.Linear(LOOK, HIDDEN), nn.Tanh(), nn.Dropout(0.2), nn.Linear(HIDDEN, 1))
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.02)
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(looks)).split(BATCH):
            loss = (loss_of(network(looks[rows])[:, 0], letters[rows]) * weight[rows]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    hidden, out = network[0], network[3]
    return Judge(
        hidden.weight.detach().numpy().T.copy(),
        hidden.bias.detach().numpy().copy(),
        out.weight.detach().numpy()[0].copy(),
        float(out.bias.detach()),
    )


if __name__ == "__main__":
    main()
