"""Rows of the model registry and of runs, as domain objects."""

from typing import Any

from sqlalchemy import select

from miwake.domain.errors import NotFoundError
from miwake.domain.models import Model
from miwake.domain.runs import Run
from miwake.domain.terms import Verdict
from miwake.storage.database import Transaction, now
from miwake.storage.tables import ModelRow, RunRow


def add_model(
    transaction: Transaction, name: str, *, parent: str, run: str, folder: str, sha256: str, metrics: dict[str, Any]
) -> int:
    """Register a model that a run made; return its identifier."""
    row = ModelRow(
        name=name,
        parent=parent,
        run=run,
        folder=folder,
        sha256=sha256,
        created_at=now(),
        metrics=metrics,
        note="",
    )
    return transaction.add(row)


def models(transaction: Transaction) -> list[Model]:
    """Return the registered models, oldest first."""
    return [_model(row) for row in transaction.session.scalars(select(ModelRow).order_by(ModelRow.id))]


def model(transaction: Transaction, name: str) -> Model:
    """Return the model of that name.

    Raises:
        NotFoundError: There is none.
    """
    row = transaction.session.scalars(select(ModelRow).where(ModelRow.name == name)).first()
    if row is None:
        raise NotFoundError(f"There is no model {name!r} in this project.", todo="See `miwake models list PROJECT`.")
    return _model(row)


def set_weights_deleted(transaction: Transaction, name: str) -> None:
    """Keep a model's record after its weights were deleted."""
    row = transaction.session.scalars(select(ModelRow).where(ModelRow.name == name)).one()
    row.folder = ""


def add_run(transaction: Transaction, job: str, *, recipe: str, seed: int, model_before: str, snapshot: str) -> int:
    """Register a run that is about to start; return its identifier."""
    row = RunRow(
        job=job,
        recipe=recipe,
        seed=seed,
        model_before=model_before,
        model_after=None,
        snapshot=snapshot,
        created_at=now(),
        ended_at=None,
        verdict=None,
    )
    return transaction.add(row)


def end_run(transaction: Transaction, job: str, *, model_after: str | None, verdict: Verdict | None) -> None:
    """Note how a run ended."""
    row = transaction.session.scalars(select(RunRow).where(RunRow.job == job)).one()
    row.model_after, row.verdict, row.ended_at = model_after, verdict, now()


def runs(transaction: Transaction) -> list[Run]:
    """Return all runs, oldest first."""
    return [_run(row) for row in transaction.session.scalars(select(RunRow).order_by(RunRow.id))]


def _model(row: ModelRow) -> Model:
    return Model(
        id=row.id,
        name=row.name,
        parent=row.parent,
        run=row.run,
        folder=row.folder,
        sha256=row.sha256,
        created_at=row.created_at,
        metrics=row.metrics,
        note=row.note,
    )


def _run(row: RunRow) -> Run:
    return Run(
        id=row.id,
        job=row.job,
        recipe=row.recipe,
        seed=row.seed,
        model_before=row.model_before,
        model_after=row.model_after,
        snapshot=row.snapshot,
        created_at=row.created_at,
        ended_at=row.ended_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
    )
