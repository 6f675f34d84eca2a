"""How fast a retraining is beside the published recipe, on the same model (ViT-B/32, random weights) and the same data.

Run `python benchmarks/training_speed.py --json`. Each side runs in a process of its own, one after the other. The
published recipe has no other cost than its steps, so its epochs are reckoned from the time of a step; ours are whole
runs, the frozen blocks' output of every photo included, through `train` as the app calls it (without general photos
unless `--general`: the published recipe has nothing like them). A run may end before its ten epochs, where validation
gets surely worse: it is compared with as many steps of the published recipe as it took.
"""

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import open_clip
import torch
from PIL import Image
from published_recipe import BATCH, seconds_of_steps
from safetensors.torch import save_file

from miwake.domain.control import SilentControl
from miwake.domain.recipes import RECIPES
from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotPhoto
from miwake.domain.terms import Kind, Split
from miwake.ml.devices import Precision, precisions
from miwake.ml.loading import load_model
from miwake.ml.options import TrainingOptions
from miwake.ml.training import train
from miwake.scenes import World, general_scenes
from miwake.worker.general import GeneralPhotos

NEGATIVES = 5
EPOCHS = 10
WARM_UP = 3
"""Steps that do not count: they fill memories."""
FALSE = ("in the rain", "at night", "under a bridge", "beside a crane", "without a helmet")


class Clock(SilentControl):
    """Notes when each step has ended."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[float] = []

    def metric(self, name: str, value: float, step: int) -> None:
        """Note the time of a step's loss."""
        super().metric(name, value, step)
        if name == "loss":
            self.ended.append(time.monotonic())

    def seconds_per_step(self) -> float:
        """Return the median time from step to step after the first few: most have no look at validation between."""
        times = self.ended[WARM_UP:]
        return statistics.median(later - sooner for sooner, later in itertools.pairwise(times))


def rows(count: int) -> list[tuple[Image.Image, str]]:
    """Return rendered photos with a caption; more than a few hundred distinct ones would only cost time to draw."""
    drawn = [(each.image, each.captions[0]) for each in general_scenes(World.GENERAL_REPLAY, min(count, 200))]
    return [drawn[place % len(drawn)] for place in range(count)]


def published(steps: int) -> dict[str, Any]:
    """Time steps of the published recipe."""
    data = rows(BATCH * (steps + 1))
    photos, captions = [photo for photo, _ in data], [caption for _, caption in data]
    times = seconds_of_steps(
        photos, captions, [[f"{caption} {end}" for end in FALSE] for caption in captions], steps=steps
    )
    return {"seconds_per_step": statistics.median(times), "steps_timed": len(times)}


def ours(photos: int, *, general: bool) -> dict[str, Any]:
    """Time a whole run of ten epochs, from the first photo's decoding to the chosen share of the trained weights."""
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder) / "vit.safetensors"
        _write_random(weights)
        model = load_model(f"ViT-B-32@{weights}", device="cpu")
        snapshot, images = _snapshot(photos)
        steps = EPOCHS * -(-photos // BATCH)
        options = TrainingOptions(
            steps=steps, batch_size=BATCH, negatives=NEGATIVES, precision=_fast(model.device), views=1, evaluations=10
        )
        shipped = GeneralPhotos.shipped()
        started, clock = time.monotonic(), Clock()
        found = train(
            model,
            snapshot,
            RECIPES["adaptive"],
            options=options,
            replay=shipped.replayed if general else (),
            workspace=Path(folder) / "run",
            open_photo=lambda path: shipped.open(path) if path.startswith("general:") else images[path],
            control=clock,
        )
        whole = time.monotonic() - started
    return {"photos": photos, "steps": found.steps, "seconds": whole, "seconds_per_step": clock.seconds_per_step()}


def _write_random(path: Path) -> None:
    torch.manual_seed(0)
    state = open_clip.create_model("ViT-B-32").state_dict()
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, path)


def _fast(device: torch.device) -> Precision:
    return precisions(device)[-1]


def _snapshot(photos: int) -> tuple[Snapshot, dict[str, Image.Image]]:
    images = {f"{place:064x}": (image, caption) for place, (image, caption) in enumerate(rows(photos))}
    listed = tuple(
        SnapshotPhoto(key, key, place, Split.VALIDATION if place % 8 == 0 else Split.TRAIN)
        for place, key in enumerate(images)
    )
    examples = tuple(
        Example(key, key, caption, confusables=tuple(Confusable(f"{caption} {end}", Kind.RELATION) for end in FALSE))
        for key, (_, caption) in images.items()
    )
    return Snapshot(listed, examples), {key: image for key, (image, _) in images.items()}


def compared(options: argparse.Namespace) -> dict[str, Any]:
    """Run both sides in processes of their own and set them side by side."""
    theirs = _apart("--side", "published", "--steps", str(options.steps))
    lines = []
    for photos in options.photos:
        mine = _apart("--side", "ours", "--photos", str(photos), *(["--general"] if options.general else []))
        theirs_for_it = mine["steps"] * theirs["seconds_per_step"]
        steps_per_epoch = -(-photos // BATCH)
        lines.append(
            {
                **mine,
                "times_faster_per_step": theirs["seconds_per_step"] / mine["seconds_per_step"],
                "seconds_per_epoch": steps_per_epoch * mine["seconds"] / mine["steps"],
                "published_seconds_per_epoch": steps_per_epoch * theirs["seconds_per_step"],
                "times_faster_per_run": theirs_for_it / mine["seconds"],
            }
        )
    return {"threads": torch.get_num_threads(), "published": theirs, "ours": lines}


def _apart(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--json", *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=("published", "ours", "both"), default="both")
    parser.add_argument("--photos", type=int, nargs="+", default=[60, 240, 1000])
    parser.add_argument("--steps", type=int, default=5, help="Steps of the published recipe to time.")
    parser.add_argument("--general", action="store_true", help="Ours with general photos, as the app trains.")
    options = parser.parse_args()
    sides: dict[str, Callable[[], dict[str, Any]]] = {
        "published": lambda: published(options.steps),
        "ours": lambda: ours(options.photos[0], general=options.general),
        "both": lambda: compared(options),
    }
    found = sides[options.side]()
    if options.json:
        print(json.dumps(found))
        return
    print(f"published: {found['published']['seconds_per_step']:.2f} s a step")
    for each in found["ours"]:
        print(
            f"{each['photos']:5} photos: {each['seconds_per_step']:.2f} s a step "
            f"({each['times_faster_per_step']:.0f} times as fast), {each['steps']} steps {each['seconds']:.0f} s "
            f"({each['times_faster_per_run']:.0f} times as fast)"
        )


if __name__ == "__main__":
    main()
