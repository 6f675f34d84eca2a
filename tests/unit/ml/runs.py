"""Short runs on synthetic photos, and what the tests compare of them."""

from pathlib import Path
from typing import Any

from fakes import RecordingControl
from miwake.domain.control import Control
from miwake.domain.recipes import recipe
from miwake.domain.snapshots import Snapshot
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions, TrainingResult
from miwake.ml.training import train
from unit.ml.conftest import Site


def retrained(
    model: Model,
    site: Site,
    folder: Path,
    *,
    options: TrainingOptions,
    control: Control | None = None,
    snapshot: Snapshot | None = None,
    by: str = "adaptive",
    **more: Any,
) -> TrainingResult:
    """Train on a site, or on a snapshot of its photos, by the recipe of a name."""
    return train(
        model,
        snapshot or site.snapshot(),
        recipe(by),
        workspace=folder,
        open_photo=site.open,
        control=control or RecordingControl(),
        options=options,
        **more,
    )


def losses(result: TrainingResult) -> list[float]:
    """Return the loss of each step."""
    return [value for curve in result.curves if curve.name == "loss" for _, value in curve.points]
