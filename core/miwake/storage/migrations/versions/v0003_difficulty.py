"""Room for what difficulty was measured with, and for descriptions that an answer contradicts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a database of the version before to this one."""
    op.add_column("negatives", sa.Column("closeness_encoder", sa.String(), nullable=True))
    op.add_column("negatives", sa.Column("doubt", sa.String(), nullable=True))
    # SQLite adds a reference only together with its column, which Alembic does not write.
    op.execute(
        "ALTER TABLE captions ADD COLUMN set_aside_by INTEGER "
        "CONSTRAINT fk_captions_set_aside_by REFERENCES mixups (id)"
    )
