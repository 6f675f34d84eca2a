"""Say what gets mixed up, sort, and mark pairs."""

from collections.abc import Sequence

from miwake.domain.changes import Changes
from miwake.domain.mixups import NewMixup
from miwake.services import catalogue, mixups, pairs, sorting
from miwake.services.projects import Project
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def add_mixup(session: Session, new: NewMixup) -> None:
    """Add a mix-up."""
    session.act(lambda project: mixups.add_mixups(project, [new]))


def take_ready(session: Session, ids: Sequence[str]) -> None:
    """Add ready mix-ups of the catalogue, as one step."""
    session.act(lambda project: catalogue.take(project, ids))


def remove_mixup(session: Session, mixup: int) -> None:
    """Remove a mix-up and its answers."""
    session.act(lambda project: mixups.remove_mixup(project, mixup))


def sort_photo(session: Session, mixup: int, photo: int, choice: int | None) -> None:
    """Answer a mix-up for one photo: 1…n, 0 for neither, None for can't tell; say what that sets aside."""
    said: list[str] = []

    def sort(project: Project) -> Changes:
        done, changes = sorting.sort_photo(project, mixup, photo, choice)
        said.extend(done.set_aside)
        return changes

    def tell() -> None:
        if said:
            texts = ", ".join(f"“{text}”" for text in said)
            session.said.emit(tr("Set aside, as the answer says otherwise: {texts}").format(texts=texts))

    session.act(sort, done=tell)


def mark_pair(session: Session, photo_a: int, photo_b: int, note: str) -> None:
    """Mark two photos that get confused; `note` says which words tell them apart."""
    session.act(lambda project: pairs.mark_pair(project, photo_a, photo_b, note=note))


def remove_pair(session: Session, pair: int) -> None:
    """Take a pair's mark away."""
    session.act(lambda project: pairs.remove_pair(project, pair))
