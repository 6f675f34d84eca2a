"""Two photos side by side, zoomed and moved as one; Space flicks between them in one place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from miwake_desktop.models.viewport import Viewport
from miwake_desktop.pictures import Pictures
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.picture import PictureView

ZOOM_STEP = 1.25


class PairViewer(QWidget):
    """Shows two photos.

    Signals:
        flicked: The side that is seen alone, 0 or 1; -1 for both.
    """

    flicked = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides = (PictureView(pictures), PictureView(pictures))
        self._alone = -1
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for name, side in zip((tr("Left photo"), tr("Right photo")), self.sides, strict=True):
            side.setAccessibleName(name)
            side.looked.connect(self._look)
            layout.addWidget(side, 1)

    @property
    def alone(self) -> int:
        """The side that is seen alone, -1 for both."""
        return self._alone

    def show_photos(self, left: int | None, right: int | None) -> None:
        """Show two photos, whole."""
        if (left, right) != (self.sides[0].photo, self.sides[1].photo):
            self._look(Viewport())
        self.sides[0].show_photo(left)
        self.sides[1].show_photo(right)

    def flick(self) -> None:
        """Show one photo in the place of the other."""
        self._show_alone(1 if self._alone == 0 else 0)

    def side_by_side(self) -> None:
        """Show both again."""
        self._show_alone(-1)

    def zoom_in(self) -> None:
        """Look closer at both."""
        self.sides[max(self._alone, 0)].zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Look from further away at both."""
        self.sides[max(self._alone, 0)].zoom_by(1 / ZOOM_STEP)

    def _show_alone(self, side: int) -> None:
        self._alone = side
        for number, view in enumerate(self.sides):
            view.setVisible(side in (-1, number))
        self.flicked.emit(side)

    def _look(self, view: Viewport) -> None:
        for side in self.sides:
            side.look_at(view)
