"""Rows of mix-ups and of the answers that sorting gave, as domain objects."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Select, func, select

from miwake.domain.errors import NotFoundError
from miwake.domain.mixups import Answer, Cost, Mixup, NewMixup
from miwake.storage.counterfactuals import edited_copies
from miwake.storage.database import Transaction, now
from miwake.storage.tables import AnswerRow, CaptionRow, MixupRow, NegativeRow, PhotoRow


def add_mixup(transaction: Transaction, new: NewMixup) -> int:
    """Add a mix-up; return its identifier."""
    row = MixupRow(
        name=new.name.strip(),
        choices=list(new.choices),
        per_month=new.per_month,
        costs=[[cost.true, cost.said, cost.amount] for cost in new.costs],
        critical=new.critical,
        created_at=now(),
    )
    return transaction.add(row)


def mixups(transaction: Transaction) -> list[Mixup]:
    """Return all mix-ups with their counts, oldest first."""
    to_sort = select(func.count(PhotoRow.id)).where(PhotoRow.id.not_in(edited_copies()))
    photos = transaction.session.scalar(to_sort) or 0
    counted: dict[int, Counter[int | None]] = {}
    scenes: dict[int, Counter[int | None]] = {}
    statement = (
        select(AnswerRow.mixup_id, AnswerRow.choice, func.count(), func.count(PhotoRow.group_id.distinct()))
        .join(PhotoRow, PhotoRow.id == AnswerRow.photo_id)
        .group_by(AnswerRow.mixup_id, AnswerRow.choice)
    )
    for mixup_id, choice, answers, groups in transaction.session.execute(statement):
        counted.setdefault(mixup_id, Counter())[choice] = answers
        scenes.setdefault(mixup_id, Counter())[choice] = groups
    rows = transaction.session.scalars(select(MixupRow).order_by(MixupRow.id))
    return [_mixup(row, counted.get(row.id, Counter()), scenes.get(row.id, Counter()), photos) for row in rows]


def questions(transaction: Transaction, ids: Collection[int]) -> list[Mixup]:
    """Return some mix-ups as they are asked, oldest first: without their counts, which take a look at all answers."""
    rows = transaction.session.scalars(select(MixupRow).where(MixupRow.id.in_(ids)).order_by(MixupRow.id))
    return [_mixup(row, Counter(), Counter(), 0) for row in rows]


def mixup_named(transaction: Transaction, name: str) -> Mixup | None:
    """Return the mix-up of that name, whatever its case."""
    wanted = name.strip().casefold()
    return next((mixup for mixup in mixups(transaction) if mixup.name.casefold() == wanted), None)


def cut_loose(transaction: Transaction, mixup_id: int, *, most: int) -> int:
    """Delete a mix-up's answers, cut its captions and negatives loose and let what it had set aside count again.

    No more than `most` rows; return how many.
    """
    session = transaction.session
    found = session.scalars(select(AnswerRow).where(AnswerRow.mixup_id == mixup_id).limit(most)).all()
    for row in found:
        session.delete(row)
    loose: list[CaptionRow | NegativeRow] = []
    left = most - len(found)
    loose += session.scalars(select(CaptionRow).where(CaptionRow.mixup_id == mixup_id).limit(left)).all()
    left -= len(loose)
    loose += session.scalars(select(NegativeRow).where(NegativeRow.mixup_id == mixup_id).limit(left)).all()
    for each in loose:
        each.mixup_id = each.choice = None
    left = most - len(found) - len(loose)
    aside = session.scalars(select(CaptionRow).where(CaptionRow.set_aside_by == mixup_id).limit(left)).all()
    for caption in aside:
        caption.set_aside_by = None
    transaction.flush()
    return len(found) + len(loose) + len(aside)


def remove_mixup(transaction: Transaction, mixup_id: int) -> None:
    """Remove a mix-up that nothing refers to any more; see `cut_loose`."""
    transaction.session.delete(transaction.session.get_one(MixupRow, mixup_id))
    transaction.flush()


def answer(transaction: Transaction, photo: int, mixup: int) -> Answer | None:
    """Return what was answered for a photo."""
    row = transaction.session.scalars(_answer(photo, mixup)).first()
    return Answer(row.id, row.photo_id, row.mixup_id, row.choice) if row else None


def answers(transaction: Transaction, *, mixup: int | None = None, photo: int | None = None) -> list[Answer]:
    """Return all answers, or those of one mix-up or photo."""
    wanted = select(AnswerRow).order_by(AnswerRow.id)
    if mixup is not None:
        wanted = wanted.where(AnswerRow.mixup_id == mixup)
    if photo is not None:
        wanted = wanted.where(AnswerRow.photo_id == photo)
    return [Answer(row.id, row.photo_id, row.mixup_id, row.choice) for row in transaction.session.scalars(wanted)]


def set_answer(transaction: Transaction, photo: int, mixup: int, choice: int | None) -> None:
    """Write an answer over an earlier one."""
    row = transaction.session.scalars(_answer(photo, mixup)).first()
    if row:
        row.choice, row.answered_at = choice, now()
    else:
        transaction.session.add(AnswerRow(photo_id=photo, mixup_id=mixup, choice=choice, answered_at=now()))
    transaction.flush()


def mixup(transaction: Transaction, mixup_id: int) -> Mixup:
    """Return one mix-up.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    found = next((each for each in mixups(transaction) if each.id == mixup_id), None)
    if found is None:
        raise NotFoundError(f"There is no mix-up {mixup_id}.", todo="See `miwake mixup list PROJECT`.")
    return found


def _answer(photo: int, mixup: int) -> Select[AnswerRow]:
    return select(AnswerRow).where(AnswerRow.photo_id == photo, AnswerRow.mixup_id == mixup)


def _mixup(row: MixupRow, counted: Counter[int | None], scenes: Counter[int | None], photos: int) -> Mixup:
    numbers = range(1, len(row.choices) + 1)
    return Mixup(
        id=row.id,
        name=row.name,
        choices=tuple(row.choices),
        per_month=row.per_month,
        costs=tuple(Cost(int(true), int(said), float(amount)) for true, said, amount in row.costs),
        critical=row.critical,
        counts=tuple(counted[number] for number in numbers),
        neither=counted[0],
        unsorted=photos - counted.total(),
        scenes=tuple(scenes[number] for number in numbers),
    )
