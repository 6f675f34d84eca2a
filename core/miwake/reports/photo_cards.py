"""The photos behind the numbers: what became of each, with the words that tell right from wrong."""

from dataclasses import dataclass

from miwake.domain.comparisons import Comparison, Outcome
from miwake.domain.edits import changed_spans
from miwake.domain.terms import Flip
from miwake.reports.sources import PhotoSource
from miwake.reports.texts import Texts

SHOWN_AT_ONCE = 12
_SECTIONS = ((Flip.FIXED, "fixed"), (Flip.BROKEN, "broken"), (Flip.STILL_WRONG, "still"))

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled description; each piece of it is (text, whether it is highlighted)."""

    label: str
    css: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One test photo; `picture` is a `data:` address or None."""

    picture: str | None
    name: str
    mixup: str | None
    lines: tuple[Line, ...]
    unreviewed: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The photos of one fate; `more` are folded away."""

    css: str
    title: str
    lead: str
    count: int
    cards: tuple[Card, ...]
    more: tuple[Card, ...]


def sections(comparison: Comparison, *, photos: PhotoSource | None, texts: Texts) -> tuple[Section, ...]:
    """Return fixed, newly broken and still mixed up photos, those with the largest change of margin first."""
    found = []
    for flip, name in _SECTIONS:
        outcomes = sorted(
            (each for each in comparison.outcomes if each.flip is flip),
            key=lambda each: (-abs(each.margin_after - each.margin_before), each.case),
        )
        cards = tuple(_card(each, photos=photos, texts=texts) for each in outcomes)
        found.append(
            Section(
                css=name,
                title=texts(name),
                lead=texts(f"{name}.lead" if cards else f"{name}.none"),
                count=len(cards),
                cards=cards[:SHOWN_AT_ONCE],
                more=cards[SHOWN_AT_ONCE:],
            )
        )
    return tuple(found)


def _card(outcome: Outcome, *, photos: PhotoSource | None, texts: Texts) -> Card:
    return Card(
        picture=photos.data_uri(outcome.photo) if photos else None,
        name=(photos or PhotoSource()).name(outcome.photo),
        mixup=outcome.mixup,
        lines=_lines(outcome, texts),
        unreviewed=not outcome.reviewed,
    )


def _lines(outcome: Outcome, texts: Texts) -> tuple[Line, ...]:
    """Return the true description and what was said instead; each fate shows the rivals that won."""
    rivals = {
        Flip.FIXED: [("photo.before", outcome.rival_before)],
        Flip.BROKEN: [("photo.after", outcome.rival_after)],
    }.get(outcome.flip, [("photo.before", outcome.rival_before), ("photo.after", outcome.rival_after)])
    if outcome.flip is Flip.STILL_WRONG and outcome.rival_before == outcome.rival_after:
        rivals = [("photo.both", outcome.rival_after)]
    true_spans, _ = changed_spans(outcome.caption, rivals[-1][1])
    lines = [Line(texts("photo.true"), "true", pieces(outcome.caption, true_spans))]
    for label, rival in rivals:
        _, spans = changed_spans(outcome.caption, rival)
        lines.append(Line(texts(label), "said", pieces(rival, spans)))
    return tuple(lines)


def pieces(text: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the ends of its highlighted spans; joined again the pieces are the text."""
    found: list[Piece] = []
    position = 0
    for start, end in spans:
        found += [(text[position:start], False), (text[start:end], True)]
        position = end
    found.append((text[position:], False))
    return tuple(piece for piece in found if piece[0])
