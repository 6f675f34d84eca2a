"""What a model says of cases, pairs, general queries and new photos: plain cosines in fp32."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from miwake.domain.control import Control
from miwake.domain.scores import CaseScores, PairScores, RetentionScores
from miwake.domain.snapshots import Example, SnapshotPair, SnapshotPhoto
from miwake.ml.embedding import OpenPhoto, cosine, embed_photos, embed_texts, rows
from miwake.ml.model import Model

Photos = Mapping[str, SnapshotPhoto]


@dataclass(frozen=True, slots=True)
class GeneralSet:
    """The frozen set that retention is measured on.

    Attributes:
        photos: Its photos.
        queries: Descriptions.
        fits: For each query the positions in `photos` of all photos that fit it; any of them counts.
    """

    photos: tuple[SnapshotPhoto, ...]
    queries: tuple[str, ...]
    fits: tuple[frozenset[int], ...]


def score_examples(
    model: Model,
    examples: Sequence[Example],
    photos: Photos,
    *,
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> list[CaseScores]:
    """Return the cosines of each example's photo with its true description and its confusable ones.

    Args:
        model: Computes in fp32, whatever it was trained in.
        examples: Cases of validation or test.
        photos: By SHA-256; must hold every example's photo.
        open_photo: Decodes a photo.
        control: Is told of the progress.
        cache: Folder for vectors; None remembers nothing.

    Raises:
        CancelledError: The person cancelled.
    """
    shown = [photos[example.photo] for example in examples]
    seen = embed_photos(model, shown, open_photo=open_photo, control=control, cache=cache)
    return _against(model, examples, photos, seen, control=control, cache=cache)


def score_caption_only(
    model: Model,
    examples: Sequence[Example],
    photos: Photos,
    *,
    training: Sequence[SnapshotPhoto],
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> list[CaseScores]:
    """Return the cosines of the texts with the mean training photo: what can be answered without looking.

    Args:
        model: Computes in fp32.
        examples: Cases of the test.
        photos: By SHA-256; only the groups are read.
        training: Photos whose mean stands for every photo; must not be empty.
        open_photo: Decodes a photo.
        control: Is told of the progress.
        cache: Folder for vectors; None remembers nothing.
    """
    seen = embed_photos(model, training, open_photo=open_photo, control=control, cache=cache)
    mean = torch.nn.functional.normalize(rows(seen, sorted(seen)).mean(dim=0), dim=-1)
    everywhere = dict.fromkeys({each.photo for each in examples}, mean)
    return _against(model, examples, photos, everywhere, control=control, cache=cache)


def score_pairs(
    model: Model,
    pairs: Sequence[SnapshotPair],
    photos: Photos,
    *,
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> list[PairScores]:
    """Return the 2x2 cosines of each marked pair.

    Raises:
        CancelledError: The person cancelled.
    """
    shown = [photos[key] for pair in pairs for key in (pair.photo_a, pair.photo_b)]
    seen = embed_photos(model, shown, open_photo=open_photo, control=control, cache=cache)
    said = [text for pair in pairs for text in (pair.caption_a, pair.caption_b)]
    texts = embed_texts(model, said, control=control, cache=cache)
    made = []
    for pair in pairs:
        two, both = (seen[pair.photo_a], seen[pair.photo_b]), (texts[pair.caption_a], texts[pair.caption_b])
        first, second = ((cosine(photo, both[0]), cosine(photo, both[1])) for photo in two)
        groups = photos[pair.photo_a].group, photos[pair.photo_b].group
        made.append(PairScores(pair.id, groups, (first, second)))
    return made


def score_retention(
    model: Model,
    general: GeneralSet,
    *,
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> RetentionScores:
    """Return for each query whether a fitting photo is ranked first; its group is its first fitting photo.

    A tie between a fitting and an unfitting photo counts as a miss.

    Raises:
        CancelledError: The person cancelled.
    """
    seen = embed_photos(model, general.photos, open_photo=open_photo, control=control, cache=cache)
    texts = embed_texts(model, general.queries, control=control, cache=cache)
    matrix = rows(seen, [photo.sha256 for photo in general.photos])
    hits = [
        _ranked_first(matrix @ texts[query], fits) for query, fits in zip(general.queries, general.fits, strict=True)
    ]
    return RetentionScores(tuple(hits), tuple(min(fits) for fits in general.fits))


def score_choices(
    model: Model,
    photos: Sequence[SnapshotPhoto],
    choices: Sequence[str],
    *,
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> list[tuple[float, ...]]:
    """Return for each photo its cosine with each choice of a mix-up, for telling new photos apart.

    Raises:
        CancelledError: The person cancelled.
    """
    seen = embed_photos(model, photos, open_photo=open_photo, control=control, cache=cache)
    texts = embed_texts(model, choices, control=control, cache=cache)
    return [tuple(cosine(seen[photo.sha256], texts[choice]) for choice in choices) for photo in photos]


def text_closeness(
    model: Model, pairs: Sequence[tuple[str, str]], *, control: Control, cache: Path | None = None
) -> list[float]:
    """Return the cosine of the two texts of each pair: how alike descriptions are under a fixed encoder."""
    texts = embed_texts(model, [text for pair in pairs for text in pair], control=control, cache=cache)
    return [cosine(texts[left], texts[right]) for left, right in pairs]


def _against(
    model: Model,
    examples: Sequence[Example],
    photos: Photos,
    seen: Mapping[str, Tensor],
    *,
    control: Control,
    cache: Path | None,
) -> list[CaseScores]:
    said = [text for each in examples for text in (each.caption, *(other.text for other in each.confusables))]
    texts = embed_texts(model, said, control=control, cache=cache)
    return [
        CaseScores(
            case=each,
            group=photos[each.photo].group,
            positive=cosine(seen[each.photo], texts[each.caption]),
            negatives=tuple(cosine(seen[each.photo], texts[other.text]) for other in each.confusables),
        )
        for each in examples
    ]


def _ranked_first(cosines: Tensor, fits: frozenset[int]) -> bool:
    fitting = torch.zeros(len(cosines), dtype=torch.bool)
    fitting[sorted(fits)] = True
    others = cosines[~fitting]
    return bool(cosines[fitting].max() > others.max()) if len(others) else True
