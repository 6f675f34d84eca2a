"""Rows that say how edited copies were made, as domain objects."""

from sqlalchemy import Select, select

from miwake.domain.counterfactuals import Counterfactual, PhotoEdit
from miwake.storage.database import Transaction, now
from miwake.storage.tables import CounterfactualRow


def add_counterfactual(transaction: Transaction, photo: int, made: Counterfactual) -> None:
    """Note that a photo is an edited copy, and how it was made; `made_at` is the present."""
    transaction.session.add(
        CounterfactualRow(
            photo_id=photo,
            parent_id=made.parent,
            operation=made.operation,
            parameters=dict(made.parameters),
            captions=[[caption, was] for caption, was in made.sources.items()],
            made_by=made.made_by,
            made_at=now(),
            accepted=made.accepted,
            accepted_by=made.accepted_by,
        )
    )
    transaction.flush()


def copies_of(transaction: Transaction, photo: int) -> list[int]:
    """Return the edited copies of a photo."""
    wanted = select(CounterfactualRow.photo_id).where(CounterfactualRow.parent_id == photo)
    return list(transaction.session.scalars(wanted.order_by(CounterfactualRow.photo_id)))


def edited_copies() -> Select[int]:
    """Return the subquery of all photos that are edited copies."""
    return select(CounterfactualRow.photo_id)


def counterfactual(row: CounterfactualRow | None) -> Counterfactual | None:
    """Return what a row says, if there is one."""
    if row is None:
        return None
    return Counterfactual(
        parent=row.parent_id,
        operation=PhotoEdit(row.operation),
        parameters=dict(row.parameters),
        made_by=row.made_by,
        made_at=row.made_at,
        accepted=row.accepted,
        accepted_by=row.accepted_by,
        sources={int(caption): str(was) for caption, was in row.captions},
    )
