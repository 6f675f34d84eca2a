"""The window: PySide6 views over the core's services."""

from miwake_desktop.singletons import hold_singletons

# Before anything of Qt is called, by whatever door the package is entered.
hold_singletons()
