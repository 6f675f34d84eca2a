"""Mark two photos that people confuse."""

from miwake.domain.changes import Changes
from miwake.domain.errors import RefusedError
from miwake.domain.pairs import Pair
from miwake.services.projects import Project
from miwake.storage import pairs, photos


def mark_pair(project: Project, photo_a: int, photo_b: int, *, note: str = "") -> Changes:
    """Mark a look-alike pair.

    Raises:
        RefusedError: It is one photo twice, or one of them is an edited copy.
        NotFoundError: One of them is not in the project.
    """
    if photo_a == photo_b:
        raise RefusedError("A look-alike pair is made of two photos.", todo="Choose another photo beside it.")
    with project.database.action("pair", "Marked a look-alike pair") as transaction:
        for photo in (photo_a, photo_b):
            if photos.photo(transaction, photo).made is not None:
                raise RefusedError(
                    "An edited copy is a pair with its original already.", todo="Mark two photos that a camera took."
                )
        pairs.add_pair(transaction, photo_a, photo_b, note=note)
    return transaction.changes


def remove_pair(project: Project, pair: int) -> Changes:
    """Take a look-alike pair's mark away.

    Raises:
        NotFoundError: There is no such pair.
    """
    with project.database.action("remove", "Removed a look-alike pair") as transaction:
        pairs.remove_pair(transaction, pair)
    return transaction.changes


def list_pairs(project: Project) -> list[Pair]:
    """Return the marked pairs."""
    with project.database.read() as transaction:
        return pairs.pairs(transaction)
