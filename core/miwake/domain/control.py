"""How a long computation reports and obeys: the protocol between a job and what it runs."""

from typing import Protocol


class Control(Protocol):
    """Given to every long computation; the job protocol implements it, tests use a fake."""

    @property
    def stop_requested(self) -> bool:
        """Whether the person asked to stop and keep the best so far."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Say what is being done now, and of how many steps it is made."""

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the current stage are done."""

    def metric(self, name: str, value: float, step: int) -> None:
        """Record one point of a live curve, such as ("validation scr", 0.2, 40)."""

    def note(self, text: str) -> None:
        """Tell the person something worth knowing, such as that memory was short."""

    def checkpoint(self) -> None:
        """Call often (at least once a second): waits while paused.

        Raises:
            CancelledError: The person cancelled.
        """


class SilentControl:
    """A control that reports nowhere and is never interrupted."""

    stop_requested = False

    def stage(self, name: str, total: int | None = None) -> None:
        """Report nothing."""

    def advance(self, steps: int = 1) -> None:
        """Report nothing."""

    def metric(self, name: str, value: float, step: int) -> None:
        """Report nothing."""

    def note(self, text: str) -> None:
        """Report nothing."""

    def checkpoint(self) -> None:
        """Go on."""
