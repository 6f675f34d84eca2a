"""Rows of negatives, as domain objects."""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, and_, func, or_, select

from miwake.domain.edits import Edit
from miwake.domain.errors import NotFoundError
from miwake.domain.filters import AllOf, Filter
from miwake.domain.negatives import Negative, Proposal
from miwake.domain.terms import Decided, Kind, NegativeSource, Operation, Rejection, Split, Status
from miwake.domain.texts import normalised
from miwake.storage.database import Transaction, now
from miwake.storage.difficulty import known_margin, suspicion
from miwake.storage.filters import condition
from miwake.storage.tables import CaptionRow, GroupRow, MixupRow, NegativeRow, PhotoRow


def add_proposals(transaction: Transaction, caption: int, proposals: Iterable[Proposal]) -> int:
    """Add the proposals that the caption does not have yet; return how many those are.

    One that says what a stale negative says takes its place: it was made from the caption as it is now.
    """
    rows = transaction.session.scalars(select(NegativeRow).where(NegativeRow.caption_id == caption))
    known = {row.normalised: row for row in rows}
    added = 0
    for proposal in proposals:
        row = known.get(normalised(proposal.text))
        if row is not None and row.status != Status.STALE:
            continue
        if row is not None:
            transaction.session.delete(row)
            transaction.flush()
        known[normalised(proposal.text)] = fresh = _row(caption, proposal)
        transaction.session.add(fresh)
        added += 1
    return added


def add_choice(transaction: Transaction, caption: int, text: str, *, mixup: int, choice: int, by: str) -> None:
    """Add another choice of a mix-up as a negative that sorting has reviewed."""
    same = select(NegativeRow).where(NegativeRow.caption_id == caption, NegativeRow.normalised == normalised(text))
    row = transaction.session.scalars(same).first()
    if row is None:
        proposal = Proposal(text, Kind.STATE, (), Operation.REPLACE, NegativeSource.MIXUP, 1.0)
        row = _row(caption, proposal)
        row.kind = None
        transaction.session.add(row)
    row.mixup_id, row.choice, row.source = mixup, choice, NegativeSource.MIXUP
    row.status, row.rejection, row.decided = Status.ACCEPTED, None, Decided.SORTED
    row.decided_at, row.decided_by = now(), by
    transaction.flush()


def decide(
    transaction: Transaction,
    ids: Iterable[int],
    *,
    status: Status,
    decided: Decided | None,
    rejection: Rejection | None = None,
    by: str = "",
) -> int:
    """Write a decision on negatives; return how many."""
    rows = transaction.session.scalars(select(NegativeRow).where(NegativeRow.id.in_(list(ids)))).all()
    for row in rows:
        row.status, row.rejection, row.decided = status, rejection, decided
        row.decided_at, row.decided_by = (now(), by) if decided else (None, None)
    transaction.flush()
    return len(rows)


def open_to_bulk(transaction: Transaction, ids: Collection[int]) -> list[int]:
    """Return those that no person decided one by one or by sorting, and that are not stale."""
    wanted = select(NegativeRow.id).where(
        NegativeRow.id.in_(ids),
        or_(NegativeRow.decided.is_(None), NegativeRow.decided == Decided.BULK),
        NegativeRow.status != Status.STALE,
    )
    return list(transaction.session.scalars(wanted.order_by(NegativeRow.id)))


def mark_stale(transaction: Transaction, caption: int) -> None:
    """Set aside the negatives of a caption whose text changed: decided ones become stale, others go."""
    for row in transaction.session.scalars(select(NegativeRow).where(NegativeRow.caption_id == caption)).all():
        if row.decided is None:
            transaction.session.delete(row)
        else:
            row.status = Status.STALE
            _forget_measures(row)
    transaction.flush()


def remove_of_mixup(transaction: Transaction, caption: int, mixup: int) -> None:
    """Remove the choices of a mix-up that sorting had given a caption."""
    wanted = select(NegativeRow).where(NegativeRow.caption_id == caption, NegativeRow.mixup_id == mixup)
    for row in transaction.session.scalars(wanted).all():
        transaction.session.delete(row)
    transaction.flush()


def remove_negative(transaction: Transaction, negative_id: int) -> None:
    """Remove one negative.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    transaction.session.delete(_get(transaction, negative_id))
    transaction.flush()


def set_text(transaction: Transaction, negative_id: int, text: str) -> None:
    """Change what a negative says; it then comes from a person, and what was known of its old text is forgotten."""
    row = _get(transaction, negative_id)
    row.text, row.normalised, row.source, row.edits = text, normalised(text), NegativeSource.PERSON, []
    row.suspect = None
    _forget_measures(row)
    row.mixup_id = row.choice = None


def negative(transaction: Transaction, negative_id: int) -> Negative:
    """Return one negative.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    found = transaction.session.execute(_select().where(NegativeRow.id == negative_id)).first()
    if found is None:
        raise NotFoundError(f"There is no look-alike description {negative_id}.")
    return _negative(*found)


def negatives(
    transaction: Transaction, parsed: Filter | None = None, *, captions: Iterable[int] | None = None
) -> list[Negative]:
    """Return the negatives that a filter fits, oldest first."""
    wanted = _select().where(condition(parsed or AllOf(()))).order_by(NegativeRow.id)
    if captions is not None:
        wanted = wanted.where(NegativeRow.caption_id.in_(list(captions)))
    return [_negative(*found) for found in transaction.session.execute(wanted)]


def fitting(transaction: Transaction, parsed: Filter) -> tuple[set[int], set[int]]:
    """Return the photos and the captions that a filter fits, also those without any negative.

    One fits if the filter fits it with one of its negatives, or, where it has none, with nothing.
    """
    wanted = (
        select(PhotoRow.id, CaptionRow.id)
        .select_from(PhotoRow)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .outerjoin(CaptionRow, and_(CaptionRow.photo_id == PhotoRow.id, CaptionRow.set_aside_by.is_(None)))
        .outerjoin(NegativeRow, NegativeRow.caption_id == CaptionRow.id)
        .outerjoin(MixupRow, MixupRow.id == func.coalesce(NegativeRow.mixup_id, CaptionRow.mixup_id))
        .where(condition(parsed))
    )
    found = list(transaction.session.execute(wanted))
    # The outer join gives None where a photo has no caption.
    captions: set[int | None] = {caption for _, caption in found}
    return {photo for photo, _ in found}, {caption for caption in captions if caption is not None}


def decided_last(transaction: Transaction, *, limit: int) -> list[Negative]:
    """Return what was last decided one by one, newest first."""
    wanted = _select().where(NegativeRow.decided == Decided.ONE_BY_ONE)
    newest = wanted.order_by(NegativeRow.decided_at.desc(), NegativeRow.id.desc()).limit(limit)
    return [_negative(*found) for found in transaction.session.execute(newest)]


def count_decided(transaction: Transaction, *, by: str, since: str) -> int:
    """Return how many a person has decided one by one since a time (ISO 8601, UTC)."""
    own = (NegativeRow.decided == Decided.ONE_BY_ONE, NegativeRow.decided_by == by, NegativeRow.decided_at >= since)
    return transaction.session.scalar(select(func.count()).where(*own)) or 0


def count_by_status(transaction: Transaction) -> dict[Status, int]:
    """Return how many negatives there are of each status."""
    rows = transaction.session.execute(select(NegativeRow.status, func.count()).group_by(NegativeRow.status))
    return {Status(status): count for status, count in rows}


def _get(transaction: Transaction, negative_id: int) -> NegativeRow:
    row = transaction.session.get(NegativeRow, negative_id)
    if row is None:
        raise NotFoundError(f"There is no look-alike description {negative_id}.")
    return row


def _forget_measures(row: NegativeRow) -> None:
    """What was measured holds for the texts that it was measured of."""
    row.closeness = row.closeness_encoder = row.margin = row.margin_model = row.doubt = None


def _row(caption: int, proposal: Proposal) -> NegativeRow:
    return NegativeRow(
        caption_id=caption,
        text=proposal.text,
        normalised=normalised(proposal.text),
        kind=proposal.kind,
        operation=proposal.operation,
        edits=[[edit.before, edit.after, edit.start, edit.end] for edit in proposal.edits],
        source=proposal.source,
        plausibility=proposal.plausibility,
        suspect=proposal.suspect,
        status=Status.PROPOSED,
        rejection=None,
        decided=None,
        decided_at=None,
        decided_by=None,
        mixup_id=None,
        choice=None,
        created_at=now(),
    )


def _select() -> Select[NegativeRow, int, int, str | None, str | None, float | None]:
    return (
        select(NegativeRow, CaptionRow.photo_id, GroupRow.id, GroupRow.split, suspicion(), known_margin())
        .join(CaptionRow, and_(CaptionRow.id == NegativeRow.caption_id, CaptionRow.set_aside_by.is_(None)))
        .join(PhotoRow, PhotoRow.id == CaptionRow.photo_id)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .outerjoin(MixupRow, MixupRow.id == NegativeRow.mixup_id)
    )


def _negative(
    row: NegativeRow, photo: int, group: int, split: str | None, suspect: str | None, margin: float | None
) -> Negative:
    return Negative(
        id=row.id,
        caption=row.caption_id,
        photo=photo,
        text=row.text,
        kind=Kind(row.kind) if row.kind else None,
        operation=Operation(row.operation),
        source=NegativeSource(row.source),
        plausibility=row.plausibility,
        suspect=suspect,
        closeness=row.closeness,
        margin=margin,
        status=Status(row.status),
        edits=tuple(Edit(before, after, int(start), int(end)) for before, after, start, end in row.edits),
        rejection=Rejection(row.rejection) if row.rejection else None,
        decided=Decided(row.decided) if row.decided else None,
        decided_at=row.decided_at,
        mixup=row.mixup_id,
        choice=row.choice,
        group=group,
        split=Split(split) if split else None,
    )
