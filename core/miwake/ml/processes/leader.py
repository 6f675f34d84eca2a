"""The process that leads: it alone decides, reports and writes; the others compute a share of what it orders."""

from collections.abc import Callable, Sequence
from functools import partial

from torch import Tensor

from miwake.domain.control import Control
from miwake.ml.gradients import Scale
from miwake.ml.processes.group import Group
from miwake.ml.processes.orders import Begin, Dismiss, Order, Remember
from miwake.ml.processes.sharing import shared_memory, shared_step
from miwake.ml.student import CHUNK, Student
from miwake.ml.team import Loss, Openers, Step


class Leader:
    """A team (`miwake.ml.team.Team`) of several processes.

    Args:
        group: The processes; this one leads.
    """

    def __init__(self, group: Group) -> None:
        self.group = group
        self._student: Student | None = None
        self._waiting = True

    def gradients(self, student: Student, step: Step, *, loss_of: Loss, scale: Scale) -> Tensor:
        """Add the gradients of a loss of all embeddings to the student's weights; return the loss, not scaled.

        Raises:
            MemoryError: Memory was short in one of the processes.
            MiwakeError: Another process failed.
        """
        self._begin(student)
        loss = self._ordered(step, lambda: shared_step(self.group, student, step, loss_of=loss_of, scale=scale))
        assert loss is not None
        return loss

    def remember(self, student: Student, openers: Openers, views: Sequence[int], *, control: Control) -> None:
        """Compute the frozen blocks' output of photos in some views, once.

        Raises:
            CancelledError: The person cancelled; what is computed stays remembered.
            MiwakeError: Another process failed.
        """
        self._begin(student)
        for view in views:
            wanted = student.missing(list(openers), view)
            for start in range(0, len(wanted), CHUNK * self.group.size):
                keys = wanted[start : start + CHUNK * self.group.size]
                order = Remember({key: openers[key] for key in keys}, view)
                self._ordered(order, partial(shared_memory, self.group, student, order, control))
                control.advance(len(keys) - len(self.group.share(keys)))

    def dismiss(self) -> None:
        """Let the followers go; where a step was broken off they are not listening, and end with the connection."""
        if self._waiting:
            self.group.tell(Dismiss())

    def _begin(self, student: Student) -> None:
        if student is not self._student:
            begin = Begin(student.model.name, student.model.digest, student.plan)
            self._ordered(begin, lambda: self.group.together(_nothing))
            self._student = student

    def _ordered(self, order: Order, take_part: Callable[[], Tensor | None]) -> Tensor | None:
        self.group.tell(order)
        self._waiting = False
        try:
            made = take_part()
        except Exception:
            # Whatever it was: everyone has settled on it, and followers listen again. Only what is no `Exception`, such
            # as Ctrl+C, leaves them in the middle of a part.
            self._waiting = True
            raise
        self._waiting = True
        return made


def _nothing() -> None:
    """Stand for a part that only the followers have to do."""
