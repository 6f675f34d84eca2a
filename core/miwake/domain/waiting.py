"""What decides when a negative is asked about in Review."""

import json
from functools import lru_cache
from typing import NamedTuple

from miwake.domain.edits import bare, said_of
from miwake.domain.terms import Kind


class Waiting(NamedTuple):
    """A negative that waits for a decision, or was accepted; plain words and numbers, as there may be very many.

    Attributes:
        said: What the caption says.
        subject: The mix-up that it belongs to, by number; 0 for one that is not known, None for none.
        suspect: Whether anything speaks for its being true.
        margin: By how much the active model prefers the caption; None outside training scenes, always.
        edits: JSON, each [before, after, start, end] as `domain.edits.Edit`; read one by one, they are soon forgotten.
    """

    id: int
    caption: int
    said: str
    group: int
    split: str
    subject: int | None
    kind: str | None
    operation: str
    status: str
    suspect: bool
    plausibility: float
    margin: float | None
    edits: str

    @property
    def exchange(self) -> tuple[int, str]:
        """What is put in the place of what in which scene."""
        made = [_exchanged(before, after) for before, after, _, _ in json.loads(self.edits)]
        return self.group, made[0] if len(made) == 1 else "\n".join(sorted(made))

    @property
    def claim(self) -> tuple[int, str]:
        """What two negatives have in common that make the same edit.

        The same words in the place of the same words, in one scene and said of the same thing (red -> blue of the
        helmet), articles and case apart. Where a thing itself is replaced (excavator -> crane), that is enough.
        """
        if self.kind == Kind.OBJECT:
            return self.exchange
        made = [
            f"{_exchanged(before, after)}\t{said_of(self.said, start, end)}"
            for before, after, start, end in json.loads(self.edits)
        ]
        return self.group, "\n".join(sorted(made))


@lru_cache(maxsize=10_000)
def _exchanged(before: str, after: str) -> str:
    return f"{bare(before)}\t{bare(after)}"
