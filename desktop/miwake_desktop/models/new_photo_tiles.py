"""Small pictures of photos that are not in the project: decoded off the thread when a cell wants them."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from miwake.services.new_photos import preview
from miwake.services.projects import Project
from miwake_desktop.models.least_recent import LeastRecent
from miwake_desktop.session import Session

EDGE = 56
MOST_KEPT = 600
MOST_ASKED = 3
MOST_WANTED = 60


class NewPhotoTiles(QObject):
    """The pictures that are held, and those that are on their way.

    Signals:
        arrived: Paths of photos whose picture is here now.
    """

    arrived = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None, *, edge: int = EDGE) -> None:
        super().__init__(parent)
        self._session = session
        self._edge = edge
        self._held: LeastRecent[str, QPixmap] = LeastRecent(MOST_KEPT)
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._asked: set[str] = set()
        # All cells that one paint event wants are asked for together.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._ask)

    def tile(self, path: str) -> QPixmap | None:
        """Return a photo's picture; None while it is on its way."""
        held = self._held.get(path)
        if held is None and path not in self._asked:
            self._wanted[path] = None
            self._wanted.move_to_end(path)
            while len(self._wanted) > MOST_WANTED:
                # Scrolled past long ago.
                self._wanted.popitem(last=False)
            if not self._soon.isActive():
                self._soon.start()
        return held

    def _ask(self) -> None:
        while self._wanted and len(self._asked) < MOST_ASKED:
            path, _ = self._wanted.popitem()
            self._asked.add(path)
            self._session.picture(partial(_decoded, path=path, edge=self._edge), partial(self._take, path))

    def _take(self, path: str, image: QImage) -> None:
        self._asked.discard(path)
        self._held.put(path, QPixmap.fromImage(image))
        self.arrived.emit([path])
        self._ask()


def _decoded(_project: Project, *, path: str, edge: int) -> QImage:
    """Decode on a picture thread; a photo that cannot be read becomes an empty picture."""
    found = preview(Path(path), edge=edge)
    if found is None:
        empty = QImage(edge, edge, QImage.Format.Format_ARGB32)
        empty.fill(Qt.GlobalColor.transparent)
        return empty
    # A copy: QImage does not hold on to the bytes that it is made of.
    return QImage(found.rgb, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888).copy()
