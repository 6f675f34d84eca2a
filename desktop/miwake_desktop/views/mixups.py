"""The place Mix-ups: what gets confused, sorting, look-alike pairs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from miwake.domain.catalogue import ReadyMixup
from miwake.domain.changes import Changes
from miwake.domain.mixups import Mixup, NewMixup
from miwake.services.catalogue import catalogue
from miwake.services.mixups import list_mixups
from miwake_desktop.actions import mixups
from miwake_desktop.session import Session
from miwake_desktop.texts import tr
from miwake_desktop.views.catalogue_dialog import CatalogueDialog
from miwake_desktop.views.mixup_dialog import MixupDialog
from miwake_desktop.views.mixup_list import MixupList
from miwake_desktop.views.pairs import PairsView
from miwake_desktop.views.parts import button
from miwake_desktop.views.place import READING_WIDTH, Empty, Place
from miwake_desktop.views.sort import SortView


class MixupsPlace(Place):
    """The list, and in its place the sorting or the pairs while the person is at them."""

    title = "Mix-ups"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.list = MixupList()
        self.list.sort_wanted.connect(self.sort)
        self.list.removal_wanted.connect(self.ask_removal)
        self._sort_view: SortView | None = None
        self._pairs_view: PairsView | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self.content.addWidget(self._pages)
        self._to_pairs = button(tr("Look-alike pairs"), self.show_pairs)
        self._from_catalogue = button(tr("From the catalogue…"), self.ask_catalogue)
        self._add = button(tr("Add a mix-up…"), self.ask_mixup, primary=True)
        self._back = button(tr("Back to the mix-ups (Esc)"), self.show_list)
        for each in (self._back, self._to_pairs, self._from_catalogue, self._add):
            self.tools.addWidget(each)
        self.dialog: MixupDialog | None = None
        self.catalogue: CatalogueDialog | None = None
        self.show_list()

    @property
    def front(self) -> QWidget:
        """The list, the sorting or the pairs."""
        return self._pages.currentWidget() or self.list

    def on_shown(self) -> None:
        """Read the counts, and go on with what was in front."""
        self._read()
        if self._sort_view is not None and self.front is self._sort_view:
            self._sort_view.refresh()
        self.front.setFocus()

    def on_changed(self, changes: Changes) -> None:
        """Counts change with answers and photos."""
        if changes.mixups or changes.answers or changes.photos or changes.groups:
            self._read()
        if self._sort_view is not None:
            self._sort_view.on_changed(changes)
        if self._pairs_view is not None:
            self._pairs_view.on_changed(changes)

    def show_list(self) -> None:
        """Come back to the list."""
        self.heading.setText(tr(self.title))
        self._show(self.list)
        self._read()

    def sort(self, mixup: Mixup) -> None:
        """Sort photos for a mix-up."""
        if self._sort_view is None:
            self._sort_view = SortView(self.session)
            self._sort_view.left.connect(self.show_list)
            self._pages.addWidget(self._sort_view)
        self.heading.setText(f"{tr('Sort:')} {mixup.name}")
        self._show(self._sort_view)
        self._sort_view.start(mixup)

    def show_pairs(self) -> None:
        """Look at photos side by side."""
        if self._pairs_view is None:
            self._pairs_view = PairsView(self.session)
            self._pairs_view.left.connect(self.show_list)
            self._pages.addWidget(self._pairs_view)
        self.heading.setText(tr("Look-alike pairs"))
        self.show_empty(None)
        self._show(self._pairs_view)
        self._pairs_view.start()

    def ask_mixup(self) -> None:
        """Ask what gets mixed up."""
        self.dialog = MixupDialog(self)
        self.dialog.given.connect(self._add_mixup)
        self.dialog.open()

    def ask_catalogue(self) -> None:
        """Offer the ready mix-ups."""
        self.catalogue = CatalogueDialog(self)
        self.catalogue.given.connect(lambda ids: mixups.take_ready(self.session, ids))
        self.catalogue.finished.connect(self._catalogue_closed)
        self.session.ask(lambda project: (catalogue(), list_mixups(project)), self._show_catalogue)
        self.catalogue.open()

    def ask_removal(self, mixup: Mixup) -> None:
        """Ask before a mix-up and its answers are removed."""
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(tr("Remove the mix-up {name}?").format(name=mixup.name))
        question.setInformativeText(tr("Its answers go with it, the descriptions stay. Ctrl+Z brings all back."))
        question.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = question.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.clicked.connect(lambda _checked=False: mixups.remove_mixup(self.session, mixup.id))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def _add_mixup(self, new: NewMixup) -> None:
        mixups.add_mixup(self.session, new)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        in_list = page is self.list
        self.fit(READING_WIDTH if in_list else None, scrolls=in_list)
        self._back.setVisible(not in_list)
        for each in (self._to_pairs, self._from_catalogue, self._add):
            each.setVisible(in_list)

    def _read(self) -> None:
        self.session.ask(list_mixups, self._show_mixups)

    def _show_mixups(self, found: Sequence[Mixup]) -> None:
        self.list.show_mixups(found)
        if self.catalogue is not None:
            self.catalogue.show_project(found)
        if self.front is self.list:
            self.show_empty(None if found else _nothing_yet(self.ask_mixup, self.ask_catalogue))

    def _show_catalogue(self, found: tuple[Sequence[ReadyMixup], Sequence[Mixup]]) -> None:
        if self.catalogue is not None:
            self.catalogue.show_catalogue(*found)

    def _catalogue_closed(self) -> None:
        self.catalogue = None


def _nothing_yet(press: Callable[[], None], choose: Callable[[], None]) -> Empty:
    return Empty(
        tr("What gets mixed up?"),
        tr(
            "Name what your model confuses, such as open and closed valves, or choose from forty ready mix-ups. "
            "Then sort your photos, one key each."
        ),
        tr("Add a mix-up…"),
        press,
        tr("From the catalogue…"),
        choose,
    )
