"""Hand-written stand-ins that several packages' tests use: `from fakes import RecordingControl`."""

from dataclasses import dataclass, field

from miwake.domain.errors import CancelledError


@dataclass
class RecordingControl:
    """A job's control that remembers all it is told, and stops or cancels at the n-th checkpoint.

    Attributes:
        stop_at: Number of the checkpoint (from 1) from which on a stop is requested.
        cancel_at: Number of the checkpoint that raises CancelledError.
    """

    stop_at: int | None = None
    cancel_at: int | None = None
    checkpoints: int = 0
    stages: list[tuple[str, int | None]] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    metrics: list[tuple[str, float, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def stop_requested(self) -> bool:
        return self.stop_at is not None and self.checkpoints >= self.stop_at

    def stage(self, name: str, total: int | None = None) -> None:
        """Remember the stage; `steps` counts anew from here."""
        self.stages.append((name, total))
        self.steps.append(0)

    def advance(self, steps: int = 1) -> None:
        """Count the steps of the current stage."""
        if not self.steps:
            raise AssertionError("advance() before the first stage()")
        self.steps[-1] += steps

    def metric(self, name: str, value: float, step: int) -> None:
        """Remember the point."""
        self.metrics.append((name, value, step))

    def note(self, text: str) -> None:
        """Remember the note."""
        self.notes.append(text)

    def checkpoint(self) -> None:
        """Count; obey `cancel_at`."""
        self.checkpoints += 1
        if self.cancel_at is not None and self.checkpoints >= self.cancel_at:
            raise CancelledError
