"""How hard negatives are under two models: one that never changes, and the one that is in use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from torch import Tensor

from miwake.domain.control import Control
from miwake.domain.difficulty import DOUBT, Difficulty, Unmeasured
from miwake.domain.errors import PhotoRefusedError
from miwake.domain.snapshots import SnapshotPhoto
from miwake.ml.embedding import OpenPhoto, cosine, embed_photos, embed_texts
from miwake.ml.model import Model

DOUBT_LOGITS = 4.0
"""A model that prefers a negative by this much holds it for e^4 (55) times as likely as the caption."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Measures negatives in batches.

    Attributes:
        encoder: The fixed encoder that closeness is of.
        active: The model that margins are of (it may be the encoder itself); None where it cannot be used.
        seen: Vectors of photos under the active model, by SHA-256; without its photo a negative gets no margin.
    """

    encoder: Model
    active: Model | None
    seen: Mapping[str, Tensor]

    def measure(self, batch: Sequence[Unmeasured], *, control: Control) -> list[Difficulty]:
        """Return what was asked of each negative, as far as it can be measured.

        Raises:
            CancelledError: The person cancelled.
        """
        close = [each for each in batch if each.closeness]
        shown = [each for each in batch if self.active and each.photo and each.photo.sha256 in self.seen]
        if self.active is self.encoder:
            fixed = own = _texts(self.encoder, [*close, *shown], control)
        else:
            fixed = _texts(self.encoder, close, control)
            own = _texts(self.active, shown, control) if self.active else {}
        closeness = {each.negative: cosine(fixed[each.caption], fixed[each.text]) for each in close}
        margins = {each.negative: self._margin(each, own) for each in shown}
        return [
            Difficulty(
                each.negative,
                each.text,
                closeness=closeness.get(each.negative),
                margin=margins.get(each.negative),
                doubt=DOUBT if self._doubts(margins.get(each.negative)) else None,
            )
            for each in batch
        ]

    def _margin(self, asked: Unmeasured, texts: Mapping[str, Tensor]) -> float:
        photo = self.seen[asked.photo.sha256 if asked.photo else ""]
        return cosine(photo, texts[asked.caption]) - cosine(photo, texts[asked.text])

    def _doubts(self, margin: float | None) -> bool:
        return margin is not None and self.active is not None and margin * self.active.scale < -DOUBT_LOGITS


def see_photos(
    model: Model, photos: Iterable[SnapshotPhoto], *, open_photo: OpenPhoto, control: Control, cache: Path | None = None
) -> dict[str, Tensor]:
    """Return the unit vector of each photo by its SHA-256, leaving out those that cannot be opened.

    Raises:
        CancelledError: The person cancelled.
    """
    opener = _Opener(open_photo)
    wanted = list({photo.sha256: photo for photo in photos}.values())
    while True:
        try:
            return embed_photos(model, wanted, open_photo=opener, control=control, cache=cache)
        except PhotoRefusedError:
            # What was embedded before it is remembered, where there is a cache.
            wanted = [photo for photo in wanted if photo.path != opener.last]


@dataclass(slots=True)
class _Opener:
    """Decodes photos, and knows which was the last."""

    open_photo: OpenPhoto
    last: str = ""

    def __call__(self, path: str) -> Image.Image:
        self.last = path
        return self.open_photo(path)


def _texts(model: Model, asked: Sequence[Unmeasured], control: Control) -> dict[str, Tensor]:
    return embed_texts(model, [text for each in asked for text in (each.caption, each.text)], control=control)
