"""Bulk decisions on a filter: shown first, one undoable step, recorded as bulk."""

from dataclasses import dataclass

from miwake.domain.changes import Changes
from miwake.domain.filters import Filter
from miwake.domain.terms import Decided, Rejection, Status
from miwake.services.projects import Project
from miwake.storage import negatives
from miwake.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class BulkDecision:
    """What a bulk decision does or did; the names are those of the command line's JSON.

    Attributes:
        matched: Negatives that the filter fits.
        decided: Those of them that are or were decided by this.
        left_alone: Already decided by a person one by one or by sorting; never overruled in bulk.
    """

    matched: int
    decided: int
    left_alone: int


def preview(project: Project, parsed: Filter) -> BulkDecision:
    """Return what `decide_all` would do."""
    with project.database.read() as transaction:
        matched, ids = _affected(transaction, parsed)
    return BulkDecision(matched, len(ids), matched - len(ids))


def decide_all(project: Project, parsed: Filter, *, accept: bool) -> tuple[BulkDecision, Changes]:
    """Accept or reject all negatives that the filter fits, except what people decided one by one."""
    word = "Accepted" if accept else "Rejected"
    with project.database.read() as transaction:
        _, expected = _affected(transaction, parsed)
    with project.database.action("decide", f"{word} {len(expected)} look-alike descriptions in bulk") as transaction:
        matched, ids = _affected(transaction, parsed)
        negatives.decide(
            transaction,
            ids,
            status=Status.ACCEPTED if accept else Status.REJECTED,
            decided=Decided.BULK,
            rejection=None if accept else Rejection.NONSENSE,
            by=project.person,
        )
    return BulkDecision(matched, len(ids), matched - len(ids)), transaction.changes


def _affected(transaction: Transaction, parsed: Filter) -> tuple[int, list[int]]:
    found = negatives.negatives(transaction, parsed)
    open_to_bulk = [
        each.id for each in found if each.decided in (None, Decided.BULK) and each.status is not Status.STALE
    ]
    return len(found), open_to_bulk
