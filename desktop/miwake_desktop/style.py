"""How the window looks: its colours and sizes, light and dark."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from miwake_desktop.sheet import style_sheet
from miwake_desktop.theme import DARK, LIGHT, Theme

SPACE = 8
MARGIN = 20
_CHOICE = "miwakeTheme"


def theme() -> Theme:
    """Return the theme that is in use: the one that was chosen, or the system's."""
    application = QApplication.instance()
    choice = application.property(_CHOICE) if application else None
    if choice in ("light", "dark"):
        return DARK if choice == "dark" else LIGHT
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_style(application: QApplication) -> None:
    """Give the application its style, now and whenever the system's theme changes."""
    application.setStyle("Fusion")
    _paint(application)
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda: _paint(application))


def choose_theme(name: str) -> None:
    """Follow the system, or stay light or dark: "system", "light" or "dark"."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    application.setProperty(_CHOICE, name)
    QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))
    # Not every system takes the wish up, and then nothing says that the colours are others now.
    _paint(application)


def _paint(application: QApplication) -> None:
    colours = theme()
    application.setPalette(_palette(colours))
    application.setStyleSheet(style_sheet(colours))


def _palette(colours: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.faint,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, QColor(colours.faint))
    return palette
