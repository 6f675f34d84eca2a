"""The place Use: new photos are told apart by the model in use; originals are never touched."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QProgressBar, QPushButton, QSplitter, QWidget

from miwake.domain.changes import Changes
from miwake.domain.mixups import Mixup
from miwake.domain.telling import Telling, Told
from miwake.jobs import JobState, ListedJob
from miwake.services.mixups import list_mixups
from miwake.services.tellings import TELL, read_telling
from miwake_desktop.actions import telling as actions
from miwake_desktop.jobs import Jobs
from miwake_desktop.models.run_words import local_time
from miwake_desktop.models.told_rows import ToldFilter
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.job_strip_words import progress_words
from miwake_desktop.views.parts import button, text
from miwake_desktop.views.place import Empty, Place
from miwake_desktop.views.use_filters import AnswerFilters
from miwake_desktop.views.use_preview import AnswerPreview
from miwake_desktop.views.use_promise import Promises
from miwake_desktop.views.use_table import AnswerTable

CHOICE_WIDTH = 300
_ANSWERED = (JobState.DONE, JobState.STOPPED)


class UsePlace(Place):
    """Answers for folders of new photos, the newest first."""

    title = "Use"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self._jobs = Jobs.of(session)
        self._mixups: list[Mixup] = []
        self._newest = ""
        self.telling: Telling | None = None
        self._build()
        self._jobs.found.connect(self._list)
        self._jobs.changed.connect(self._progressed)
        self._jobs.ended.connect(self._list)

    def _build(self) -> None:
        self.earlier = QComboBox()
        self.earlier.setAccessibleName(tr("Which folder"))
        self.earlier.setFixedWidth(CHOICE_WIDTH)
        self.earlier.activated.connect(lambda _row: self._read())
        self.export = self._export_button()
        self.choose = button(tr("Choose a folder…"), self.ask_folder, primary=True)
        for widget in (self.earlier, self.export, self.choose):
            self.tools.addWidget(widget)
        self.progress = text(role="faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.promises = Promises()
        self.filters = AnswerFilters()
        self.filters.wanted.connect(self._narrow)
        self.table = AnswerTable(self.session)
        self.table.chosen.connect(self._chosen)
        self.preview = AnswerPreview(self.session)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.table)
        across.addWidget(self.preview)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(2 * SPACE)
        for each in (self.progress, self.bar, self.promises, self.filters):
            self.content.addWidget(each)
        self.content.addWidget(across, 1)
        self._show_progress(None)
        self._show_tools()

    def on_shown(self) -> None:
        """Read what was told apart so far."""
        self.session.ask(list_mixups, self._know_mixups)
        self._list()

    def on_changed(self, changes: Changes) -> None:
        """Whether there is a mix-up to ask about may have changed."""
        if changes.mixups:
            self.session.ask(list_mixups, self._know_mixups)

    def ask_folder(self) -> None:
        """Ask for a folder of new photos."""
        named = QFileDialog.getExistingDirectory(self, tr("Folder of new photos"))
        if named:
            self.tell(Path(named))

    def tell(self, folder: Path) -> None:
        """Have a folder told apart."""
        actions.tell(self.session, folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a folder."""
        if self._mixups and any(Path(url.toLocalFile()).is_dir() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Have what was dropped told apart."""
        event.acceptProposedAction()
        folders = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for folder in (each for each in folders if each.is_dir()):
            self.tell(folder)

    def _export_button(self) -> QPushButton:
        made = button(tr("Export"))
        menu = QMenu(made)
        for ending, words in ((".xlsx", tr("Workbook (.xlsx)…")), (".csv", tr("Table (.csv)…")), (".json", "JSON…")):
            menu.addAction(words, partial(self._ask_target, ending))
        menu.addSeparator()
        menu.addAction(tr("A sidecar (.xmp) beside each photo"), self._write_sidecars)
        made.setMenu(menu)
        return made

    def _ask_target(self, ending: str) -> None:
        named, _ = QFileDialog.getSaveFileName(self, tr("Export the answers"), f"answers{ending}", f"*{ending}")
        if named and self.telling:
            actions.export_answers(self.session, self.telling, Path(named).with_suffix(ending))

    def _write_sidecars(self) -> None:
        if self.telling:
            actions.export_sidecars(self.session, self.telling)

    def _know_mixups(self, mixups: list[Mixup]) -> None:
        self._mixups = mixups
        self._show_state()

    def _list(self) -> None:
        """Offer what was told apart; what has come since is chosen."""
        done = [job for job in self._jobs.of_kind(TELL) if job.status.state in _ANSWERED]
        chosen = self.earlier.currentData()
        self.earlier.clear()
        for job in done:
            folder = Path(str(job.spec.params.get("folder", ""))).name
            self.earlier.addItem(f"{folder} · {local_time(job.spec.created.isoformat(), seconds=True)}", job.spec.id)
        newest = done[0].spec.id if done else ""
        wanted = newest if newest != self._newest else chosen
        self._newest = newest
        self.earlier.setCurrentIndex(max(0, self.earlier.findData(wanted)) if done else -1)
        running = [job for job in self._jobs.running if job.spec.kind == TELL]
        self._show_progress(running[0] if running else None)
        self._show_tools()
        if done and (self.telling is None or wanted != chosen):
            self._read()
        self._show_state()

    def _progressed(self, job: ListedJob) -> None:
        if job.spec.kind == TELL:
            self._show_progress(job)
            self._show_state()

    def _read(self) -> None:
        job = self.earlier.currentData()
        if job:
            self.session.ask(lambda project: read_telling(project, job), self._show)

    def _show(self, telling: Telling) -> None:
        self.telling = telling
        self.promises.show_telling(telling)
        self.filters.show_telling(telling)
        self.table.answers.show(telling)
        self._narrow(self.filters.filter)
        self._show_tools()
        self._show_state()

    def _narrow(self, wanted: ToldFilter) -> None:
        self.table.answers.narrow(wanted)
        self.filters.show_count(len(self.table.answers.rows))
        if self.table.answers.rows:
            self.table.selectRow(0)

    def _chosen(self, told: Told) -> None:
        if self.telling:
            self.preview.show_answers(told.path, self.telling)

    def _show_progress(self, job: ListedJob | None) -> None:
        for widget in (self.progress, self.bar):
            widget.setVisible(job is not None)
        if job:
            self.progress.setText(progress_words(job, waits=self._jobs.waits(job)))
            self.bar.setRange(0, job.status.total or 0)
            self.bar.setValue(job.status.done)

    def _show_tools(self) -> None:
        self.earlier.setVisible(self.earlier.count() > 1)
        self.export.setVisible(self.telling is not None)

    def _show_state(self) -> None:
        told = self.telling is not None
        for widget in (self.promises, self.filters, self.table, self.preview):
            widget.setVisible(told)
        self.choose.setEnabled(bool(self._mixups))
        running = not self.bar.isHidden()
        if told or running:
            self.show_empty(None)
        elif not self._mixups:
            self.show_empty(_no_mixup(self.session))
        else:
            self.show_empty(_nothing_told(self.ask_folder))
        self.choose.setVisible(told or running)


def _no_mixup(session: Session) -> Empty:
    return Empty(
        tr("Nothing to tell apart yet"),
        tr("Say first what gets mixed up. Then the model answers that for every new photo."),
        tr("Go to Mix-ups"),
        lambda: session.wanted.emit("mixups"),
    )


def _nothing_told(press: Callable[[], None]) -> Empty:
    return Empty(
        tr("Tell new photos apart"),
        tr(
            "Choose or drop a folder of new photos. Each mix-up gets its answer, or “not sure, look yourself”. "
            "The photos are only read."
        ),
        tr("Choose a folder…"),
        press,
    )
