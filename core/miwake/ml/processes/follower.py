"""A process that follows: it loads what it is told to, computes its shares, and is gone when the run is over."""

import logging
from functools import partial

from miwake.domain.control import SilentControl
from miwake.domain.errors import RefusedError
from miwake.ml.loading import load_model
from miwake.ml.processes.group import Group, OthersFailedError
from miwake.ml.processes.orders import Begin, Dismiss, Remember
from miwake.ml.processes.sharing import shared_memory, shared_step
from miwake.ml.student import Student
from miwake.ml.team import Step
from miwake.ml.towers.sides import with_sides

log = logging.getLogger(__name__)


def follow(group: Group) -> None:
    """Do what the leader orders, until it lets this process go.

    Raises:
        RuntimeError: The leader is gone.
    """
    student: Student | None = None
    while True:
        order = group.hear()
        try:
            match order:
                case Dismiss():
                    return
                case Begin():
                    student = group.together(partial(_student, order, str(group.device)))
                case Remember() if student is not None:
                    shared_memory(group, student, order, SilentControl())
                case Step() if student is not None:
                    shared_step(group, student, order)
        except OthersFailedError:
            log.warning("what was tried together failed", exc_info=True)
        finally:
            if student is not None:
                _forget_gradients(student)


def _student(order: Begin, device: str) -> Student:
    model = load_model(order.source, device=device)
    if model.digest != order.digest:
        # The leader may have given it sight of sides.
        model = with_sides(model)
    if model.digest != order.digest:
        raise RefusedError(f"{order.source} is not the same model here.", todo="Give all machines the same files.")
    return Student(model, order.plan, control=SilentControl())


def _forget_gradients(student: Student) -> None:
    for each in student.parameters.values():
        each.grad = None
