"""The models of a project as rows of text: a pure list under the thin Qt model."""

from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.models import BUILTIN, Model
from miwake.domain.runs import Run
from miwake.domain.terms import Verdict
from miwake_desktop.models.run_words import local_time
from miwake_desktop.texts import tr


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model as a person reads it; `verdict` and `change` are missing where nothing can be said.

    Attributes:
        usable: Whether it can be made the active one.
        deletable: Whether its weights can be deleted.
    """

    name: str
    active: bool
    parent: str
    recipe: str
    verdict: Verdict | None
    change: str
    made: str
    note: str
    usable: bool
    deletable: bool


def model_rows(models: Sequence[Model], runs: Sequence[Run]) -> list[ModelRow]:
    """Return a row for each model, newest first, the built-in one last."""
    recipes = {run.job: run.recipe for run in runs}
    return [_row(model, recipes.get(model.run or "", "")) for model in reversed(models)]


def _row(model: Model, recipe: str) -> ModelRow:
    has_weights = bool(model.folder)
    builtin = model.name == BUILTIN
    tested = model.metrics.get("verdict")
    verdict = Verdict(tested) if tested else None
    return ModelRow(
        name=model.name,
        active=model.active,
        parent=model.parent or "",
        recipe=recipe,
        verdict=verdict,
        change=_change(model, verdict),
        made=local_time(model.created_at),
        note=_note(model, builtin=builtin, has_weights=has_weights),
        usable=(builtin or has_weights) and not model.active,
        deletable=has_weights and not model.active and not builtin,
    )


def _change(model: Model, verdict: Verdict | None) -> str:
    before, after = model.metrics.get("scr_before"), model.metrics.get("scr_after")
    if before is None or after is None:
        return ""
    if verdict is Verdict.TOO_FEW:
        # Shares of a few cases say more than the data can carry.
        return ""
    return f"{before:.0%} → {after:.0%}"


def _note(model: Model, *, builtin: bool, has_weights: bool) -> str:
    if model.note:
        return tr(model.note)
    if not builtin and not has_weights:
        return tr("Its weights were deleted; the record is kept.")
    worse = [str(name) for name in model.metrics.get("worse", [])]
    parts = [f"{tr('worse at')} {', '.join(worse)}"] if worse else []
    if model.metrics.get("retention") == "lost":
        parts.append(tr("lost part of its earlier skill"))
    return "; ".join(parts)
