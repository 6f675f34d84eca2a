"""What a model can do, as plain numbers: retrieval of real photos and confusion on rendered scenes."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Text-to-photo recall, photo-to-text recall, and how alike all photos look to the model."""

    recall_at_1: float
    recall_at_5: float
    photo_recall_at_1: float
    mean_photo_cosine: float
    photos: int
    captions: int


@dataclass(frozen=True, slots=True)
class Album:
    """Preprocessed photos (P, 3, S, S), tokenised captions (C, L) and the photo each caption belongs to (C)."""

    photos: Tensor
    tokens: Tensor
    owner: Tensor


def read_album(folder: Path, preprocess: Any, tokenize: Any) -> Album:
    """Read `captions.csv` (image, caption) and the photos it names; for measuring only, never for training."""
    with (folder / "captions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["image"], row["caption"]) for row in csv.DictReader(file)]
    names = sorted({image for image, _ in rows})
    photos = []
    for name in names:
        with Image.open(folder / "images" / name) as photo:
            photos.append(preprocess(photo.convert("RGB")))
    owner = torch.tensor([names.index(image) for image, _ in rows])
    return Album(torch.stack(photos), tokenize([caption for _, caption in rows]), owner)


@torch.no_grad()
def retrieval(model: nn.Module, album: Album) -> Retrieval:
    """Rank the album's photos for each of its captions, and the other way round."""
    encode: Any = model
    photos = encode.encode_image(album.photos, normalize=True)
    texts = encode.encode_text(album.tokens, normalize=True)
    scores = texts @ photos.T
    rank = (scores > scores.gather(1, album.owner[:, None])).sum(dim=1)
    best_text = album.owner[scores.argmax(dim=0)]
    count = len(photos)
    return Retrieval(
        recall_at_1=(rank < 1).float().mean().item(),
        recall_at_5=(rank < 5).float().mean().item(),  # noqa: PLR2004 - the figure's name
        photo_recall_at_1=(best_text == torch.arange(count)).float().mean().item(),
        mean_photo_cosine=((photos @ photos.T).sum().item() - count) / (count * (count - 1)),
        photos=count,
        captions=len(texts),
    )
