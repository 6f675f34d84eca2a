"""What SQLite itself says of the database."""

from sqlalchemy import text

from miwake.storage.database import Transaction


def database_problems(transaction: Transaction) -> list[str]:
    """Return broken pages and rows that refer to rows that are gone, in words; empty if all is well."""
    session = transaction.session
    problems = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    for table, row_id, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        problems.append(f"row {row_id} of {table} refers to a row of {parent} that is gone")
    return problems
