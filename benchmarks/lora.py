"""What training through thin matrices gives up: mix-up rates by rank, beside training the weights in full.

Run `python benchmarks/lora.py --seeds 2 --json`: the built-in model, a drawn sample project, the same number of steps
for all. Rank 0 trains the weights.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from miwake.domain.control import SilentControl
from miwake.domain.recipes import recipe
from miwake.domain.snapshots import Snapshot
from miwake.evaluation import scr
from miwake.ml.devices import Precision
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.training import train
from miwake.services.projects import open_project
from miwake.services.snapshots import make_snapshot
from miwake.worker.demo import make_sample_project
from miwake.worker.general import GeneralPhotos
from miwake.worker.scoring import Bench

RANKS = (0, 4, 8, 16, 32)


def _snapshot(folder: Path, *, photos: int, seed: int) -> Snapshot:
    project = make_sample_project(folder, photos=photos, seed=seed, control=SilentControl())
    with open_project(project) as opened:
        return make_snapshot(opened, seed=seed)


def _trained(model: Model, bench: Bench, folder: Path, *, rank: int, steps: int, seed: int) -> dict[str, Any]:
    started = time.monotonic()
    result = train(
        model,
        bench.snapshot,
        recipe("adaptive"),
        workspace=folder / f"rank-{rank}",
        cache=folder / "cache",
        open_photo=bench.general.open,
        control=bench.control,
        replay=bench.general.replayed,
        options=TrainingOptions(steps=steps, seed=seed, views=2, precision=Precision.FP32, lora=rank),
    )
    scores = bench.score(result.model)
    return {
        "seed": seed,
        "rank": rank,
        "cases": len(scores),
        "scr": round(scr(scores), 3),
        "alpha": result.alpha,
        "seconds_training": round(result.seconds_training, 1),
        "seconds": round(time.monotonic() - started, 1),
    }


def _rows(*, seeds: int, photos: int, steps: int) -> Iterator[dict[str, Any]]:
    model = load_model("builtin", device="cpu")
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            snapshot = _snapshot(folder, photos=photos, seed=seed)
            bench = Bench(snapshot, GeneralPhotos.shipped(), folder / "cache", SilentControl())
            before = bench.score(model)
            yield {"seed": seed, "rank": None, "cases": len(before), "scr": round(scr(before), 3)}
            for rank in RANKS:
                yield _trained(model, bench, folder, rank=rank, steps=steps, seed=seed)


def main() -> None:
    """Print a row for each rank and seed as it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    for row in _rows(seeds=wanted.seeds, photos=wanted.photos, steps=wanted.steps):
        shown = f"seed {row['seed']}  rank {row['rank']}  mix-up rate {row['scr']:.1%} of {row['cases']} cases"
        print(json.dumps(row) if wanted.json else shown, flush=True)


if __name__ == "__main__":
    main()
