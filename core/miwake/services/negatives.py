"""Negatives of the project: written by the caption engine's job, edited and listed by people."""

from collections.abc import Sequence

from miwake.domain.captions import Caption
from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.domain.filters import Filter
from miwake.domain.negatives import Negative, Proposals
from miwake.domain.terms import Status
from miwake.domain.texts import normalised
from miwake.services.batches import batches
from miwake.services.projects import Project
from miwake.storage import captions, negatives
from miwake.storage.database import Transaction

# Captions a transaction, each with up to eight negatives: it holds the database for well under 50 ms.
BATCH = 4


def list_negatives(project: Project, parsed: Filter | None = None) -> list[Negative]:
    """Return the negatives that a filter fits."""
    with project.database.read() as transaction:
        return negatives.negatives(transaction, parsed)


def fitting(project: Project, parsed: Filter) -> tuple[set[int], set[int]]:
    """Return the photos and the captions that a filter fits, also those without any negative."""
    with project.database.read() as transaction:
        return negatives.fitting(transaction, parsed)


def captions_to_do(project: Project) -> list[Caption]:
    """Return the captions that have no negative yet and may offer one."""
    with project.database.read() as transaction:
        return captions.without_negatives(transaction)


def add_proposals(project: Project, found: Sequence[tuple[int, Proposals]], *, series: str) -> tuple[int, Changes]:
    """Write what the engine proposed for captions (by identifier); return how many were new.

    All of one `series` is undone together. A caption that was removed or reworded since it was read is passed over.
    """
    new, changes = 0, Changes()
    for batch in batches(found, BATCH):
        with project.database.action("negatives", "Proposed look-alike descriptions", series=series) as transaction:
            for caption, proposals in batch:
                if captions.says(transaction, caption, proposals.caption):
                    new += _add(transaction, caption, proposals)
        changes |= transaction.changes
    return new, changes


def edit_negative(project: Project, negative: int, text: str) -> Changes:
    """Change a look-alike description; it then counts as written by a person.

    Raises:
        MiwakeError: The text is empty.
        RefusedError: It is a description of the photo, or a look-alike of the same description already.
        NotFoundError: There is no such look-alike description.
    """
    wanted = normalised(text)
    if not wanted:
        raise MiwakeError("A look-alike description is empty.", todo="Write what is almost true of the photo.")
    with project.database.action("edit", "Edited a look-alike description") as transaction:
        old = negatives.negative(transaction, negative)
        true = {normalised(each.text) for each in captions.captions(transaction, photos=[old.photo])}
        siblings = negatives.negatives(transaction, captions=[old.caption])
        taken = {normalised(each.text) for each in siblings if each.id != negative}
        if wanted in true | taken:
            raise RefusedError("The photo has that text already.", kept="Nothing was changed.")
        negatives.set_text(transaction, negative, text.strip())
    return transaction.changes


def remove_negative(project: Project, negative: int) -> Changes:
    """Remove a look-alike description.

    Raises:
        NotFoundError: There is none with that identifier.
    """
    with project.database.action("remove", "Removed a look-alike description") as transaction:
        negatives.remove_negative(transaction, negative)
    return transaction.changes


def count_by_status(project: Project) -> dict[Status, int]:
    """Return how many negatives there are of each status."""
    with project.database.read() as transaction:
        return negatives.count_by_status(transaction)


def _add(transaction: Transaction, caption: int, proposals: Proposals) -> int:
    if proposals.none_because and not proposals.negatives:
        captions.offers_nothing(transaction, caption, proposals.none_because)
    return negatives.add_proposals(transaction, caption, proposals.negatives)
