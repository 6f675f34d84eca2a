"""A project's settings, such as which model is active."""

from typing import Any

from sqlalchemy import select

from miwake.storage.database import Transaction
from miwake.storage.tables import SettingRow

ACTIVE_MODEL = "active_model"


def setting(transaction: Transaction, key: str, default: Any = None) -> Any:
    """Return a setting's value, or `default` where it was never set."""
    row = transaction.session.scalars(select(SettingRow).where(SettingRow.key == key)).first()
    return row.value["is"] if row else default


def set_setting(transaction: Transaction, key: str, value: Any) -> None:
    """Write a setting; `value` is anything that JSON can hold."""
    row = transaction.session.scalars(select(SettingRow).where(SettingRow.key == key)).first()
    if row:
        row.value = {"is": value}
    else:
        transaction.session.add(SettingRow(key=key, value={"is": value}))
    transaction.flush()
