"""What was measured of negatives: written beside the journal, read only where it may be known.

A margin counts while the model that it is of is the active one, and in training scenes alone: which cases are tested,
and in which order they are reviewed, must not depend on any model. No row of another scene ever gets one.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select, update

from miwake.domain.difficulty import Difficulty, Unmeasured
from miwake.domain.models import BUILTIN
from miwake.domain.snapshots import SnapshotPhoto
from miwake.domain.terms import Split, Status
from miwake.storage.database import Transaction
from miwake.storage.settings import ACTIVE_MODEL
from miwake.storage.tables import CaptionRow, GroupRow, NegativeRow, PhotoRow, SettingRow


def known_margin() -> ColumnElement[float | None]:
    """Return the margin of a select that joins negative and group, NULL where it is not known."""
    return case((_margin_counts(), NegativeRow.margin))


def suspicion() -> ColumnElement[str | None]:
    """Return why a negative may be true: what its text says, else, while nobody has decided, what the margin says."""
    doubted = case((and_(_margin_counts(), NegativeRow.decided.is_(None)), NegativeRow.doubt))
    return func.coalesce(NegativeRow.suspect, doubted)


def unmeasured(transaction: Transaction, *, encoder: str | None = None) -> list[Unmeasured]:
    """Return the negatives of which something is to be measured, equal texts together.

    Args:
        transaction: An open read.
        encoder: Hash of the fixed encoder; closeness under another one is to be measured again. None takes any.
    """
    no_closeness = NegativeRow.closeness_encoder.is_distinct_from(encoder)
    if encoder is None:
        no_closeness = NegativeRow.closeness_encoder.is_(None)
    no_margin = and_(_in_training(), NegativeRow.margin_model.is_distinct_from(_active_model()))
    wanted = (
        select(
            *(NegativeRow.id, CaptionRow.text, NegativeRow.text, no_closeness, no_margin),
            *(PhotoRow.sha256, PhotoRow.path, GroupRow.id),
        )
        .join(CaptionRow, CaptionRow.id == NegativeRow.caption_id)
        .join(PhotoRow, PhotoRow.id == CaptionRow.photo_id)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .where(NegativeRow.status != Status.STALE, CaptionRow.set_aside_by.is_(None), or_(no_closeness, no_margin))
        .order_by(CaptionRow.normalised, NegativeRow.normalised)
    )
    found = []
    for id_, caption, text, closeness, margin, sha256, path, group in transaction.session.execute(wanted):
        shown = SnapshotPhoto(sha256, str(transaction.root / path), group, Split.TRAIN) if margin else None
        found.append(Unmeasured(id_, caption, text, bool(closeness), shown))
    return found


def write_difficulty(transaction: Transaction, measured: Iterable[Difficulty], *, encoder: str, model: str) -> None:
    """Write what was measured, without a word in the journal: it is no decision, and can be measured again.

    A negative that was reworded or set aside since is passed over; so is a margin outside training scenes, or of a
    model that is no longer the active one.

    Args:
        transaction: An open action.
        measured: What to write.
        encoder: Hash of the encoder that the closeness is of.
        model: Name of the model that the margins are of.
    """
    close: list[dict[str, Any]] = []
    margins: list[dict[str, Any]] = []
    for each in measured:
        row = {"of": each.negative, "said": each.text}
        if each.closeness is not None:
            close.append({**row, "found": each.closeness, "by": encoder})
        if each.margin is not None:
            margins.append({**row, "found": each.margin, "by": model, "why": each.doubt})
    rows = update(NegativeRow).where(
        NegativeRow.id == bindparam("of"), NegativeRow.text == bindparam("said"), NegativeRow.status != Status.STALE
    )
    # By the connection: a session would look for what it holds of each row.
    execute = transaction.session.connection().execute
    if close:
        new: dict[str, Any] = {"closeness": bindparam("found"), "closeness_encoder": bindparam("by")}
        execute(rows.values(**new), close)
    if margins:
        new = {"margin": bindparam("found"), "margin_model": bindparam("by"), "doubt": bindparam("why")}
        execute(rows.where(_is_of_training(), _active_model() == bindparam("by")).values(**new), margins)


def _margin_counts() -> ColumnElement[bool]:
    return and_(_in_training(), NegativeRow.margin_model == _active_model())


def _in_training() -> ColumnElement[bool]:
    return func.coalesce(GroupRow.split, "") == Split.TRAIN


def _active_model() -> ColumnElement[str]:
    named = select(SettingRow.value["is"].as_string()).where(SettingRow.key == ACTIVE_MODEL).scalar_subquery()
    return func.coalesce(named, BUILTIN)


def _is_of_training() -> ColumnElement[bool]:
    return exists(
        select(CaptionRow.id)
        .join(PhotoRow, PhotoRow.id == CaptionRow.photo_id)
        .join(GroupRow, GroupRow.id == PhotoRow.group_id)
        .where(CaptionRow.id == NegativeRow.caption_id, GroupRow.split == Split.TRAIN)
    )
