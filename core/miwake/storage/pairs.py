"""Rows of look-alike pairs, as domain objects."""

from sqlalchemy import select

from miwake.domain.errors import NotFoundError
from miwake.domain.pairs import Pair
from miwake.storage.database import Transaction, now
from miwake.storage.tables import PairRow


def add_pair(transaction: Transaction, photo_a: int, photo_b: int, *, note: str) -> tuple[int, bool]:
    """Mark two photos as a pair; return its identifier, and whether it is new."""
    first, second = sorted((photo_a, photo_b))
    known = select(PairRow).where(PairRow.photo_a == first, PairRow.photo_b == second)
    row = transaction.session.scalars(known).first()
    if row:
        row.note = note or row.note
        return row.id, False
    row = PairRow(photo_a=first, photo_b=second, note=note, created_at=now())
    return transaction.add(row), True


def pairs(transaction: Transaction) -> list[Pair]:
    """Return all pairs, oldest first."""
    rows = transaction.session.scalars(select(PairRow).order_by(PairRow.id))
    return [Pair(row.id, row.photo_a, row.photo_b, row.note, row.created_at) for row in rows]


def remove_pair(transaction: Transaction, pair_id: int) -> None:
    """Take a mark away.

    Raises:
        NotFoundError: There is no such pair.
    """
    row = transaction.session.get(PairRow, pair_id)
    if row is None:
        raise NotFoundError(f"There is no look-alike pair {pair_id}.")
    transaction.session.delete(row)
    transaction.flush()
