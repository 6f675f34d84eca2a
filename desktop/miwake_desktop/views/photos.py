"""The place Photos: the grid, what is shown in it, the chosen photo, and bringing photos in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton, QSplitter, QWidget

from miwake.domain.changes import Changes
from miwake.domain.mixups import Mixup
from miwake.services.browsing import Browse, PhotoSheet, browse, photo_sheet
from miwake.services.mixups import list_mixups
from miwake_desktop.actions import photos
from miwake_desktop.pictures import Pictures
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.drop_hint import DropHint
from miwake_desktop.views.filter_bar import FilterBar
from miwake_desktop.views.import_flow import ImportFlow
from miwake_desktop.views.parts import button
from miwake_desktop.views.photo_grid import PhotoGrid
from miwake_desktop.views.photo_panel import PhotoPanel
from miwake_desktop.views.place import Empty, Place

FILES = "*.jpg *.jpeg *.png *.webp *.heic *.heif *.tif *.tiff *.bmp *.zip *.tar *.csv *.tsv *.jsonl *.json"


class PhotosPlace(Place):
    """All photos of the project."""

    title = "Photos"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self.filters = FilterBar()
        self.filters.wanted.connect(lambda _browse: self._read())
        self.grid = PhotoGrid(session)
        self.grid.chosen.connect(self._chosen)
        self.grid.removal_wanted.connect(self.remove_chosen)
        self.panel = PhotoPanel(session, Pictures(session, self))
        self.panel.remove_wanted.connect(self.remove_chosen)
        self.panel.hide()
        self.imports = ImportFlow(session, self)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.grid)
        across.addWidget(self.panel)
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 0)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(2 * SPACE)
        self.tools.addWidget(self._add_button())
        self.content.addWidget(self.imports.banner)
        self.content.addWidget(self.filters)
        self.content.addWidget(across, 1)
        self._drop_hint = DropHint(self)
        QShortcut(QKeySequence("Ctrl+I"), self, self.ask_files)

    def on_shown(self) -> None:
        """Read which photos there are, and which answers they can be filtered by."""
        self.session.ask(list_mixups, self._show_mixups)
        self._read()
        self.grid.setFocus()

    def on_changed(self, changes: Changes) -> None:
        """Draw anew what was touched."""
        if changes.mixups:
            self.session.ask(list_mixups, self._show_mixups)
        touched = changes.photos | changes.captions | changes.answers
        if not touched:
            return
        self.grid.photos.renew()
        self._read()
        self._read_panel()

    def ask_files(self) -> None:
        """Ask for files to import."""
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Add photos"), "", f"{tr('Photos, archives, captions files')} ({FILES} {FILES.upper()});;* (*)"
        )
        self.imports.look([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Ask for a folder to import."""
        name = QFileDialog.getExistingDirectory(self, tr("Add a folder of photos"))
        self.imports.look([Path(name)] if name else [])

    def remove_chosen(self) -> None:
        """Take the chosen photos out of the project, after a question."""
        ids = self.grid.chosen_photos
        if not ids:
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(f"{tr('Remove')} {counted(len(ids), 'photo', 'photos')}?")
        question.setInformativeText(
            tr("All that was said of them goes with them. The files are not touched, and Ctrl+Z brings all back.")
        )
        question.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = question.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.clicked.connect(lambda _checked=False: photos.remove_photos(self.session, ids))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What was dragged went away again."""
        self._drop_hint.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        event.acceptProposedAction()
        self._drop_hint.hide()
        self.imports.look([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _add_button(self) -> QPushButton:
        add = button(tr("Add photos"), primary=True)
        menu = QMenu(add)
        menu.addAction(tr("Files, a zip or a captions file…"), self.ask_files)
        menu.addAction(tr("A folder…"), self.ask_folder)
        add.setMenu(menu)
        return add

    def _read(self) -> None:
        wanted = self.filters.browse
        self.session.ask(lambda project: browse(project, wanted), lambda ids: self._show(wanted, ids))

    def _show(self, wanted: Browse, ids: Sequence[int]) -> None:
        if wanted != self.filters.browse:
            return
        if not ids and wanted == Browse():
            self._show_nothing()
            return
        self.show_empty(None)
        chosen = self.grid.chosen_photos
        self.grid.photos.show(ids)
        if chosen != self.grid.chosen_photos:
            self.grid.choose(chosen)
        self.filters.count.setText(
            counted(len(ids), "photo", "photos") if wanted == Browse() else counted(len(ids), "fits", "fit")
        )

    def _show_mixups(self, found: Sequence[Mixup]) -> None:
        self.filters.show_mixups(found)
        self.panel.answers.show_mixups(found)

    def _show_nothing(self) -> None:
        self.grid.photos.show([])
        self.show_empty(
            Empty(
                tr("No photos yet"),
                tr("Drop photos, folders, a zip or a captions file here. The originals stay where they are."),
                tr("Add photos…"),
                self.ask_files,
            )
        )

    def _chosen(self, _ids: Sequence[int]) -> None:
        self._read_panel()

    def _read_panel(self) -> None:
        ids = self.grid.chosen_photos
        self.panel.setVisible(bool(ids))
        if len(ids) > 1:
            self.panel.show_several(ids)
        elif ids:
            # One that was removed meanwhile leaves the grid a moment later.
            self.session.ask(lambda project: photo_sheet(project, ids[0]), self._show_sheet, failed=lambda _error: None)

    def _show_sheet(self, sheet: PhotoSheet) -> None:
        if self.grid.chosen_photos == [sheet.photo.id]:
            self.panel.show_sheet(sheet)
