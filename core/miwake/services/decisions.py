"""Bulk decisions on a filter: shown first, one undoable step of short transactions, recorded as bulk."""

from dataclasses import dataclass

from miwake.domain.changes import Changes
from miwake.domain.filters import Filter
from miwake.domain.terms import Decided, Rejection, Status
from miwake.domain.wording import counted
from miwake.services.batches import batches, new_series
from miwake.services.projects import Project
from miwake.storage import negatives

# Negatives a transaction: a write of this size holds the database for well under 50 ms.
BATCH = 40


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
    matched, ids = _affected(project, parsed)
    return BulkDecision(matched, len(ids), matched - len(ids))


def decide_all(project: Project, parsed: Filter, *, accept: bool) -> tuple[BulkDecision, Changes]:
    """Accept or reject all negatives that the filter fits, except what people decided one by one."""
    matched, ids = _affected(project, parsed)
    title = f"{'Accepted' if accept else 'Rejected'} {counted(len(ids), 'look-alike description')} in bulk"
    series, changes, decided = new_series("decide"), Changes(), 0
    for batch in batches(ids, BATCH):
        with project.database.action("decide", title, series=series) as transaction:
            # Someone may have decided one by one since the filter was read.
            decided += negatives.decide(
                transaction,
                negatives.open_to_bulk(transaction, batch),
                status=Status.ACCEPTED if accept else Status.REJECTED,
                decided=Decided.BULK,
                rejection=None if accept else Rejection.NONSENSE,
                by=project.person,
            )
        changes |= transaction.changes
    return BulkDecision(matched, decided, matched - decided), changes


def _affected(project: Project, parsed: Filter) -> tuple[int, list[int]]:
    with project.database.read() as transaction:
        found = [each.id for each in negatives.negatives(transaction, parsed)]
        open_to_bulk = {each for batch in batches(found, 1000) for each in negatives.open_to_bulk(transaction, batch)}
    return len(found), [each for each in found if each in open_to_bulk]
