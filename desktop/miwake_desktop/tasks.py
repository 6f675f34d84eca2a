"""Threads of the window: one for the database, a few for pictures; answers come back on the window's thread."""

import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from miwake.domain.errors import MiwakeError

T = TypeVar("T")
PICTURE_THREADS = 2


class Tasks(QObject):
    """Runs functions off the window's thread.

    Everything that touches the database goes through `run`, in the order in which it was asked for; decoding
    goes through `picture`, a backup through `aside`. Callbacks run on the window's thread.
    """

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._pictures = ThreadPoolExecutor(PICTURE_THREADS, thread_name_prefix="picture")
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[MiwakeError], None] | None = None,
    ) -> None:
        """Run `work` on the database thread, then `done` with its result or `failed` with the error."""
        self._submit(self._database, work, done, failed)

    def picture(self, work: Callable[[], T], *, done: Callable[[T], None]) -> None:
        """Run `work` on a picture thread, then `done` with its result; errors are logged and dropped."""
        self._submit(self._pictures, work, done, None)

    def aside(self, work: Callable[[], object], *, failed: Callable[[MiwakeError], None]) -> None:
        """Run `work` that takes long and needs no order, such as a backup: whatever else is asked does not wait."""
        self._submit(self._pictures, work, None, failed)

    def close(self, *, last: Callable[[], None] | None = None) -> None:
        """Finish what was asked of the database, and `last` after it; drop what was asked of pictures."""
        if self._closed:
            return
        self._closed = True
        self._pictures.shutdown(wait=True, cancel_futures=True)
        if last:
            self._database.submit(last)
        self._database.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[MiwakeError], None] | None,
    ) -> None:
        if self._closed:
            return
        future = pool.submit(work)
        future.add_done_callback(lambda ended: self._finished.emit(ended, (done, failed)))

    @Slot(object, object)
    def _deliver(self, future: "Future[Any]", callbacks: tuple[Any, Any]) -> None:
        if self._closed or future.cancelled():
            return
        done, failed = callbacks
        error = future.exception()
        if error is None:
            if done:
                done(future.result())
        elif failed:
            failed(_for_people(error))
        elif not isinstance(error, MiwakeError):
            _log_failure(error)


def _for_people(error: BaseException) -> MiwakeError:
    """Return the error as a person reads it; one of our own making is logged, with its way here as its cause."""
    if isinstance(error, MiwakeError):
        return error
    _log_failure(error)
    shown = MiwakeError(
        "Something went wrong in Miwake itself.",
        why=repr(error),
        kept="What was saved before is unchanged.",
        todo="Try again; copy the details if it stays.",
    )
    shown.__cause__ = error
    return shown


def _log_failure(error: BaseException) -> None:
    # Few starts ever need it, and it takes 0.05 s to import.
    import structlog  # noqa: PLC0415

    structlog.get_logger(__name__).error("a task failed", exc_info=error)


def details(error: MiwakeError) -> str:
    """Return what someone who repairs Miwake wants to know about an error."""
    return "".join(traceback.format_exception(error)).strip()
