"""Review: what to judge next, and one decision at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from miwake.domain.captions import Caption
from miwake.domain.changes import Changes
from miwake.domain.edits import changed_spans
from miwake.domain.errors import RefusedError
from miwake.domain.negatives import Negative
from miwake.domain.photos import Photo
from miwake.domain.terms import CaptionSource, Decided, Rejection, Status
from miwake.domain.texts import normalised
from miwake.services.projects import Project
from miwake.services.review_order import asking_order
from miwake.storage import captions, negatives, photos
from miwake.storage.database import Transaction
from miwake.storage.waiting import waiting

LAST_VISIBLE = 10
PORTION = 40
"""How many decisions are asked for at a time: what can be done in one sitting."""
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question: is this wrong for the photo?

    Attributes:
        spans_caption: Characters of the caption that differ.
        spans_negative: Characters of the negative that differ.
        margin: How much the active model prefers the caption (cosine); None in validation and test scenes, always.
    """

    negative: Negative
    caption: Caption
    photo: Photo
    spans_caption: Spans
    spans_negative: Spans
    margin: float | None


def queue(project: Project, *, seed: int = 0) -> list[int]:
    """Return the negatives that wait for a decision, in the order in which to ask; see `review_order`."""
    with project.database.read() as transaction:
        rows = waiting(transaction)
    return asking_order(rows, seed=seed)


def item(project: Project, negative: int) -> ReviewItem:
    """Return all that one question shows.

    Raises:
        NotFoundError: There is no such negative.
    """
    with project.database.read() as transaction:
        asked = negatives.negative(transaction, negative)
        caption = captions.caption(transaction, asked.caption)
        photo = photos.photo(transaction, asked.photo)
    in_caption, in_negative = changed_spans(caption.text, asked.text)
    return ReviewItem(asked, caption, photo, in_caption, in_negative, asked.margin)


def accept(project: Project, negative: int) -> Changes:
    """Yes, it is wrong for the photo: use it."""
    return _decide(project, negative, "Accepted a look-alike description", Status.ACCEPTED)


def also_true(project: Project, negative: int, *, keep_as_description: bool = True) -> Changes:
    """It is true as well: reject it, and take it as a further description of the photo."""
    with project.database.action("review", "Also true of the photo") as transaction:
        asked = _asked(transaction, negative)
        negatives.decide(
            transaction,
            [negative],
            status=Status.REJECTED,
            decided=Decided.ONE_BY_ONE,
            rejection=Rejection.ALSO_TRUE,
            by=project.person,
        )
        if keep_as_description:
            captions.add_caption(transaction, asked.photo, asked.text, source=CaptionSource.TYPED)
    return transaction.changes


def nonsense(project: Project, negative: int) -> Changes:
    """Nobody would say it: reject it."""
    return _decide(project, negative, "Rejected nonsense", Status.REJECTED, Rejection.NONSENSE)


def caption_wrong(project: Project, negative: int, corrected: str) -> Changes:
    """The photo's own description is wrong: correct it, set its negatives aside.

    Raises:
        RefusedError: The correction is empty, or a description that the photo has already.
    """
    if not corrected.strip():
        raise RefusedError("The corrected description is empty.", kept="Nothing was changed.")
    with project.database.action("review", "Corrected a description") as transaction:
        asked = _asked(transaction, negative)
        others = captions.captions(transaction, photos=[asked.photo])
        if any(each.id != asked.caption and normalised(each.text) == normalised(corrected) for each in others):
            raise RefusedError(
                "The photo has that description already.",
                kept="Nothing was changed.",
                todo="Remove the wrong description instead.",
            )
        negatives.decide(
            transaction,
            [negative],
            status=Status.REJECTED,
            decided=Decided.ONE_BY_ONE,
            rejection=Rejection.CAPTION_WRONG,
            by=project.person,
        )
        negatives.mark_stale(transaction, asked.caption)
        captions.answers_no_mixup(transaction, asked.caption)
        captions.set_text(transaction, asked.caption, corrected.strip())
    return transaction.changes


def skip(project: Project, negative: int) -> Changes:
    """Can't tell: ask again later."""
    with project.database.action("review", "Put off a look-alike description") as transaction:
        _asked(transaction, negative)
        negatives.decide(transaction, [negative], status=Status.SKIPPED, decided=None)
    return transaction.changes


def last_decided(project: Project) -> list[Negative]:
    """Return what was decided last, newest first; stays changeable."""
    with project.database.read() as transaction:
        return negatives.decided_last(transaction, limit=LAST_VISIBLE)


def decided_today(project: Project) -> int:
    """Return how many the person who acts has decided one by one since midnight, as the clock of this place has it."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    with project.database.read() as transaction:
        since = midnight.astimezone(UTC).isoformat(timespec="seconds")
        return negatives.count_decided(transaction, by=project.person, since=since)


def _decide(project: Project, negative: int, title: str, status: Status, rejection: Rejection | None = None) -> Changes:
    with project.database.action("review", title) as transaction:
        _asked(transaction, negative)
        negatives.decide(
            transaction, [negative], status=status, decided=Decided.ONE_BY_ONE, rejection=rejection, by=project.person
        )
    return transaction.changes


def _asked(transaction: Transaction, negative: int) -> Negative:
    """Return what is decided on.

    Raises:
        NotFoundError: There is no such negative.
        RefusedError: It is stale: what it was almost true of is no longer said of the photo.
    """
    asked = negatives.negative(transaction, negative)
    if asked.status is Status.STALE:
        raise RefusedError(
            "The photo's description has changed since.", kept="Nothing was changed.", todo="Judge its new look-alikes."
        )
    return asked
