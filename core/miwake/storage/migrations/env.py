"""How Alembic reaches the database that `migrate` names."""

import sqlite3

from alembic import context
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import NullPool

from miwake.storage.tables import Base

engine = create_engine(URL.create("sqlite", database=str(context.config.attributes["path"])), poolclass=NullPool)


@event.listens_for(engine, "connect")
def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # sqlite3 would commit in the middle of a migration; one that is killed must leave what was there before.
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
