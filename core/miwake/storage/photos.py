"""Rows of photos and their groups (scenes), as domain objects."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, or_, select

from miwake.domain.errors import NotFoundError
from miwake.domain.photos import NewPhoto, Photo
from miwake.domain.terms import Split
from miwake.storage.captions import said
from miwake.storage.counterfactuals import copies_of, counterfactual, edited_copies
from miwake.storage.database import Transaction, now
from miwake.storage.tables import (
    AnswerRow,
    CaptionRow,
    CounterfactualRow,
    GroupLinkRow,
    GroupRow,
    NegativeRow,
    PairRow,
    PhotoRow,
)


def add_photo(transaction: Transaction, new: NewPhoto, *, group: int) -> int:
    """Add a photo to a group; return its identifier."""
    row = PhotoRow(
        sha256=new.sha256,
        path=_stored(transaction, new.path),
        name=new.name,
        bytes=new.bytes,
        width=new.width,
        height=new.height,
        taken_at=new.taken_at,
        latitude=new.latitude,
        longitude=new.longitude,
        camera=new.camera,
        phash=new.phash,
        pixels=new.pixels,
        group_id=group,
        imported_at=now(),
        warnings=list(new.warnings),
    )
    return transaction.add(row)


def add_group(transaction: Transaction, *, key: str | None = None) -> int:
    """Add an empty scene; `key` is the name that a captions file gave it. Return its identifier."""
    row = GroupRow(key=key, split=None)
    return transaction.add(row)


def group_of_key(transaction: Transaction, key: str) -> int | None:
    """Return the scene that a captions file named so."""
    return transaction.session.scalar(select(GroupRow.id).where(GroupRow.key == key))


def group_keys(transaction: Transaction) -> dict[int, str]:
    """Return the names that captions files gave to scenes."""
    rows = transaction.session.execute(select(GroupRow.id, GroupRow.key).where(GroupRow.key.is_not(None)))
    return {group: key for group, key in rows if key}


def link_groups(transaction: Transaction, group_a: int, group_b: int) -> None:
    """Remember that two scenes are in fact one; they keep their splits."""
    first, second = sorted((group_a, group_b))
    known = select(GroupLinkRow.id).where(GroupLinkRow.group_a == first, GroupLinkRow.group_b == second)
    if first != second and transaction.session.scalar(known) is None:
        transaction.session.add(GroupLinkRow(group_a=first, group_b=second))


def group_links(transaction: Transaction) -> list[tuple[int, int]]:
    """Return the linked scenes."""
    rows = transaction.session.execute(select(GroupLinkRow.group_a, GroupLinkRow.group_b))
    return [(first, second) for first, second in rows]


def splits(transaction: Transaction) -> dict[int, Split | None]:
    """Return the split of every scene."""
    rows = transaction.session.execute(select(GroupRow.id, GroupRow.split))
    return {group: Split(split) if split else None for group, split in rows}


def splits_of(transaction: Transaction, groups: Collection[int]) -> dict[int, Split | None]:
    """Return the split of some scenes; their rows are then at hand for `set_split`."""
    rows = transaction.session.scalars(select(GroupRow).where(GroupRow.id.in_(groups)))
    return {row.id: Split(row.split) if row.split else None for row in rows}


def split_counts(transaction: Transaction, *, mixup: int | None = None, choice: int | None = None) -> Counter[Split]:
    """Return how many scenes each split has: all, or those with a photo sorted to a choice of a mix-up."""
    wanted = select(GroupRow.split, func.count(GroupRow.id.distinct())).where(GroupRow.split.is_not(None))
    if mixup is not None:
        sorted_so = select(PhotoRow.group_id).join(AnswerRow, AnswerRow.photo_id == PhotoRow.id)
        sorted_so = sorted_so.where(AnswerRow.mixup_id == mixup, AnswerRow.choice == choice)
        wanted = wanted.where(GroupRow.id.in_(sorted_so))
    rows = transaction.session.execute(wanted.group_by(GroupRow.split))
    return Counter({Split(split): count for split, count in rows if split})


def split_of(transaction: Transaction, group: int) -> Split | None:
    """Return the split of one scene."""
    split = transaction.session.get_one(GroupRow, group).split
    return Split(split) if split else None


def set_split(transaction: Transaction, group: int, split: Split) -> None:
    """Give a scene its split; it sticks.

    Raises:
        ValueError: The scene has another one already.
    """
    row = transaction.session.get_one(GroupRow, group)
    if row.split not in (None, split):
        raise ValueError(f"scene {group} is in {row.split} already")
    row.split = split


def set_path(transaction: Transaction, photo: int, path: Path) -> None:
    """Note where a photo's bytes lie now."""
    transaction.session.get_one(PhotoRow, photo).path = _stored(transaction, path)


def move_to_group(transaction: Transaction, photo: int, group: int) -> None:
    """Put a photo into another scene, and its edited copies with it."""
    for each in (photo, *copies_of(transaction, photo)):
        transaction.session.get_one(PhotoRow, each).group_id = group


def photos(transaction: Transaction, *, ids: Iterable[int] | None = None) -> list[Photo]:
    """Return all photos, or those of `ids`, in the order in which they were imported."""
    wanted = _select().order_by(PhotoRow.id)
    if ids is not None:
        wanted = wanted.where(PhotoRow.id.in_(list(ids)))
    return [_photo(transaction, *found) for found in transaction.session.execute(wanted)]


def photo_ids(transaction: Transaction, *, search: str = "", mixup: int | None = None) -> list[int]:
    """Return photos by import order; `search` looks into names and descriptions, `mixup` keeps those to be sorted.

    Edited copies are not sorted: what is true of them follows from the edit.
    """
    wanted = select(PhotoRow.id).order_by(PhotoRow.id)
    if search:
        described = said().where(CaptionRow.text.icontains(search, autoescape=True))
        wanted = wanted.where(or_(PhotoRow.name.icontains(search, autoescape=True), PhotoRow.id.in_(described)))
    if mixup is not None:
        wanted = wanted.where(PhotoRow.id.not_in(select(AnswerRow.photo_id).where(AnswerRow.mixup_id == mixup)))
        wanted = wanted.where(PhotoRow.id.not_in(edited_copies()))
    return list(transaction.session.scalars(wanted))


def photo(transaction: Transaction, photo_id: int) -> Photo:
    """Return one photo.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    found = transaction.session.execute(_select().where(PhotoRow.id == photo_id)).first()
    if found is None:
        raise NotFoundError(f"There is no photo {photo_id}.", todo="See `miwake list PROJECT photos`.")
    return _photo(transaction, *found)


def known_sha256(transaction: Transaction) -> dict[str, int]:
    """Return the identifier of every photo by the hash of its bytes."""
    rows = transaction.session.execute(select(PhotoRow.sha256, PhotoRow.id))
    return {row.sha256: row.id for row in rows}


def sizes(transaction: Transaction) -> dict[int, int]:
    """Return how many bytes each photo's file has."""
    rows = transaction.session.execute(select(PhotoRow.id, PhotoRow.bytes))
    return {row.id: row.bytes for row in rows}


def count_photos(transaction: Transaction) -> int:
    """Return how many photos there are."""
    return transaction.session.scalar(select(func.count(PhotoRow.id))) or 0


def remove_photo(transaction: Transaction, photo_id: int) -> None:
    """Remove a photo with its descriptions, answers, pairs and edited copies; files are not touched."""
    session = transaction.session
    for copy in copies_of(transaction, photo_id):
        remove_photo(transaction, copy)
    captions = select(CaptionRow.id).where(CaptionRow.photo_id == photo_id)
    doomed: Sequence[Select[Any]] = (
        select(NegativeRow).where(NegativeRow.caption_id.in_(captions)),
        select(CaptionRow).where(CaptionRow.photo_id == photo_id),
        select(AnswerRow).where(AnswerRow.photo_id == photo_id),
        select(PairRow).where(or_(PairRow.photo_a == photo_id, PairRow.photo_b == photo_id)),
        select(CounterfactualRow).where(CounterfactualRow.photo_id == photo_id),
        select(PhotoRow).where(PhotoRow.id == photo_id),
    )
    for rows in doomed:
        for row in session.scalars(rows).all():
            session.delete(row)
        session.flush()


def _select() -> Select[PhotoRow, str | None, CounterfactualRow | None]:
    return (
        select(PhotoRow, GroupRow.split, CounterfactualRow)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .outerjoin(CounterfactualRow, CounterfactualRow.photo_id == PhotoRow.id)
    )


def _stored(transaction: Transaction, path: Path) -> str:
    """Return the path as the database keeps it: relative where it lies in the project, which may be moved."""
    return path.relative_to(transaction.root).as_posix() if path.is_relative_to(transaction.root) else str(path)


def _photo(transaction: Transaction, row: PhotoRow, split: str | None, made: CounterfactualRow | None) -> Photo:
    return Photo(
        id=row.id,
        sha256=row.sha256,
        path=transaction.root / row.path,
        name=row.name,
        width=row.width,
        height=row.height,
        group=row.group_id,
        split=Split(split) if split else None,
        taken_at=row.taken_at,
        latitude=row.latitude,
        longitude=row.longitude,
        camera=row.camera,
        phash=row.phash,
        pixels=row.pixels,
        imported_at=row.imported_at,
        warnings=tuple(row.warnings),
        made=counterfactual(made),
    )
