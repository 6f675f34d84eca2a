"""What can be done to photos and their descriptions."""

from collections.abc import Sequence

from miwake.services import descriptions, photos
from miwake_desktop.session import Session


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
    """Take photos out of the project; their files stay."""
    session.act(lambda project: photos.remove_photos(project, list(ids)))
