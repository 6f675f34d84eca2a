"""What can be done to photos and their descriptions."""

from collections.abc import Sequence

from miwake.domain.changes import Changes
from miwake.services import descriptions, photos
from miwake.services.history import still_used
from miwake.services.projects import Project
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def describe(session: Session, ids: Sequence[int], text: str) -> None:
    """Add one description to each of the photos."""
    session.act(lambda project: descriptions.describe(project, dict.fromkeys(ids, text)))


def edit_description(session: Session, caption: int, text: str) -> None:
    """Change a description."""
    session.act(lambda project: descriptions.edit_description(project, caption, text))


def remove_description(session: Session, caption: int) -> None:
    """Remove a description with its look-alikes."""
    session.act(lambda project: descriptions.remove_description(project, caption))


def remove_photos(session: Session, ids: Sequence[int]) -> None:
    """Take photos out of the project; their files stay. A running retraining goes on with them, and that is said."""
    kept: list[str] = []

    def remove(project: Project) -> Changes:
        changes = photos.remove_photos(project, list(ids))
        kept.append(still_used(project, changes))
        return changes

    session.act(remove, done=lambda: session.said.emit(tr(kept[0])) if kept[0] else None)
