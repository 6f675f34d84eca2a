"""Sorting is a person's later word: what a photo's other descriptions say against it is set aside, and comes back."""

from collections.abc import Iterable

from miwake.domain.captions import Caption
from miwake.domain.mixups import Mixup, stated
from miwake.domain.terms import CaptionSource
from miwake.domain.texts import normalised
from miwake.storage import captions, mixups
from miwake.storage.database import Transaction


def set_aside_contradictions(transaction: Transaction, mixup: Mixup, photo: int, choice: int | None) -> list[str]:
    """Set aside the descriptions that state another choice than the one answered; return what they say.

    Those that an earlier answer to the same mix-up had set aside, and that this one does not contradict, count again.

    Args:
        transaction: An open action.
        mixup: What was answered.
        photo: For which photo.
        choice: 1…n, 0 for neither, which all choices contradict, None for can't tell, which none does.
    """
    before = captions.captions(transaction, photos=[photo], set_aside_by=mixup.id)
    for caption in before:
        if not _contradicts(caption, mixup, choice):
            captions.set_aside(transaction, caption.id, by=_contradicted_by(transaction, caption, but=mixup.id))
    said = []
    for caption in captions.captions(transaction, photos=[photo]):
        # What sorting wrote itself belongs to another mix-up's answer, which stands.
        free = caption.source is not CaptionSource.SORTED and caption.mixup in (None, mixup.id)
        if free and _contradicts(caption, mixup, choice):
            captions.answers_no_mixup(transaction, caption.id)
            captions.set_aside(transaction, caption.id, by=mixup.id)
            said.append(caption.text)
    transaction.flush()
    return said


def answered_with(transaction: Transaction, caption: Caption, *, but: int) -> list[tuple[Mixup, int]]:
    """Return the mix-ups, one apart, whose answers say what this description says, each with its choice from 0."""
    return [
        (mixup, choice - 1)
        for mixup, choice in _answers(transaction, caption.photo, but=but)
        if choice and normalised(mixup.choices[choice - 1]) == normalised(caption.text)
    ]


def _contradicted_by(transaction: Transaction, caption: Caption, *, but: int) -> int | None:
    """Return another mix-up whose answer contradicts a description."""
    answers = _answers(transaction, caption.photo, but=but)
    return next((mixup.id for mixup, choice in answers if _contradicts(caption, mixup, choice)), None)


def _contradicts(caption: Caption, mixup: Mixup, choice: int | None) -> bool:
    if choice is None:
        return False
    claims = stated(caption.text, mixup.choices)
    return bool(claims) and choice - 1 not in claims


def _answers(transaction: Transaction, photo: int, *, but: int) -> Iterable[tuple[Mixup, int | None]]:
    given = {each.mixup: each.choice for each in mixups.answers(transaction, photo=photo) if each.mixup != but}
    return [(mixup, given[mixup.id]) for mixup in mixups.questions(transaction, given)]
