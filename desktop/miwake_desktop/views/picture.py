"""One large photo; zoomed with the wheel or keys, moved by dragging, and followed by other views of its kind."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from miwake.domain.errors import MiwakeError
from miwake_desktop.models.viewport import Viewport
from miwake_desktop.pictures import CLOSE_EDGE, Pictures, Shown
from miwake_desktop.style import MARGIN, theme
from miwake_desktop.texts import tr

WHEEL_STEP = 1.0015
LEAST = QSize(200, 160)


class PictureView(QWidget):
    """Shows a photo as large as there is room.

    Signals:
        looked: The `Viewport` that the person chose.
    """

    looked = Signal(object)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._photo: int | None = None
        self._shown: Shown | None = None
        self._close_up = False
        self._view = Viewport()
        self._dragged_from: QPointF | None = None
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Photo"))

    @property
    def photo(self) -> int | None:
        """Which photo is shown or on its way."""
        return self._photo

    @property
    def is_loaded(self) -> bool:
        """Whether the photo, or why there is none, is on the screen."""
        return self._shown is not None

    def show_photo(self, photo: int | None) -> None:
        """Show another photo; nothing until it is decoded, so that nobody answers for the one before."""
        if photo == self._photo and self._shown is not None:
            return
        self._photo, self._shown = photo, None
        self._close_up = False
        self.update()
        if photo is not None:
            self._pictures.want(photo, lambda shown: self._take(photo, shown))

    def look_at(self, view: Viewport) -> None:
        """Show this part, without telling anyone."""
        self._view = view
        if view.zoom > 1 and not self._close_up and self._photo is not None:
            self._close_up = True
            photo = self._photo
            self._pictures.want(photo, lambda shown: self._take(photo, shown), edge=CLOSE_EDGE)
        self.update()

    def _take(self, photo: int, shown: Shown) -> None:
        if photo == self._photo:
            self._shown = shown
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole view is one picture
        """Paint the part that is looked at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme()
        painter.fillRect(self.rect(), QColor(colours.backdrop))
        if isinstance(self._shown, QPixmap):
            target = self._target(self._shown)
            painter.setClipRect(self.rect())
            painter.drawPixmap(target, self._shown, QRectF(self._shown.rect()))
        elif isinstance(self._shown, MiwakeError):
            painter.setPen(QColor(colours.text))
            words = f"{self._shown.what}\n{self._shown.todo}"
            inside = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.end()

    def _target(self, pixmap: QPixmap) -> QRectF:
        """Where the whole photo would lie, in pixels of this widget."""
        fit = min(self.width() / pixmap.width(), self.height() / pixmap.height())
        width, height = pixmap.width() * fit * self._view.zoom, pixmap.height() * fit * self._view.zoom
        return QRectF(self.width() / 2 - width * self._view.x, self.height() / 2 - height * self._view.y, width, height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, the point under the pointer stays."""
        self.zoom_by(WHEEL_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def zoom_by(self, factor: float, point: QPointF | None = None) -> None:
        """Zoom about a point of this widget, about its middle if there is none."""
        if not isinstance(self._shown, QPixmap):
            return
        target = self._target(self._shown)
        centre = point or QPointF(self.width() / 2, self.height() / 2)
        at_x = (centre.x() - target.x()) / target.width()
        at_y = (centre.y() - target.y()) / target.height()
        self._look(self._view.zoomed(factor, at_x=at_x, at_y=at_y))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
        if event.button() == Qt.MouseButton.LeftButton and self._view.zoom > 1:
            self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the photo with the pointer."""
        if self._dragged_from is None or not isinstance(self._shown, QPixmap):
            return
        target = self._target(self._shown)
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        self._look(self._view.moved(-moved.x() / target.width(), -moved.y() / target.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Let go of the photo."""
        self._dragged_from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Show the whole photo again."""
        self._look(Viewport())

    def _look(self, view: Viewport) -> None:
        self.look_at(view)
        self.looked.emit(view)
