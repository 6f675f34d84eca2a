"""The models of a project as rows of text: a pure list under the thin Qt model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from miwake.domain.comparisons import Comparison
from miwake.domain.gate import Concerns, concerns, is_recommended
from miwake.domain.models import BUILTIN, Model
from miwake.domain.runs import Run
from miwake.domain.terms import Verdict
from miwake.domain.wording import mixed_up_counts, model_title, model_words
from miwake_desktop.models.run_words import local_time
from miwake_desktop.texts import tr

_NO_PROOFS: Mapping[str, Comparison] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model as a person reads it; `verdict` and `change` are missing where nothing can be said.

    Attributes:
        name: As the registry has it.
        title: What a person calls it.
        parent: What a person calls the model that it was made from.
        usable: Whether it can be made the active one.
        deletable: Whether its weights can be deleted.
        recommended: Whether it is proven to be better, and nothing speaks against it.
    """

    name: str
    title: str
    active: bool
    parent: str
    recipe: str
    verdict: Verdict | None
    change: str
    made: str
    note: str
    usable: bool
    deletable: bool
    recommended: bool

    @property
    def in_words(self) -> str:
        """What it is called within a sentence."""
        return tr(model_words(self.name))


def model_rows(
    models: Sequence[Model],
    runs: Sequence[Run],
    proofs: Mapping[str, Comparison] = _NO_PROOFS,
    unread: Collection[str] = (),
) -> list[ModelRow]:
    """Return a row for each model, newest first, the built-in one last.

    Args:
        models: All models, oldest first.
        runs: All retrainings.
        proofs: What the retrainings of models proved, by the model's name.
        unread: Names of the models of which that is there and cannot be read.
    """
    recipes = {run.job: run.recipe for run in runs}
    return [
        _row(model, recipes.get(model.run or "", ""), proofs.get(model.name), unread=model.name in unread)
        for model in reversed(models)
    ]


def _row(model: Model, recipe: str, proof: Comparison | None, *, unread: bool) -> ModelRow:
    has_weights = bool(model.folder)
    builtin = model.name == BUILTIN
    tested = model.metrics.get("verdict")
    verdict = Verdict(tested) if tested else None
    against = concerns(model, proof, unread=unread)
    return ModelRow(
        name=model.name,
        title=tr(model_title(model.name)),
        active=model.active,
        parent=model_title(model.parent or ""),
        recipe=recipe,
        verdict=verdict,
        change=_change(model, verdict, proof),
        made=local_time(model.created_at),
        note=_note(model, against, gone=not builtin and not has_weights),
        usable=(builtin or has_weights) and not model.active,
        deletable=has_weights and not model.active and not builtin,
        recommended=is_recommended(verdict, against),
    )


def _change(model: Model, verdict: Verdict | None, proof: Comparison | None) -> str:
    if proof is not None:
        counts = mixed_up_counts(proof)
        return tr("{0} → {1} of {2}").format(*counts) if counts[2] else ""
    before, after = model.metrics.get("scr_before"), model.metrics.get("scr_after")
    if before is None or after is None or verdict is Verdict.TOO_FEW:
        # Shares of a few cases say more than the data can carry.
        return ""
    return f"{before:.0%} → {after:.0%}"


def _note(model: Model, against: Concerns, *, gone: bool) -> str:
    if model.note:
        return tr(model.note)
    if gone:
        return tr("Its weights were deleted; the record is kept.")
    never = [f"{tr('must never get worse, and did:')} {', '.join(against.never)}"] if against.never else []
    return "; ".join((*never, *against.reasons))
