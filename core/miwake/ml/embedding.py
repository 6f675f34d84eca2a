"""Many photos and texts into unit vectors in fp32, remembered by content."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from miwake.domain.control import Control
from miwake.domain.snapshots import SnapshotPhoto
from miwake.ml.feature_store import FeatureStore
from miwake.ml.memory import Pieces
from miwake.ml.model import Model

OpenPhoto = Callable[[str], Image.Image]
"""Decodes the photo at a path; given by the worker."""

CHUNK = 32


def vector_folder(cache: Path, model: Model) -> Path:
    """Return where the photo vectors of a model are remembered; those of texts lie in a folder in it."""
    return cache / "vectors" / model.digest[:24]


def embed_photos(
    model: Model,
    photos: Sequence[SnapshotPhoto],
    *,
    open_photo: OpenPhoto,
    control: Control,
    cache: Path | None = None,
) -> dict[str, Tensor]:
    """Return the unit vector (D,) of each photo by its SHA-256, on the CPU.

    Args:
        model: Computes in fp32.
        photos: What to embed; each content is computed once.
        open_photo: Decodes a photo.
        control: Is told of the progress, and asked whether to go on.
        cache: Folder in which vectors are remembered by content and model; None remembers nothing.

    Raises:
        CancelledError: The person cancelled.
    """
    store = FeatureStore(vector_folder(cache, model)) if cache is not None else None
    places = {photo.sha256: photo.path for photo in photos}
    found = {} if store is None else {key: _stored(store, key) for key in places if key in store}
    wanted = [key for key in places if key not in found]
    control.stage("looking at photos", len(wanted))
    pieces = Pieces(CHUNK, device=model.device, control=control)
    for start in range(0, len(wanted), CHUNK):
        keys = wanted[start : start + CHUNK]
        pixels = _pixels(model, [places[key] for key in keys], open_photo, control)
        with torch.inference_mode():
            vectors = pieces.over(pixels, lambda piece: model.encode_photos(torch.stack(list(piece))).cpu())
        if store is not None:
            store.add(keys, vectors.numpy())
        found.update(zip(keys, vectors, strict=True))
    return found


def _pixels(model: Model, paths: Sequence[str], open_photo: OpenPhoto, control: Control) -> list[Tensor]:
    pixels = []
    for path in paths:
        control.checkpoint()
        pixels.append(model.preprocess(open_photo(path).convert("RGB")))
        control.advance()
    return pixels


def embed_texts(
    model: Model, texts: Sequence[str], *, control: Control, cache: Path | None = None
) -> dict[str, Tensor]:
    """Return the unit vector (D,) of each distinct text, on the CPU.

    Args:
        model: Computes in fp32.
        texts: What to embed; each content is computed once.
        control: Is asked whether to go on.
        cache: Folder in which vectors are remembered by content and model; None remembers nothing.

    Raises:
        CancelledError: The person cancelled.
    """
    store = FeatureStore(vector_folder(cache, model) / "texts") if cache is not None else None
    keys = {text: hashlib.sha256(text.encode()).hexdigest() for text in texts}
    found = {} if store is None else {text: _stored(store, key) for text, key in keys.items() if key in store}
    # Texts of like length share a batch, so that little of it is padding.
    wanted = sorted(keys.keys() - found.keys(), key=lambda text: (len(text), text))
    made: list[Tensor] = []
    pieces = Pieces(CHUNK, device=model.device, control=control)
    for start in range(0, len(wanted), CHUNK):
        control.checkpoint()
        with torch.inference_mode():
            batch = wanted[start : start + CHUNK]
            made += pieces.over(batch, lambda piece: model.encode_texts(piece).cpu())
    if store is not None and made:
        store.add([keys[text] for text in wanted], torch.stack(made).numpy())
    return found | dict(zip(wanted, made, strict=True))


def _stored(store: FeatureStore, key: str) -> Tensor:
    return torch.from_numpy(store.read([key])[0])


def cosine(left: Tensor, right: Tensor) -> float:
    """Return the cosine of two unit vectors; summed in double precision, so that equal inputs give equal cosines."""
    return float(np.dot(left.numpy().astype(np.float64), right.numpy().astype(np.float64)))


def rows(vectors: Mapping[str, Tensor], keys: Sequence[str]) -> Tensor:
    """Return (N, D): the vectors of these keys."""
    return torch.stack([vectors[key] for key in keys])
