"""One ready mix-up in full: its choices in both languages, and which photos to take."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from miwake_desktop.models.catalogue_rows import CatalogueRow
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import clear, text


class CatalogueCard(QFrame):
    """Shows a row of the catalogue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        layout.addLayout(self._lines)
        layout.addStretch(1)
        self.words = ""

    def show_row(self, row: CatalogueRow | None) -> None:
        """Show a ready mix-up, or nothing."""
        clear(self._lines)
        self.words = ""
        if row is None or row.ready is None:
            return
        ready = row.ready
        self._add(ready.name.en, "heading")
        self._add(f"{ready.name.ja}  ·  {ready.title.en}, {tr(ready.kind)}", "faint")
        if row.here:
            self._add(tr("The project has it as “{name}”.").format(name=row.here), "good")
        self._space()
        for number, choice in enumerate(ready.choices, start=1):
            self._add(f"{number}  {choice.en}")
            self._add(f"     {choice.ja}", "faint")
        self._space()
        self._add(tr("Photos to take"), "heading")
        self._add(ready.photos.en)
        self._add(ready.photos.ja, "faint")

    def _add(self, words: str, role: str = "") -> None:
        self._lines.addWidget(text(words, role, wrap=True, select=True))
        self.words += f"{words}\n"

    def _space(self) -> None:
        self._lines.addSpacing(SPACE)
