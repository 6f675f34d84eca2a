"""What each recipe and each of its terms is worth: mix-up rate and earlier skill on photo sets, several seeds.

Run `python benchmarks/recipes.py --textile FOLDER --solar-cells WHEEL --json` (either may be left out). Every run
starts from the built-in model, takes the same number of steps and is scored as the app scores it; a line for each run
is added to `--runs FILE`, and what is there already is not run again: after a change of the program name a new file.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from recipe_sets.inspection import solar_cells, textile
from recipe_sets.photo_sets import PhotoSet
from recipe_sets.rendered import rendered
from recipe_sets.sample_site import sample_site

from miwake.domain.control import SilentControl
from miwake.domain.recipes import RECIPES, Recipe
from miwake.domain.scores import RetentionScores
from miwake.domain.snapshots import Snapshot
from miwake.evaluation.confusion import mixed_up
from miwake.evaluation.paired import bootstrap_interval
from miwake.ml.devices import Precision
from miwake.ml.loading import load_model
from miwake.ml.mirrors import worth_mirroring
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.training import train
from miwake.worker.general import GeneralPhotos
from miwake.worker.mirrorable import Photos, mirrorable
from miwake.worker.scoring import Bench

DROPPED = ("text_negative", "margin", "positive", "adaptive_weights", "retention", "sides", "mirrors")
BASE = "plain"


@dataclass(frozen=True, slots=True)
class Run:
    """One retraining, as it was scored.

    Attributes:
        wrong: (cases,) Whether each test case was mixed up afterwards; `before` says it of the starting model.
        groups: (cases,) The scene of each.
        recall: Recall@1 on the general set afterwards, None where it was not measured; `recall_before` before.
    """

    photos: str
    recipe: str
    seed: int
    steps: int
    alpha: float
    before: list[bool]
    wrong: list[bool]
    groups: list[int]
    recall_before: float
    recall: float | None
    seconds: float


def wanted_recipes() -> dict[str, Recipe]:
    """Return every recipe, `adaptive` without each of its parts and with the paper's term, and `plain` with mirrors."""
    adaptive = RECIPES["adaptive"]
    found = dict(RECIPES)
    found |= {f"adaptive without {term}": adaptive.without([term]) for term in DROPPED}
    found["adaptive with visual_negative"] = replace(adaptive, visual_negative=0.2)
    found["plain with mirrors"] = replace(RECIPES["plain"], mirrors=True)
    return found


def run_once(
    model: Model,
    photos: PhotoSet,
    name: str,
    recipe: Recipe,
    *,
    had: RetentionScores,
    recall: bool,
    options: TrainingOptions,
    cache: Path,
) -> Run:
    """Return one retraining and its scores; `had` is the starting model's recall on the general set."""
    assert options.steps is not None
    general, snapshot = GeneralPhotos.shipped(), photos.split(options.seed)
    bench = Bench(snapshot, general, cache, SilentControl())
    before = bench.score(model)
    looked_at = Photos(snapshot, general.open, cache)
    seconds, silent = options.budget_seconds, SilentControl()
    mirrors = mirrorable(model, looked_at, seconds=seconds, seed=options.seed, control=silent) if recipe.mirrors else ()
    with tempfile.TemporaryDirectory() as workspace:
        trained = train(
            model,
            snapshot,
            recipe,
            options=options,
            replay=general.replayed,
            workspace=Path(workspace),
            cache=cache,
            open_photo=general.open,
            control=SilentControl(),
            mirrorable=mirrors,
        )
    after = bench.score(trained.model)
    kept = float(np.mean(bench.retention(trained.model).hits)) if recall else None
    return Run(
        photos.name, name, options.seed, options.steps, trained.alpha, [mixed_up(each) for each in before],
        [mixed_up(each) for each in after], [each.group for each in after],
        float(np.mean(had.hits)), kept, round(trained.seconds_training, 1),
    )  # fmt: skip


def _same_as_another(name: str, photos: PhotoSet) -> bool:
    """Return whether a recipe differs from another one in mirrors alone, and nothing is mirrored in these photos."""
    return name.endswith(" mirrors") and not worth_mirroring(photos.split(0))


def compared(runs: Sequence[Run], base: Sequence[Run]) -> tuple[float, tuple[float, float]]:
    """Return the difference in the mix-up rate to the base's runs of the same seeds, with its interval over scenes."""
    by_seed = {run.seed: run for run in base}
    changes: dict[int, float] = {}
    sizes: dict[int, int] = {}
    for run in runs:
        for group, wrong, other in zip(run.groups, run.wrong, by_seed[run.seed].wrong, strict=True):
            changes[group] = changes.get(group, 0) + wrong - other
            sizes[group] = sizes.get(group, 0) + 1
    order = sorted(changes)
    difference = sum(changes.values()) / sum(sizes.values())
    interval = bootstrap_interval([changes[group] for group in order], [sizes[group] for group in order], seed=0)
    return difference, interval


def table(runs: Sequence[Run]) -> list[dict[str, object]]:
    """Return a row for each photo set and recipe."""
    rows: list[dict[str, object]] = []
    for photos in dict.fromkeys(run.photos for run in runs):
        ours = [run for run in runs if run.photos == photos]
        base = [run for run in ours if run.recipe == BASE]
        for recipe in dict.fromkeys(run.recipe for run in ours):
            found = [run for run in ours if run.recipe == recipe]
            complete = {run.seed for run in found} <= {run.seed for run in base}
            difference, interval = compared(found, base) if complete else (None, None)
            rows.append(
                {
                    "photos": photos,
                    "recipe": recipe,
                    "seeds": len(found),
                    "before": round(float(np.mean([np.mean(run.before) for run in found])), 4),
                    "after": round(float(np.mean([np.mean(run.wrong) for run in found])), 4),
                    "least": round(min(float(np.mean(run.wrong)) for run in found), 4),
                    "most": round(max(float(np.mean(run.wrong)) for run in found), 4),
                    "to plain": difference,
                    "ci95": interval,
                    "recall change": recall_change(found),
                    "alpha": round(float(np.mean([run.alpha for run in found])), 3),
                    "seconds": round(float(np.mean([run.seconds for run in found])), 1),
                }
            )
    return rows


def recall_change(runs: Sequence[Run]) -> float | None:
    """Return the mean change of recall@1 where it was measured."""
    changes = [run.recall - run.recall_before for run in runs if run.recall is not None]
    return round(float(np.mean(changes)), 4) if changes else None


def main() -> None:
    """Run what is missing and print the table."""
    options = _options()
    sets = list(_sets(options))
    recipes = {name: each for name, each in wanted_recipes().items() if not options.recipe or name in options.recipe}
    known = [Run(**json.loads(line)) for line in _lines(options.runs)]
    done = {(run.photos, run.recipe, run.seed, run.steps) for run in known}
    model = load_model("builtin", device="cpu")
    had = Bench(Snapshot((), ()), GeneralPhotos.shipped(), options.work, SilentControl()).retention(model)
    for seed in range(options.seeds):
        for photos in sets:
            for name, recipe in recipes.items():
                if (photos.name, name, seed, options.steps) in done or _same_as_another(name, photos):
                    continue
                wanted = TrainingOptions(seed=seed, steps=options.steps, precision=Precision(options.precision))
                recall = seed < options.recall_seeds
                run = run_once(model, photos, name, recipe, had=had, recall=recall, options=wanted, cache=options.work)
                known.append(run)
                with options.runs.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(run)) + "\n")
                sys.stderr.write(
                    f"{photos.name:12} seed {seed} {name:36} {np.mean(run.wrong):.3f} {recall_change([run])}\n"
                )
    rows = table([run for run in known if run.steps == options.steps])
    sys.stdout.write(json.dumps({"steps": options.steps, "rows": rows}) + "\n" if options.json else _shown(rows))


def _sets(options: argparse.Namespace) -> Iterable[PhotoSet]:
    if options.rendered:
        yield rendered(options.work / "rendered")
    if options.sample_site:
        yield sample_site(options.work / "sample-site")
    if options.textile:
        yield textile(options.textile)
    if options.solar_cells:
        yield solar_cells(options.solar_cells, options.work / "solar-cells")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _shown(rows: Sequence[dict[str, object]]) -> str:
    lines = [f"{'photos':12} {'recipe':36} before  after  to plain (95 %)          recall  seeds"]
    for row in rows:
        interval = row["ci95"]
        span = f"{row['to plain']:+.3f} ({interval[0]:+.3f} to {interval[1]:+.3f})" if interval else "-"  # type: ignore[index]
        lines.append(
            f"{row['photos']:12} {row['recipe']:36} {row['before']:.3f}  {row['after']:.3f}  {span:26} "
            f"{row['recall change']}  {row['seeds']}"
        )
    return "\n".join(lines) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument(
        "--recall-seeds", type=int, help="Seeds of which earlier skill is measured too; all unless named."
    )
    parser.add_argument(
        "--precision",
        choices=list(Precision),
        default=Precision.BF16,
        help="Arithmetic of the steps; the app measures which is faster.",
    )
    parser.add_argument("--recipe", action="append", help="Only these recipes.")
    parser.add_argument("--no-rendered", dest="rendered", action="store_false", help="Leave the rendered photos out.")
    parser.add_argument("--sample-site", action="store_true", help="Also the one set with left and right.")
    parser.add_argument("--textile", type=Path, help="Folder with the textile photos and answers.csv.")
    parser.add_argument("--solar-cells", type=Path, help="The wheel of elpv-dataset 1.0.0.post1.")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "miwake-recipes")
    parser.add_argument("--runs", type=Path, default=None, help="Where finished runs are kept.")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    options.recall_seeds = options.seeds if options.recall_seeds is None else options.recall_seeds
    options.runs = options.runs or options.work / "runs.jsonl"
    return options


if __name__ == "__main__":
    main()
