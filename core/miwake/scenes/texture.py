"""Seeded noise and surface textures, as arrays at the picture's own size."""

import numpy as np
from PIL import Image

from miwake.scenes.raster import Floats


def clouds(rng: np.random.Generator, size: tuple[int, int], *, cells: tuple[int, int], octaves: int = 3) -> Floats:
    """Return smooth noise of mean about 0 within -1 to 1, (height, width); `cells` are its largest waves."""
    width, height = size
    total = np.zeros((height, width), dtype=np.float32)
    weight, norm = 1.0, 0.0
    for octave in range(octaves):
        columns, rows = cells[0] * 2**octave + 1, cells[1] * 2**octave + 1
        grid = rng.random((min(rows, height), min(columns, width)), dtype=np.float32) * 2 - 1
        total += weight * np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC), dtype=np.float32)
        norm += weight
        weight *= 0.55
    return np.asarray(total / norm, dtype=np.float32)


def grain(rng: np.random.Generator, size: tuple[int, int], strength: float) -> Floats:
    """Return fine noise with this standard deviation, (height, width)."""
    return np.asarray(rng.standard_normal((size[1], size[0]), dtype=np.float32) * strength, dtype=np.float32)


def gradient(size: tuple[int, int], stops: tuple[tuple[float, tuple[int, int, int]], ...]) -> Floats:
    """Return colours that run from top (0) to bottom (1), (height, width, 3)."""
    at = np.linspace(0, 1, size[1])
    places = [place for place, _ in stops]
    columns = [np.interp(at, places, [rgb[axis] for _, rgb in stops]) for axis in range(3)]
    line = np.stack(columns, axis=1).astype(np.float32)
    return np.ascontiguousarray(np.broadcast_to(line[:, None], (size[1], size[0], 3)))


def floor_pattern(rng: np.random.Generator, size: tuple[int, int], *, horizon: float, grit: float = 1.0) -> Floats:
    """Return noise that lies on the ground in perspective, (rows below the horizon, width)."""
    width, height = size
    rows = height - int(horizon)
    quarter = clouds(rng, (128, 128), cells=(5, 5), octaves=4) + grain(rng, (128, 128), 0.16 * grit)
    half = np.concatenate([quarter, quarter[:, ::-1]], axis=1)  # mirrored, so that it repeats without a seam
    tile = np.concatenate([half, half[::-1]], axis=0)
    below = np.arange(rows, dtype=np.float32) + 4.0
    across = (np.arange(width, dtype=np.float32) - width / 2)[None] / below[:, None]
    u = np.floor(np.broadcast_to(across * 46 + 97, (rows, width))).astype(np.intp) % 256
    v = np.broadcast_to((height * 30 / below)[:, None], (rows, width)).astype(np.intp) % 256
    fading = np.clip(below / (rows * 0.6), 0.15, 1)[:, None]
    return np.asarray(tile[v, u] * fading, dtype=np.float32)


def floor_lines(size: tuple[int, int], *, horizon: float, columns: float, rows: float, shift: float) -> Floats:
    """Return 1 on the joints of a tiled floor in perspective and 0 elsewhere, soft-edged."""
    width, height = size
    count = height - int(horizon)
    below = np.arange(count, dtype=np.float32) + 1.5
    x = (np.arange(width, dtype=np.float32) - width / 2)[None] / below[:, None] * columns + shift
    y = np.broadcast_to((height / below * rows)[:, None], (count, width))
    near_x = np.abs(x - np.round(x)) * below[:, None] / columns
    near_y = np.abs(y - np.round(y)) * (below**2)[:, None] / (height * rows)
    joints = np.maximum(np.clip(1.3 - near_x, 0, 1), np.clip(1.3 - near_y, 0, 1))
    return np.asarray(joints * np.clip(below / count, 0.2, 1)[:, None], dtype=np.float32)
