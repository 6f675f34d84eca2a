"""The panel beside the grid: the chosen photo, large, and all that is known of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from miwake.domain.counterfactuals import PhotoEdit
from miwake.services.browsing import PhotoSheet
from miwake_desktop.pictures import Pictures
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.answers import Answers
from miwake_desktop.views.descriptions import Descriptions
from miwake_desktop.views.parts import button, row, text
from miwake_desktop.views.picture import PictureView

WIDTH = 360
PICTURE_HEIGHT = 260
_EDITS = {PhotoEdit.MIRROR: "mirrored", PhotoEdit.RECOLOUR: "recoloured"}


class PhotoPanel(QFrame):
    """Shows one photo, or how many are chosen.

    Signals:
        remove_wanted: The chosen photos are to be taken out of the project.
    """

    remove_wanted = Signal()

    def __init__(self, session: Session, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(WIDTH)
        self.picture = PictureView(pictures)
        self.picture.setFixedHeight(PICTURE_HEIGHT)
        self.name = text(role="heading", wrap=True, select=True)
        self.facts = text(role="faint", wrap=True, select=True)
        self.warnings = text(role="warning", wrap=True)
        self._heading = text(tr("Descriptions"), "heading")
        self.descriptions = Descriptions(session)
        self._sorted_to = text(tr("Sorted to"), "heading")
        self.answers = Answers(session)
        self.remove = button(tr("Remove from the project…"), self.remove_wanted.emit)
        inside = QWidget()
        inside.setProperty("role", "bare")
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        for widget in (self.name, self.facts, self.warnings):
            column.addWidget(widget)
        column.addSpacing(SPACE)
        column.addWidget(self._heading)
        column.addWidget(self.descriptions)
        column.addSpacing(SPACE)
        column.addWidget(self._sorted_to)
        column.addWidget(self.answers)
        column.addStretch(1)
        column.addLayout(row(self.remove, None))
        scroll = QScrollArea()
        scroll.setProperty("role", "bare")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.picture)
        layout.addWidget(scroll, 1)

    def show_sheet(self, sheet: PhotoSheet) -> None:
        """Show one photo."""
        photo = sheet.photo
        self.picture.show()
        self.picture.show_photo(photo.id)
        self.name.setText(photo.name)
        self.facts.setText("\n".join(_facts(sheet)))
        self.facts.setToolTip(str(photo.path))
        self.warnings.setText(", ".join(photo.warnings))
        self.warnings.setVisible(bool(photo.warnings))
        self.descriptions.show_descriptions([photo.id], sheet.captions)
        self.answers.show_answers(photo.id, sheet.answers)
        # What is true of an edited copy follows from the edit: it is not sorted.
        self._show_answers(visible=bool(self.answers.fields) and photo.made is None)

    def show_several(self, ids: Sequence[int]) -> None:
        """Show how many photos are chosen, and what can be done to all of them."""
        self.picture.hide()
        self.name.setText(counted(len(ids), "photo chosen", "photos chosen"))
        self.facts.setText("")
        self.warnings.hide()
        self.descriptions.show_descriptions(ids, ())
        self._show_answers(visible=False)

    def _show_answers(self, *, visible: bool) -> None:
        self._sorted_to.setVisible(visible)
        self.answers.setVisible(visible)


def _facts(sheet: PhotoSheet) -> list[str]:
    photo = sheet.photo
    facts = [f"{photo.width:,} \N{MULTIPLICATION SIGN} {photo.height:,}"]
    if photo.taken_at:
        facts[0] = f"{photo.taken_at.replace('T', ' ')[:16]} · {facts[0]}"
    if photo.made is not None:
        facts.append(f"{tr('Edited copy')}: {tr(_EDITS[photo.made.operation])}")
    others = sheet.scene_photos - 1
    alone = tr("no other photo of it")
    facts.append(f"{tr('Scene')} {photo.group}: {counted(others, 'other photo', 'other photos') if others else alone}")
    if photo.latitude is not None and photo.longitude is not None:
        facts.append(f"{photo.latitude:.5f}, {photo.longitude:.5f}")
    return facts
