"""Thumbnails for what is on the screen: asked for in small batches, the newest wish first, decoded off the thread."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from miwake.domain.errors import MiwakeError
from miwake.services.pictures import tiles
from miwake.services.projects import Project
from miwake_desktop.jpegs import read_jpeg
from miwake_desktop.models.least_recent import LeastRecent
from miwake_desktop.session import Session

EDGE = 150
MOST_KEPT = 1000
BATCH = 12
MOST_ASKED = 3
MOST_WANTED = 160


@dataclass(frozen=True, slots=True)
class ShownTile:
    """One tile of the grid; `pixmap` is None where there is no picture to show."""

    name: str
    pixmap: QPixmap | None
    described: bool
    warned: bool
    made: bool = False


@dataclass(frozen=True, slots=True)
class _Decoded:
    id: int
    name: str
    image: QImage | None
    described: bool
    warned: bool
    made: bool


class Tiles(QObject):
    """The tiles that are held, and those that are on their way.

    Signals:
        arrived: Identifiers of photos whose tile is here now.
    """

    arrived = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._session = session
        self._edge = round(EDGE * scale)
        self._scale = scale
        self._held: LeastRecent[int, ShownTile] = LeastRecent(MOST_KEPT)
        self._stale: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._batches = 0
        # All cells that one paint event wants are asked for together.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._ask)

    def tile(self, photo: int) -> ShownTile | None:
        """Return a photo's tile; None while it is on its way."""
        held = self._held.get(photo)
        if (held is None or photo in self._stale) and photo not in self._asked:
            self._wanted[photo] = None
            self._wanted.move_to_end(photo)
            while len(self._wanted) > MOST_WANTED:
                # Scrolled past long ago.
                self._wanted.popitem(last=False)
            if not self._soon.isActive():
                self._soon.start()
        return held

    def renew(self, photos: Sequence[int] | None = None) -> None:
        """Read some tiles anew, or all, when they are next wanted; the old ones are shown until then."""
        self._stale.update(self._held.keys() if photos is None else photos)

    def _ask(self) -> None:
        while self._wanted and self._batches < MOST_ASKED:
            batch = [self._wanted.popitem()[0] for _ in range(min(BATCH, len(self._wanted)))]
            self._asked.update(batch)
            self._stale.difference_update(batch)
            self._batches += 1
            self._session.picture(partial(_decoded, batch=batch, edge=self._edge), self._take)

    def _take(self, found: tuple[list[int], list[_Decoded]]) -> None:
        batch, decoded = found
        self._batches -= 1
        self._asked.difference_update(batch)
        for each in decoded:
            pixmap = self._pixmap(each.image)
            self._held.put(each.id, ShownTile(each.name, pixmap, each.described, each.warned, each.made))
        self.arrived.emit([each.id for each in decoded])
        self._ask()

    def _pixmap(self, image: QImage | None) -> QPixmap | None:
        if image is None or image.isNull():
            return None
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self._scale)
        return pixmap


def _decoded(project: Project, *, batch: list[int], edge: int) -> tuple[list[int], list[_Decoded]]:
    """Read and decode tiles on a picture thread."""
    found: list[_Decoded] = []
    try:
        read = tiles(project, batch)
    except MiwakeError:
        # The project is being closed; whatever else is wrong with it is said by what the person asks for next.
        return batch, found
    for tile in read:
        image = None
        if tile.jpeg:
            whole = read_jpeg(tile.jpeg)
            image = whole.scaled(
                edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        found.append(_Decoded(tile.id, tile.name, image, tile.described, tile.warned, tile.made))
    return batch, found
