"""Thumbnails by the SHA-256 of their photo: read and decoded off the thread when they are wanted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QPixmap

from miwake.domain.errors import MiwakeError
from miwake.services.photos import thumbnail
from miwake.services.projects import Project
from miwake_desktop.jpegs import read_jpeg
from miwake_desktop.models.least_recent import LeastRecent
from miwake_desktop.session import Session

MOST_KEPT = 400


class HashTiles(QObject):
    """The thumbnails that are held.

    Args:
        session: Where they come from.
        width: Their width in pixels of the screen; the height is three quarters of it, the edges are cut.
        parent: The owner.
    """

    def __init__(self, session: Session, width: int, parent: QObject | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._session = session
        self._size = (round(width * scale), round(width * scale * 3 / 4))
        self._scale = scale
        self._held: LeastRecent[str, QPixmap] = LeastRecent(MOST_KEPT)

    def want(self, sha256: str, done: Callable[[QPixmap], None]) -> None:
        """Give `done` the thumbnail; an empty one where there is none."""
        held = self._held.get(sha256)
        if held is not None:
            done(held)
            return
        self._session.picture(partial(_decoded, sha256=sha256, size=self._size), partial(self._take, sha256, done))

    def _take(self, sha256: str, done: Callable[[QPixmap], None], image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self._scale)
        self._held.put(sha256, pixmap)
        done(pixmap)


def _decoded(project: Project, *, sha256: str, size: tuple[int, int]) -> QImage:
    """Decode a thumbnail on a picture thread, filling the size, its middle kept."""
    try:
        jpeg = thumbnail(project, sha256)
    except MiwakeError:
        jpeg = None
    image = read_jpeg(jpeg) if jpeg else QImage()
    if image.isNull():
        return image
    width, height = size
    filled = image.scaled(
        width, height, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    return filled.copy((filled.width() - width) // 2, (filled.height() - height) // 2, width, height)
