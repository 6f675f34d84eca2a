"""The first version of a project's database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a database of the version before to this one."""
    _what_it_knows_of_itself()
    _photos()
    _descriptions()


def _what_it_knows_of_itself() -> None:
    op.create_table(
        "groups",
        sa.Column("split", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("key", name=op.f("uq_groups_key")),
    )
    op.create_table(
        "journal",
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_state_id", "journal", ["state", "id"], unique=False)
    op.create_table(
        "mixups",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("per_month", sa.Double(), nullable=True),
        sa.Column("costs", sa.JSON(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mixups")),
        sa.UniqueConstraint("name", name=op.f("uq_mixups_name")),
    )
    op.create_table(
        "models",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("run", sa.String(), nullable=True),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
        sa.UniqueConstraint("name", name=op.f("uq_models_name")),
    )
    op.create_table(
        "runs",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("recipe", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("model_before", sa.String(), nullable=False),
        sa.Column("model_after", sa.String(), nullable=True),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("job", name=op.f("uq_runs_job")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("key", name=op.f("uq_settings_key")),
    )


def _photos() -> None:
    op.create_table(
        "group_links",
        sa.Column("group_a", sa.Integer(), nullable=False),
        sa.Column("group_b", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_a"], ["groups.id"], name=op.f("fk_group_links_group_a")),
        sa.ForeignKeyConstraint(["group_b"], ["groups.id"], name=op.f("fk_group_links_group_b")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_links")),
        sa.UniqueConstraint("group_a", "group_b", name=op.f("uq_group_links_group_a_group_b")),
    )
    op.create_table(
        "journal_changes",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["journal.id"], name=op.f("fk_journal_changes_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_changes")),
    )
    op.create_index(op.f("ix_journal_changes_entry_id"), "journal_changes", ["entry_id"], unique=False)
    op.create_table(
        "photos",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("camera", sa.String(), nullable=True),
        sa.Column("phash", sa.String(), nullable=False),
        sa.Column("pixels", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.String(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_photos_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("sha256", name=op.f("uq_photos_sha256")),
    )
    op.create_index(op.f("ix_photos_group_id"), "photos", ["group_id"], unique=False)
    op.create_index(op.f("ix_photos_name"), "photos", ["name"], unique=False)
    op.create_table(
        "answers",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("mixup_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mixup_id"], ["mixups.id"], name=op.f("fk_answers_mixup_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name=op.f("fk_answers_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("photo_id", "mixup_id", name=op.f("uq_answers_photo_id_mixup_id")),
    )
    op.create_index(op.f("ix_answers_mixup_id"), "answers", ["mixup_id"], unique=False)
    op.create_table(
        "pairs",
        sa.Column("photo_a", sa.Integer(), nullable=False),
        sa.Column("photo_b", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["photo_a"], ["photos.id"], name=op.f("fk_pairs_photo_a")),
        sa.ForeignKeyConstraint(["photo_b"], ["photos.id"], name=op.f("fk_pairs_photo_b")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
        sa.UniqueConstraint("photo_a", "photo_b", name=op.f("uq_pairs_photo_a_photo_b")),
    )


def _descriptions() -> None:
    op.create_table(
        "captions",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("normalised", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("mixup_id", sa.Integer(), nullable=True),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("offers_nothing", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mixup_id"], ["mixups.id"], name=op.f("fk_captions_mixup_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name=op.f("fk_captions_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captions")),
        sa.UniqueConstraint("photo_id", "normalised", name=op.f("uq_captions_photo_id_normalised")),
    )
    op.create_index(op.f("ix_captions_mixup_id"), "captions", ["mixup_id"], unique=False)
    op.create_table(
        "negatives",
        sa.Column("caption_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("normalised", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("plausibility", sa.Double(), nullable=False),
        sa.Column("closeness", sa.Double(), nullable=True),
        sa.Column("margin", sa.Double(), nullable=True),
        sa.Column("margin_model", sa.String(), nullable=True),
        sa.Column("suspect", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rejection", sa.String(), nullable=True),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("mixup_id", sa.Integer(), nullable=True),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["caption_id"], ["captions.id"], name=op.f("fk_negatives_caption_id")),
        sa.ForeignKeyConstraint(["mixup_id"], ["mixups.id"], name=op.f("fk_negatives_mixup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negatives")),
        sa.UniqueConstraint("caption_id", "normalised", name=op.f("uq_negatives_caption_id_normalised")),
    )
    op.create_index(op.f("ix_negatives_mixup_id"), "negatives", ["mixup_id"], unique=False)
    op.create_index(op.f("ix_negatives_status"), "negatives", ["status"], unique=False)
