"""Which photos a grid shows, and what it shows of them, without reading whole rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select

from miwake.storage.captions import said
from miwake.storage.counterfactuals import edited_copies
from miwake.storage.database import Transaction
from miwake.storage.tables import AnswerRow, CaptionRow, PhotoRow


@dataclass(frozen=True, slots=True)
class TileRow:
    """What a grid shows of one photo."""

    id: int
    sha256: str
    name: str
    described: bool
    warned: bool
    made: bool = False


def browse(
    transaction: Transaction,
    *,
    search: str = "",
    described: bool | None = None,
    mixup: int | None = None,
    choice: int | None = None,
) -> list[int]:
    """Return photos in the order of their import.

    Args:
        transaction: An open read.
        search: Part of the name or of a description.
        described: Only with a description, or only without.
        mixup: Only photos with this answer to this mix-up …
        choice: … 1…n, 0 for neither, None for those without an answer.
    """
    wanted: Select[int] = select(PhotoRow.id).order_by(PhotoRow.id)
    if search:
        fitting = said().where(CaptionRow.text.icontains(search, autoescape=True))
        wanted = wanted.where(or_(PhotoRow.name.icontains(search, autoescape=True), PhotoRow.id.in_(fitting)))
    if described is not None:
        has_one = PhotoRow.id.in_(said())
        wanted = wanted.where(has_one if described else ~has_one)
    if mixup is not None:
        answered = select(AnswerRow.photo_id).where(AnswerRow.mixup_id == mixup)
        if choice is None:
            wanted = wanted.where(PhotoRow.id.not_in(answered), PhotoRow.id.not_in(edited_copies()))
        else:
            wanted = wanted.where(PhotoRow.id.in_(answered.where(AnswerRow.choice == choice)))
    return list(transaction.session.scalars(wanted))


def tile_rows(transaction: Transaction, ids: Sequence[int]) -> list[TileRow]:
    """Return what a grid shows of some photos, those that are gone left out."""
    described = exists().where(CaptionRow.photo_id == PhotoRow.id, CaptionRow.set_aside_by.is_(None))
    made = PhotoRow.id.in_(edited_copies())
    wanted = select(PhotoRow.id, PhotoRow.sha256, PhotoRow.name, PhotoRow.warnings, described, made)
    rows = transaction.session.execute(wanted.where(PhotoRow.id.in_(ids)))
    return [
        TileRow(id_, sha256, name, bool(has_one), bool(warnings), bool(is_made))
        for id_, sha256, name, warnings, has_one, is_made in rows
    ]


def scene_size(transaction: Transaction, group: int) -> int:
    """Return how many photos a scene has, edited copies apart."""
    own = select(func.count(PhotoRow.id)).where(PhotoRow.group_id == group, PhotoRow.id.not_in(edited_copies()))
    return transaction.session.scalar(own) or 0
