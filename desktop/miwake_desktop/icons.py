"""The window's icons: drawn as lines on a grid of 24, in any colour of the theme."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_LINES = {
    "photos": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/>'
    '<circle cx="16" cy="9" r="1.4"/>',
    "mixups": '<rect x="3" y="4" width="8" height="16" rx="2"/><rect x="13" y="4" width="8" height="16" rx="2"/>'
    '<path d="M7 9v6M17 9v3"/>',
    "review": '<path d="M4 5h16v11H12l-5 4v-4H4z"/><path d="M8.5 10.5l2.5 2.5 4.5-5"/>',
    "retrain": '<path d="M20 12a8 8 0 1 1-2.6-5.9"/><path d="M20 3v5h-5"/>',
    "report": '<path d="M5 21V3h10l4 4v14z"/><path d="M9 17v-4M12 17V9M15 17v-6"/>',
    "use": '<path d="M4 7h7l2 2h7v10H4z"/><path d="M12 12v5M9.5 14.5L12 17l2.5-2.5"/>',
    "models": '<path d="M12 3l8 4.5v9L12 21l-8-4.5v-9z"/><path d="M4 7.5l8 4.5 8-4.5M12 12v9"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "remove": '<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>',
    "edit": '<path d="M4 20l1-5L16 4l4 4L9 19z"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="M16 16l4.5 4.5"/>',
    "back": '<path d="M14 6l-6 6 6 6"/>',
}
SIZES = (16, 20, 24, 32, 48)


def icon(name: str, colour: str, *, chosen: str | None = None) -> QIcon:
    """Return an icon in `colour`, and in `chosen` where it is switched on.

    Raises:
        KeyError: There is no such icon.
    """
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(name, colour, size), QIcon.Mode.Normal, QIcon.State.Off)
        if chosen:
            made.addPixmap(_drawn(name, chosen, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
        f'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{_LINES[name]}</svg>'
    )
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return pixmap
