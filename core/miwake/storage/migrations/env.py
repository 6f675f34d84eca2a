"""How Alembic reaches the database that `migrate` names."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from miwake.storage.tables import Base

engine = create_engine(f"sqlite:///{context.config.attributes['path']}", poolclass=NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
