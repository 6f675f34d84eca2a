"""What can be done to models: use one, go back, export, delete the weights."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.changes import Changes
from miwake.domain.errors import RefusedError
from miwake.domain.gate import UnconfirmedError
from miwake.domain.wording import model_title
from miwake.services import models
from miwake.services.projects import Project
from miwake_desktop.actions.review import measure
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a model does not pass the gate, and whether the person may decide otherwise."""

    name: str
    error: RefusedError
    overrulable: bool


def use_model(
    session: Session, name: str, *, confirmed: bool = False, refused: Callable[[Refusal], object] | None = None
) -> None:
    """Make a model the active one; where the gate refuses, `refused` gets the reason instead of the error bar."""

    def promote(project: Project) -> Changes | Refusal:
        try:
            return models.promote(project, name, confirmed=confirmed)
        except RefusedError as error:
            return Refusal(name, error, overrulable=isinstance(error, UnconfirmedError))

    def used(answer: Changes | Refusal) -> None:
        if isinstance(answer, Changes):
            session.changed.emit(answer)
            session.said.emit(f"{model_title(name)} {tr('is in use now.')}")
            measure(session)
        elif refused:
            refused(answer)
        else:
            session.failed.emit(answer.error)

    session.ask(promote, used)


def go_back(session: Session) -> None:
    """Make the model before the active one again."""

    def back(answer: tuple[str, Changes]) -> None:
        name, changes = answer
        session.changed.emit(changes)
        session.said.emit(f"{model_title(name)} {tr('is in use again.')}")
        measure(session)

    session.ask(models.roll_back, back)


def export_model(session: Session, name: str, target: Path) -> None:
    """Copy a model's folder to `target`."""
    session.ask(
        lambda project: models.export_model(project, name, target),
        lambda written: session.said.emit(f"{tr('Exported to')} {written}"),
    )


def delete_weights(session: Session, name: str) -> None:
    """Delete a model's files; its record stays."""
    session.act(lambda project: models.delete_weights(project, name))
