"""Score one model on the project's cases, as they are now."""

from dataclasses import asdict, dataclass
from typing import Any

from miwake.domain.control import Control
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Split
from miwake.evaluation import compare
from miwake.ml.loading import load_model
from miwake.services.models import active_model, model_source
from miwake.services.projects import Project
from miwake.services.runs import require_cases
from miwake.services.snapshots import make_snapshot
from miwake.worker.general import GeneralPhotos
from miwake.worker.scoring import Bench


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """What to score: which model (None for the active one) on which split's cases."""

    model: str | None = None
    split: Split = Split.TEST
    device: str = "auto"


def evaluate(project: Project, wanted: EvaluateRequest, *, control: Control) -> dict[str, Any]:
    """Return how often a model mixes the cases up: rates, by mix-up and direction, by kind.

    Raises:
        RefusedError: The split has no case.
    """
    name = wanted.model or active_model(project)
    everything = make_snapshot(project)
    require_cases(everything, wanted.split)
    snapshot = _only(everything, wanted.split)
    bench = Bench(snapshot, GeneralPhotos.shipped(), project.folder.cache, control)
    model = load_model(model_source(project, name), device=wanted.device)
    scores, pairs = bench.score(model), bench.pairs(model)
    # One model compared with itself: `before` and the parts hold its rates.
    evidence = compare(scores, scores, snapshot=snapshot, pairs_before=pairs, pairs_after=pairs)
    return {
        "model": name,
        "split": str(wanted.split),
        "cases": len(scores),
        "groups": evidence.groups,
        **asdict(evidence.before),
        "by_mixup": {
            key: {
                "n": part.n,
                "scr": part.before,
                "directions": {way: {"n": each.n, "scr": each.before} for way, each in part.directions.items()},
            }
            for key, part in evidence.by_mixup.items()
        },
        "by_kind": {key: {"n": part.n, "scr": part.before} for key, part in evidence.by_kind.items()},
        "unreviewed": evidence.unreviewed,
    }


def _only(snapshot: Snapshot, split: Split) -> Snapshot:
    """Return the snapshot with the wanted split in the place of the test split."""
    if split is Split.TEST:
        return snapshot
    shown = snapshot.as_json()
    swapped = {str(split): str(Split.TEST), str(Split.TEST): str(split)}
    for each in (*shown["photos"], *shown["pairs"]):
        each["split"] = swapped.get(each["split"], each["split"])
    return Snapshot.from_json(shown)
