"""Decode thumbnails on a picture thread."""

from PySide6.QtGui import QImage


def read_jpeg(data: bytes) -> QImage:
    """Return the picture of a JPEG file; an empty one where it is damaged.

    Named as a JPEG, Qt asks nobody else what it is. Its SVG plugin, asked first, connects a signal while this thread
    holds Python's lock; the window's thread may hold Qt's lock for signals and wait for Python's: both stand still.
    """
    return QImage.fromData(data, "JPEG")  # type: ignore[arg-type]  # PySide asks for text, its stubs for bytes
