"""Miwake's headless core: everything that the window can do, without the window."""

__version__ = "0.1.0"
