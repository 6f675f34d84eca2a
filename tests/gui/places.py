"""Go to a place of the window, as that place's own class."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from miwake_desktop.views.window import MainWindow

_Place = TypeVar("_Place", bound=QWidget)


def go_to(window: MainWindow, name: str, place: type[_Place]) -> _Place:
    """Show a place and return it."""
    window.show_place(name)
    shown = window._places[name]
    assert isinstance(shown, place)
    return shown
