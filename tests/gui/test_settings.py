import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.services.descriptions import describe
from miwake.services.history import history
from miwake.services.projects import Project
from miwake_desktop.preferences import Preferences
from miwake_desktop.style import choose_theme, theme
from miwake_desktop.theme import DARK, LIGHT, Theme
from miwake_desktop.views.settings import SettingsPlace
from miwake_desktop.views.window import MainWindow


@pytest.fixture
def settings(window: MainWindow) -> SettingsPlace:
    return go_to(window, "settings", SettingsPlace)


def test_a_new_name_is_in_the_title_and_in_the_history_from_now_on(
    qtbot: QtBot, window: MainWindow, settings: SettingsPlace, reopened: Project
) -> None:
    settings.person.setText("Kenji")
    settings.person.editingFinished.emit()
    qtbot.waitUntil(lambda: window.windowTitle() == "plant · Kenji")

    assert window.session is not None
    window.session.act(lambda project: describe(project, {3: "a green wall"}))

    qtbot.waitUntil(lambda: history(reopened, limit=1)[0].title == "Described a photo")
    assert history(reopened, limit=1)[0].by == "Kenji"


def test_the_theme_is_chosen_and_remembered(
    settings: SettingsPlace, preferences: Preferences, qapp: QApplication
) -> None:
    settings.look.setCurrentIndex(settings.look.findData("dark"))
    assert theme() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert preferences.theme == "dark"

    settings.look.setCurrentIndex(settings.look.findData("light"))
    assert theme() is LIGHT
    choose_theme("system")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_surface(colours: Theme) -> None:
    pairs = [
        (words, surface)
        for words in (colours.text, colours.faint, colours.good, colours.bad, colours.warning)
        for surface in (colours.window, colours.surface)
    ]
    pairs += [
        (colours.on_accent, colours.accent),
        (colours.text, colours.chosen),
        (colours.text, colours.raised),
        (colours.text, colours.mark),
        (colours.window, colours.text),
        (colours.accent, colours.surface),
    ]

    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
