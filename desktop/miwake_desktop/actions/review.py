"""Decide about look-alike descriptions, one at a time, and have more of them proposed."""

from collections.abc import Callable

from miwake.services import negatives, review
from miwake.services.difficulty import queue_measuring
from miwake.services.proposals import queue_negatives
from miwake_desktop.jobs import Jobs
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def accept(session: Session, negative: int) -> None:
    """Yes, it is wrong for the photo: use it."""
    session.act(lambda project: review.accept(project, negative))


def also_true(session: Session, negative: int) -> None:
    """It is true as well; it becomes a description of the photo."""
    session.act(lambda project: review.also_true(project, negative))


def nonsense(session: Session, negative: int) -> None:
    """Nobody would say it."""
    session.act(lambda project: review.nonsense(project, negative))


def skip(session: Session, negative: int) -> None:
    """Can't tell: later."""
    session.act(lambda project: review.skip(project, negative))


def correct(session: Session, negative: int, corrected: str) -> None:
    """The photo's own description is wrong: write what is true."""
    session.act(lambda project: review.caption_wrong(project, negative, corrected))


def edit(session: Session, negative: int, words: str, done: Callable[[], None]) -> None:
    """Change a look-alike description."""
    session.act(lambda project: negatives.edit_negative(project, negative, words), done)


def propose(session: Session) -> None:
    """Have look-alike descriptions proposed for every description without, by a job."""
    said = tr("Look-alike descriptions are being proposed. They come up here when they are ready.")
    Jobs.of(session).start(queue_negatives, started=lambda _folder: session.said.emit(said))


def measure(session: Session) -> None:
    """Have found out which look-alikes are hard for the model in use, by a job, unless that is known."""
    Jobs.of(session).start(queue_measuring)
