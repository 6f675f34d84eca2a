"""The negatives that Review may ask about, read as lightly as they can be."""

import json

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
            *(NegativeRow.plausibility, known_margin(), type_coerce(NegativeRow.edits, String).label("edits")),
        )
        .join(CaptionRow, CaptionRow.id == NegativeRow.caption_id)
        .join(PhotoRow, PhotoRow.id == CaptionRow.photo_id)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .where(NegativeRow.status.in_(_WANTED), GroupRow.split.is_not(None), CaptionRow.set_aside_by.is_(None))
        .order_by(NegativeRow.id)
    )
    # Past the session, and all edits decoded at once: the window asks each time that something changed, and for 20,000
    # negatives this takes 0.17 s of the processor where objects of the session took 0.45.
    found = transaction.session.connection().execute(wanted).all()
    edits = json.loads(f"[{','.join(row.edits for row in found)}]")
    return [Waiting._make((*row[:-1], each)) for row, each in zip(found, edits, strict=True)]
