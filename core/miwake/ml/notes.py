"""A control that remembers what it was told, so that the result can say it too."""

from miwake.domain.control import Control


class Noted:
    """Passes everything on to the control of the job, and keeps the notes.

    Args:
        control: The control of the job.
    """

    def __init__(self, control: Control) -> None:
        self._control = control
        self.notes: list[str] = []

    @property
    def stop_requested(self) -> bool:
        """Whether the person asked to stop and keep the best so far."""
        return self._control.stop_requested

    def stage(self, name: str, total: int | None = None) -> None:
        """Say what is being done now."""
        self._control.stage(name, total)

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the current stage are done."""
        self._control.advance(steps)

    def metric(self, name: str, value: float, step: int) -> None:
        """Record one point of a live curve."""
        self._control.metric(name, value, step)

    def note(self, text: str) -> None:
        """Tell the person something, and keep it."""
        self.notes.append(text)
        self._control.note(text)

    def checkpoint(self) -> None:
        """Wait while paused.

        Raises:
            CancelledError: The person cancelled.
        """
        self._control.checkpoint()
