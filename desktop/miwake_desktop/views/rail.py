"""The rail at the left: one button a place, with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from miwake_desktop.icons import icon
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr
from miwake_desktop.views.places import PlaceEntry

WIDTH = 168
ICON = 22


class Rail(QFrame):
    """Chooses the place.

    Signals:
        chosen: The name of the place whose button was pressed.
    """

    chosen = Signal(str)

    def __init__(self, places: Sequence[PlaceEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE * 2, SPACE, SPACE)
        layout.setSpacing(2)
        self._project = QLabel()
        self._project.setProperty("role", "heading")
        self._project.setContentsMargins(SPACE, 0, 0, SPACE)
        layout.addWidget(self._project)
        for number, place in enumerate(places, start=1):
            if place.below and not places[number - 2].below:
                layout.addStretch(1)
            layout.addWidget(self._button(place, number))
        self.paint_icons()

    def call_project(self, name: str) -> None:
        """Show the project's name at the top."""
        width = WIDTH - 4 * SPACE
        self._project.setText(self._project.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        self._project.setToolTip(name)

    def show_chosen(self, name: str) -> None:
        """Mark the place that is in front."""
        self._buttons[name].setChecked(True)

    def paint_icons(self) -> None:
        """Draw the icons in the colours of the theme that is in use."""
        colours = theme()
        for name, button in self._buttons.items():
            button.setIcon(icon(name, colours.faint, chosen=colours.accent))

    def _button(self, place: PlaceEntry, number: int) -> QToolButton:
        button = QToolButton()
        button.setText(tr(place.title))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(ICON, ICON))
        button.setFixedSize(WIDTH - 2 * SPACE, 40)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(f"{tr(place.title)}  (Ctrl+{number})")
        # Not the button's own key: that would wait until the button has been seen to move.
        key = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        key.activated.connect(lambda: self.chosen.emit(place.name))
        button.setAccessibleName(tr(place.title))
        button.clicked.connect(lambda: self.chosen.emit(place.name))
        self._group.addButton(button)
        self._buttons[place.name] = button
        return button
