"""The one door of all words on the screen, so that they can be translated in one place."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "Miwake"


def tr(text: str) -> str:
    """Return `text` in the language of the window; English texts are their own keys."""
    return QCoreApplication.translate(CONTEXT, text)


def counted(number: int, one: str, many: str) -> str:
    """Return "1 photo" or "2,031 photos": the number with its noun."""
    return f"{number:,} {tr(one if number == 1 else many)}"
