"""Read the marked pairs together with what their photos are called."""

from collections.abc import Callable, Mapping, Sequence

from miwake.domain.pairs import Pair
from miwake.services.pairs import list_pairs
from miwake.services.photos import photos_of
from miwake.services.projects import Project
from miwake_desktop.session import Session


def read_pairs(session: Session, done: Callable[[Sequence[Pair], Mapping[int, str]], None]) -> None:
    """Give `done` the pairs, and the names of their photos by identifier."""

    def read(project: Project) -> tuple[Sequence[Pair], Mapping[int, str]]:
        pairs = list_pairs(project)
        wanted = {photo for pair in pairs for photo in (pair.photo_a, pair.photo_b)}
        return pairs, {photo.id: photo.name for photo in photos_of(project, wanted)}

    session.ask(read, lambda found: done(*found))
