"""What a person prefers on this machine, whatever project is open: theme, name, recent projects."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from miwake.services.projects import user_name

MOST_RECENT = 8
THEMES = ("system", "light", "dark")


class Preferences:
    """A few small values that outlive the window."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Miwake", "window")

    @property
    def theme(self) -> str:
        """One of `THEMES`."""
        name = str(self._store.value("theme", "system"))
        return name if name in THEMES else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def person(self) -> str:
        """Who decides and sorts, as the journal names them; whoever is logged in until they say otherwise."""
        return str(self._store.value("person", "")) or user_name()

    @person.setter
    def person(self, name: str) -> None:
        self._store.setValue("person", name.strip())

    @property
    def recent(self) -> list[Path]:
        """Projects that were opened last, newest first; those that are gone are left out."""
        stored = self._store.value("recent", [])
        names = [stored] if isinstance(stored, str) else list(stored if isinstance(stored, list) else [])
        found = []
        for name in names:
            with suppress(OSError):
                if (Path(name) / "project.db").is_file():
                    found.append(Path(name))
        return found

    def remember(self, project: Path) -> None:
        """Put a project at the top of those opened last."""
        others = [each for each in self.recent if each != project]
        self._store.setValue("recent", [str(each) for each in [project, *others][:MOST_RECENT]])

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, empty where it never was."""
        stored = self._store.value("geometry", QByteArray())
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)
