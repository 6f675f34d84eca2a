"""Large photos: decoded off the window's thread, the last ones and the next ones held ready."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from miwake.domain.errors import MiwakeError
from miwake.services.pictures import picture
from miwake.services.projects import Project
from miwake_desktop.models.least_recent import LeastRecent
from miwake_desktop.session import Session

EDGE = 1600
CLOSE_EDGE = 4096
MOST_KEPT = 12
Shown = QPixmap | MiwakeError


class Pictures(QObject):
    """Photos at the size of a screen, by identifier and longest edge in pixels."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held: LeastRecent[tuple[int, int], Shown] = LeastRecent(MOST_KEPT)
        self._waiting: dict[tuple[int, int], list[Callable[[Shown], None]]] = {}

    def want(self, photo: int, done: Callable[[Shown], None], *, edge: int = EDGE) -> None:
        """Give `done` the picture, or the error that says why there is none; at once if it is held ready."""
        key = (photo, edge)
        held = self._held.get(key)
        if held is not None:
            done(held)
        elif key in self._waiting:
            self._waiting[key].append(done)
        else:
            self._waiting[key] = [done]
            self._session.picture(lambda project: _decoded(project, photo, edge), lambda found: self._take(key, found))

    def prefetch(self, photos: Iterable[int]) -> None:
        """Have photos ready that will be wanted next."""
        for photo in photos:
            self.want(photo, lambda _shown: None)

    def forget(self) -> None:
        """Decode everything anew when it is next wanted."""
        self._held.clear()

    def _take(self, key: tuple[int, int], found: QImage | MiwakeError) -> None:
        shown: Shown = QPixmap.fromImage(found) if isinstance(found, QImage) else found
        if isinstance(shown, QPixmap):
            self._held.put(key, shown)
        for done in self._waiting.pop(key, []):
            done(shown)


def _decoded(project: Project, photo: int, edge: int) -> QImage | MiwakeError:
    try:
        found = picture(project, photo, edge=edge)
    except MiwakeError as error:
        return error
    # A copy: QImage does not hold on to the bytes that it is made of.
    return QImage(found.rgb, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888).copy()
