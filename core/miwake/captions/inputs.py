"""What the caption engine is given: a description and what else is known of its photo."""

from dataclasses import dataclass

from miwake.domain.terms import Kind

ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class CaptionInput:
    """A description to make negatives of.

    Attributes:
        text: The description itself.
        others: The photo's other true descriptions; no negative may repeat or follow from one of them.
        mixups: Per mix-up of the project, its choices as phrases.
    """

    text: str
    others: tuple[str, ...] = ()
    mixups: tuple[tuple[str, ...], ...] = ()
