"""The chosen new photo, large, with all that was answered of it."""

from pathlib import PurePath

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from miwake.domain.telling import NOT_SURE, Telling
from miwake_desktop.models.new_photo_tiles import NewPhotoTiles
from miwake_desktop.models.told_rows import answer_words
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import clear, text

EDGE = 900
WIDTH = 340


class LargeNewPhoto(QWidget):
    """Shows one photo as large as there is room."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = NewPhotoTiles(session, self, edge=EDGE)
        self._tiles.arrived.connect(lambda _paths: self.update())
        self._path = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(200)
        self.setAccessibleName(tr("Photo"))

    def show_photo(self, path: str) -> None:
        """Show another photo; the surface stays empty until it is decoded."""
        self._path = path
        self.setAccessibleDescription(path)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole view is one picture
        """Paint the photo, its edges never cut."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme().backdrop))
        pixmap = self._tiles.tile(self._path) if self._path else None
        if pixmap is not None and not pixmap.isNull():
            fit = min(self.width() / pixmap.width(), self.height() / pixmap.height())
            width, height = pixmap.width() * fit, pixmap.height() * fit
            target = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.end()


class AnswerPreview(QFrame):
    """A photo and its answers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(WIDTH)
        self.photo = LargeNewPhoto(session)
        self._name = text(role="heading", select=True)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self.photo, 1)
        layout.addWidget(self._name)
        layout.addLayout(self._answers)

    def show_answers(self, path: str, telling: Telling) -> None:
        """Show a photo with all its answers."""
        self.photo.show_photo(path)
        name = PurePath(path).name
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, WIDTH - 4 * SPACE))
        self._name.setToolTip(path)
        clear(self._answers)
        for told in (each for each in telling.answers if each.path == path):
            unproven, unsure = telling.unproven(told), told.answer == NOT_SURE
            closest = f" ({tr('closest:')} {told.closest})" if unsure else ""
            words = f"{told.mixup}: {answer_words(told, unproven=unproven)}{closest}"
            self._answers.addWidget(text(words, "warning" if unsure or unproven else "", wrap=True))
