"""Rows of captions, as domain objects."""

from collections.abc import Iterable

from sqlalchemy import Select, exists, select

from miwake.domain.captions import Caption
from miwake.domain.errors import NotFoundError
from miwake.domain.terms import CaptionSource, Status
from miwake.domain.texts import normalised
from miwake.storage.counterfactuals import edited_copies
from miwake.storage.database import Transaction, now
from miwake.storage.tables import CaptionRow, NegativeRow


def add_caption(
    transaction: Transaction,
    photo: int,
    text: str,
    *,
    source: CaptionSource,
    mixup: int | None = None,
    choice: int | None = None,
) -> tuple[Caption, bool]:
    """Add a caption, or return the one that says the same; the flag tells whether it is new.

    A caption that is there already takes over the mix-up and choice, so that sorting can answer with it, unless it
    answers another. One that was set aside counts as true again, but not because a file says it once more.
    """
    same = select(CaptionRow).where(CaptionRow.photo_id == photo, CaptionRow.normalised == normalised(text))
    row = transaction.session.scalars(same).first()
    if row:
        if mixup is not None and row.mixup_id in (None, mixup):
            row.mixup_id, row.choice = mixup, choice
        if source is not CaptionSource.IMPORTED:
            row.set_aside_by = None
        transaction.flush()
        return _caption(row), False
    row = CaptionRow(
        photo_id=photo,
        text=text,
        normalised=normalised(text),
        source=source,
        mixup_id=mixup,
        choice=choice,
        created_at=now(),
        offers_nothing=None,
        set_aside_by=None,
    )
    transaction.add(row)
    return _caption(row), True


def caption(transaction: Transaction, caption_id: int) -> Caption:
    """Return one caption.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    return _caption(_row(transaction, caption_id))


def says(transaction: Transaction, caption_id: int, text: str) -> bool:
    """Return whether the caption is there, counts as true and still says this."""
    row = transaction.session.get(CaptionRow, caption_id)
    return row is not None and row.set_aside_by is None and row.normalised == normalised(text)


def captions(
    transaction: Transaction, *, photos: Iterable[int] | None = None, set_aside_by: int | None = None
) -> list[Caption]:
    """Return all captions, or those of some photos, oldest first: those that count as true, or were set aside."""
    wanted = select(CaptionRow).order_by(CaptionRow.photo_id, CaptionRow.id)
    wanted = wanted.where(CaptionRow.set_aside_by.is_not_distinct_from(set_aside_by))
    if photos is not None:
        wanted = wanted.where(CaptionRow.photo_id.in_(list(photos)))
    return [_caption(row) for row in transaction.session.scalars(wanted)]


def said() -> Select[int]:
    """Return the subquery of the photos of all captions that count as true."""
    return select(CaptionRow.photo_id).where(CaptionRow.set_aside_by.is_(None))


def without_negatives(transaction: Transaction) -> list[Caption]:
    """Return the captions that have no negative, stale ones apart, and were not found to offer none.

    Those of edited copies need none: the original's own description is what is false of them.
    """
    has = exists().where(NegativeRow.caption_id == CaptionRow.id, NegativeRow.status != Status.STALE)
    wanted = select(CaptionRow).where(~has, CaptionRow.offers_nothing.is_(None)).order_by(CaptionRow.id)
    wanted = wanted.where(CaptionRow.photo_id.not_in(edited_copies()), CaptionRow.set_aside_by.is_(None))
    return [_caption(row) for row in transaction.session.scalars(wanted)]


def offers_nothing(transaction: Transaction, caption_id: int, because: str) -> None:
    """Remember why a caption has no negatives."""
    _row(transaction, caption_id).offers_nothing = because


def set_text(transaction: Transaction, caption_id: int, text: str) -> None:
    """Change what a caption says; it is no longer a mix-up's own phrase. One that said so and was set aside goes."""
    row = _row(transaction, caption_id)
    same = select(CaptionRow.id).where(CaptionRow.photo_id == row.photo_id, CaptionRow.normalised == normalised(text))
    for aside in transaction.session.scalars(same.where(CaptionRow.set_aside_by.is_not(None))).all():
        remove_caption(transaction, aside)
    row.text, row.normalised, row.offers_nothing = text, normalised(text), None


def set_aside(transaction: Transaction, caption_id: int, *, by: int | None) -> None:
    """Count a caption as true no longer, because of the answer to a mix-up; or, by None, as true again."""
    _row(transaction, caption_id).set_aside_by = by


def answer_mixup(transaction: Transaction, caption_id: int, mixup: int, choice: int) -> None:
    """Make a caption the answer to a mix-up."""
    row = _row(transaction, caption_id)
    row.mixup_id, row.choice = mixup, choice


def answers_no_mixup(transaction: Transaction, caption_id: int) -> None:
    """Cut a caption loose from the mix-up it answered."""
    row = _row(transaction, caption_id)
    row.mixup_id = row.choice = None


def remove_caption(transaction: Transaction, caption_id: int) -> None:
    """Remove a caption with its negatives."""
    row = _row(transaction, caption_id)
    for negative in transaction.session.scalars(select(NegativeRow).where(NegativeRow.caption_id == caption_id)).all():
        transaction.session.delete(negative)
    transaction.flush()
    transaction.session.delete(row)
    transaction.flush()


def _row(transaction: Transaction, caption_id: int) -> CaptionRow:
    row = transaction.session.get(CaptionRow, caption_id)
    if row is None:
        raise NotFoundError(f"There is no description {caption_id}.", todo="See `miwake list PROJECT captions`.")
    return row


def _caption(row: CaptionRow) -> Caption:
    return Caption(
        id=row.id,
        photo=row.photo_id,
        text=row.text,
        source=CaptionSource(row.source),
        mixup=row.mixup_id,
        choice=row.choice,
        created_at=row.created_at,
    )
