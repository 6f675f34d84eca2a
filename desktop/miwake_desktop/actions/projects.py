"""Make a project: an empty one, or the sample."""

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal

from miwake.domain.errors import MiwakeError
from miwake.jobs import JobFolder, JobState, JobStatus, start_detached
from miwake.services.projects import new_project
from miwake.services.samples import PHOTOS, queue_sample
from miwake_desktop.following import Following
from miwake_desktop.tasks import Tasks
from miwake_desktop.texts import tr


def make_project(
    tasks: Tasks, path: Path, *, done: Callable[[Path], None], failed: Callable[[MiwakeError], None]
) -> None:
    """Make an empty project off the window's thread; `done` gets where it lies."""

    def make() -> Path:
        with new_project(path) as project:
            return project.folder.root

    tasks.run(make, done=done, failed=failed)


class SampleMaking(QObject):
    """The job that makes the sample project, followed while the window is open.

    Signals:
        progressed: A sentence about how far it is.
        made: The path of the sample project.
        failed: A `MiwakeError`.
    """

    progressed = Signal(str)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._following = Following(tasks, self)
        self._following.progressed.connect(self._progressed)
        self._following.ended.connect(self._ended)

    def start(self, out: Path, *, photos: int = PHOTOS) -> None:
        """Start the job that makes `out/sample.miwake`."""
        self.progressed.emit(tr("Starting…"))
        jobs = user_data_path("miwake", appauthor=False) / "jobs"

        def begin() -> JobFolder:
            folder = queue_sample(jobs, out, photos=photos)
            start_detached(folder)
            return folder

        self._tasks.run(begin, done=self._following.follow, failed=self.failed.emit)

    def leave(self) -> None:
        """Stop following; the job goes on."""
        self._following.leave()

    def _progressed(self, status: JobStatus) -> None:
        steps = f" {status.done:,} / {status.total:,}" if status.total else ""
        self.progressed.emit(f"{tr('Making the sample project:')} {status.stage}{steps}")

    def _ended(self, status: JobStatus) -> None:
        if status.state is JobState.DONE and status.result:
            self.made.emit(Path(str(status.result["project"])))
        elif status.failure:
            why = status.failure
            self.failed.emit(MiwakeError(why.what, why=why.why, kept=why.kept, todo=why.todo))
        else:
            self.failed.emit(MiwakeError(tr("The sample project was not finished."), todo=tr("Make it again.")))
