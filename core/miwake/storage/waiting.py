"""The negatives that Review may ask about, read as lightly as they can be."""

from sqlalchemy import String, case, func, select, type_coerce

from miwake.domain.terms import NegativeSource, Status
from miwake.domain.waiting import Waiting
from miwake.storage.database import Transaction
from miwake.storage.difficulty import known_margin, suspicion
from miwake.storage.tables import CaptionRow, GroupRow, NegativeRow, PhotoRow

_WANTED = (Status.PROPOSED, Status.SKIPPED, Status.ACCEPTED)


def waiting(transaction: Transaction) -> list[Waiting]:
    """Return the negatives of split scenes that wait for a decision, and those that were accepted, oldest first."""
    subject = func.coalesce(
        NegativeRow.mixup_id, CaptionRow.mixup_id, case((NegativeRow.source == NegativeSource.MIXUP, 0))
    )
    wanted = (
        select(
            *(NegativeRow.id, CaptionRow.id, CaptionRow.text, GroupRow.id, GroupRow.split, subject),
            *(NegativeRow.kind, NegativeRow.operation, NegativeRow.status, suspicion().is_not(None)),
            *(NegativeRow.plausibility, known_margin(), type_coerce(NegativeRow.edits, String)),
        )
        .join(CaptionRow, CaptionRow.id == NegativeRow.caption_id)
        .join(PhotoRow, PhotoRow.id == CaptionRow.photo_id)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .where(NegativeRow.status.in_(_WANTED), GroupRow.split.is_not(None), CaptionRow.set_aside_by.is_(None))
        .order_by(NegativeRow.id)
    )
    # Past the session, and without a list of its rows: the window asks each time that something changed.
    return [Waiting._make(row) for row in transaction.session.connection().execute(wanted)]
