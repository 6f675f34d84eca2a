"""The window: PySide6 views over the core's services."""
