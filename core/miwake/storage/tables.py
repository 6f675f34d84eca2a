"""The project's database as typed mapped classes; private to `storage`.

Every value is stored as JSON could hold it (times as ISO 8601 text), so that the journal can keep
any row's image before and after an action.
"""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Common metadata; constraint names are fixed so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy reads it off the class
    id: Mapped[int] = mapped_column(primary_key=True)


class GroupRow(Base):
    """A scene; `key` is the name that a captions file gave it."""

    __tablename__ = "groups"
    split: Mapped[str | None]
    key: Mapped[str | None] = mapped_column(unique=True)


class GroupLinkRow(Base):
    """Two scenes that turned out to be one after both were split; they stay apart."""

    __tablename__ = "group_links"
    group_a: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    group_b: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    __table_args__ = (UniqueConstraint("group_a", "group_b"),)


class PhotoRow(Base):
    """An imported image."""

    __tablename__ = "photos"
    sha256: Mapped[str] = mapped_column(unique=True)
    path: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    camera: Mapped[str | None]
    phash: Mapped[str]
    pixels: Mapped[str]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    imported_at: Mapped[str]
    warnings: Mapped[list[Any]]


class MixupRow(Base):
    """Something that gets confused."""

    __tablename__ = "mixups"
    name: Mapped[str] = mapped_column(unique=True)
    choices: Mapped[list[Any]]
    per_month: Mapped[float | None]
    costs: Mapped[list[Any]]
    critical: Mapped[bool]
    created_at: Mapped[str]


class AnswerRow(Base):
    """What a person said of a photo when sorting: 1…n, 0 neither, NULL can't tell."""

    __tablename__ = "answers"
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"))
    mixup_id: Mapped[int] = mapped_column(ForeignKey("mixups.id"), index=True)
    choice: Mapped[int | None]
    answered_at: Mapped[str]
    __table_args__ = (UniqueConstraint("photo_id", "mixup_id"),)


class CaptionRow(Base):
    """A description that is true of a photo, unless an answer to the mix-up `set_aside_by` says otherwise."""

    __tablename__ = "captions"
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"))
    text: Mapped[str]
    normalised: Mapped[str]
    source: Mapped[str]
    mixup_id: Mapped[int | None] = mapped_column(ForeignKey("mixups.id"), index=True)
    choice: Mapped[int | None]
    created_at: Mapped[str]
    offers_nothing: Mapped[str | None]
    set_aside_by: Mapped[int | None] = mapped_column(ForeignKey("mixups.id"))
    __table_args__ = (UniqueConstraint("photo_id", "normalised"),)


class NegativeRow(Base):
    """A description that is false of a photo but almost true.

    Closeness, margin and doubt are measured (see `storage.difficulty`): each with the model that it is of.
    """

    __tablename__ = "negatives"
    caption_id: Mapped[int] = mapped_column(ForeignKey("captions.id"))
    text: Mapped[str]
    normalised: Mapped[str]
    kind: Mapped[str | None]
    operation: Mapped[str]
    edits: Mapped[list[Any]]
    source: Mapped[str]
    plausibility: Mapped[float]
    closeness: Mapped[float | None]
    closeness_encoder: Mapped[str | None]
    margin: Mapped[float | None]
    margin_model: Mapped[str | None]
    doubt: Mapped[str | None]
    suspect: Mapped[str | None]
    status: Mapped[str] = mapped_column(index=True)
    rejection: Mapped[str | None]
    decided: Mapped[str | None]
    decided_at: Mapped[str | None]
    decided_by: Mapped[str | None]
    mixup_id: Mapped[int | None] = mapped_column(ForeignKey("mixups.id"), index=True)
    choice: Mapped[int | None]
    created_at: Mapped[str]
    __table_args__ = (UniqueConstraint("caption_id", "normalised"),)


class PairRow(Base):
    """Two photos that people confuse; a is the one with the smaller identifier."""

    __tablename__ = "pairs"
    photo_a: Mapped[int] = mapped_column(ForeignKey("photos.id"))
    photo_b: Mapped[int] = mapped_column(ForeignKey("photos.id"))
    note: Mapped[str]
    created_at: Mapped[str]
    __table_args__ = (UniqueConstraint("photo_a", "photo_b"),)


class CounterfactualRow(Base):
    """A photo that is an edited copy of another; `captions` holds [copy's caption, what the original's said]."""

    __tablename__ = "counterfactuals"
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"), unique=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("photos.id"), index=True)
    operation: Mapped[str]
    parameters: Mapped[dict[str, Any]]
    captions: Mapped[list[Any]]
    made_by: Mapped[str]
    made_at: Mapped[str]
    accepted: Mapped[str | None]
    accepted_by: Mapped[str | None]


class ModelRow(Base):
    """A model made by a run of this project."""

    __tablename__ = "models"
    name: Mapped[str] = mapped_column(unique=True)
    parent: Mapped[str | None]
    run: Mapped[str | None]
    folder: Mapped[str]
    sha256: Mapped[str]
    created_at: Mapped[str]
    metrics: Mapped[dict[str, Any]]
    note: Mapped[str]


class RunRow(Base):
    """One retraining; `job` names its job folder."""

    __tablename__ = "runs"
    job: Mapped[str] = mapped_column(unique=True)
    recipe: Mapped[str]
    seed: Mapped[int]
    model_before: Mapped[str]
    model_after: Mapped[str | None]
    snapshot: Mapped[str]
    created_at: Mapped[str]
    ended_at: Mapped[str | None]
    verdict: Mapped[str | None]


class SettingRow(Base):
    """A setting of the project, such as which model is active."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[dict[str, Any]]


class JournalRow(Base):
    """One action: what it is called, who did it when, and whether it is undone.

    `state` is done, undone (may be redone) or dropped (undone, and then something else was done).
    """

    __tablename__ = "journal"
    action: Mapped[str]
    title: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
    state: Mapped[str]
    undoable: Mapped[bool]
    series: Mapped[str | None]
    __table_args__ = (Index("ix_journal_state_id", "state", "id"),)


class JournalChangeRow(Base):
    """One row that an action touched, as it was before and after; NULL where it did not exist."""

    __tablename__ = "journal_changes"
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal.id"), index=True)
    table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
