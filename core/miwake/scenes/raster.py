"""From a drawing to pixels: supersampled, with soft relief and a little grime."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from miwake.scenes.drawing import Drawing, Paint, Point, Shape

SUPER = 3
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn thing in pixels of the picture.

    Attributes:
        rgb: Colours 0 to 255, (h, w, 3).
        alpha: Opacity 0 to 1, (h, w).
        parts: Which entry of `names` each pixel belongs to, plus one; 0 outside, (h, w).
        left: Picture column of the first column.
        top: Picture row of the first row.
        names: Names of the parts.
    """

    rgb: Floats
    alpha: Floats
    parts: Bytes
    left: int
    top: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a drawing's (0, 0) lands in the picture, in pixels, and how many pixels a metre has there."""

    x: float
    y: float
    ppm: float


def rasterise(drawing: Drawing, spot: Spot, *, lit_left: bool, relief: float = 0.22) -> Sprite:
    """Return the drawing in pixels, lit from the upper left or the upper right."""
    x0, y0, x1, y1 = drawing.bounds()
    left, top = int(np.floor(spot.x + x0 * spot.ppm)) - 2, int(np.floor(spot.y - y1 * spot.ppm)) - 2
    width = int(np.ceil(spot.x + x1 * spot.ppm)) + 2 - left
    height = int(np.ceil(spot.y - y0 * spot.ppm)) + 2 - top
    image = Image.new("RGBA", (width * SUPER, height * SUPER), (0, 0, 0, 0))
    labels = Image.new("L", image.size, 0)
    names = tuple(dict.fromkeys(shape.part for shape in drawing.shapes))
    scale = spot.ppm * SUPER
    shift = ((spot.x - left) * SUPER, (spot.y - top) * SUPER)
    brush = _Brush(image, labels, scale, shift, lit_left)
    for shape in drawing.shapes:
        brush.paint(shape, names.index(shape.part) + 1)
    small = np.asarray(image.reduce(SUPER), dtype=np.float32)
    parts = np.asarray(labels, dtype=np.uint8)[SUPER // 2 :: SUPER, SUPER // 2 :: SUPER]
    alpha: Floats = np.asarray(small[..., 3] / 255, dtype=np.float32)
    lit = _relief(alpha, lit_left=lit_left, strength=relief)
    rgb: Floats = np.asarray(np.clip(small[..., :3] * lit[..., None], 0, 255), dtype=np.float32)
    return Sprite(rgb, alpha, parts, left, top, names)


@dataclass(slots=True)
class _Brush:
    """Paints shapes onto an enlarged picture and its map of parts."""

    image: Image.Image
    labels: Image.Image
    scale: float
    shift: Point
    lit_left: bool

    def paint(self, shape: Shape, label: int) -> None:
        points = [self._pixel(point) for point in shape.points]
        if shape.paint.alpha > 0.5:
            ImageDraw.Draw(self.labels).polygon(points, fill=label)
        if len(shape.paint.stops) == 1 and shape.paint.alpha >= 1:
            ImageDraw.Draw(self.image).polygon(points, fill=(*shape.paint.stops[0][1], 255))
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, y0 = max(0, int(min(xs))), max(0, int(min(ys)))
        x1, y1 = min(self.image.width, int(max(xs)) + 2), min(self.image.height, int(max(ys)) + 2)
        if x1 <= x0 or y1 <= y0:
            return
        mask = Image.new("L", (x1 - x0, y1 - y0), 0)
        ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in points], fill=round(255 * shape.paint.alpha))
        self._lay(self._gradient(shape.paint, x0, y0, mask.size), mask, (x0, y0))

    def _lay(self, colours: Image.Image, mask: Image.Image, at: tuple[int, int]) -> None:
        patch = colours.convert("RGBA")
        patch.putalpha(mask)
        self.image.alpha_composite(patch, at)

    def _pixel(self, point: Point) -> Point:
        return self.shift[0] + point[0] * self.scale, self.shift[1] - point[1] * self.scale

    def _gradient(self, paint: Paint, x0: int, y0: int, size: tuple[int, int]) -> Image.Image:
        if len(paint.stops) == 1:
            return Image.new("RGB", size, paint.stops[0][1])
        start, end = self._pixel(paint.axis[0]), self._pixel(paint.axis[1])
        away = (end[0] - start[0]) * (1 if self.lit_left else -1) + 1.3 * (end[1] - start[1])
        if paint.rounded and away < 0:
            start, end = end, start
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = dx * dx + dy * dy or 1e-6
        columns = (np.arange(size[0], dtype=np.float32) + (x0 - start[0])) * (dx / length)
        rows = (np.arange(size[1], dtype=np.float32) + (y0 - start[1])) * (dy / length)
        table = _table(paint)
        if abs(dy) < abs(dx) * 1e-3:
            line = table[np.clip(columns * 63, 0, 63).astype(np.intp)]
            return Image.fromarray(np.ascontiguousarray(line[None])).resize(size, Image.Resampling.NEAREST)
        if abs(dx) < abs(dy) * 1e-3:
            line = table[np.clip(rows * 63, 0, 63).astype(np.intp)]
            return Image.fromarray(np.ascontiguousarray(line[:, None])).resize(size, Image.Resampling.NEAREST)
        places = np.clip((rows[:, None] + columns[None]) * 63, 0, 63).astype(np.intp)
        return Image.fromarray(table[places])


def _table(paint: Paint) -> Bytes:
    at = np.linspace(0, 1, 64)
    places = [place for place, _ in paint.stops]
    channels = [np.interp(at, places, [rgb[axis] for _, rgb in paint.stops]) for axis in range(3)]
    return np.stack(channels, axis=1).astype(np.uint8)


def _relief(alpha: Floats, *, lit_left: bool, strength: float) -> Floats:
    """Return factors that brighten edges towards the light and darken those away from it."""
    radius = max(1.5, min(alpha.shape) * 0.045)
    soft = Image.fromarray((alpha * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius))
    height = np.asarray(soft, dtype=np.float32) / 255
    step = max(1, round(radius * 0.7))
    across = np.roll(height, -step, axis=1) - np.roll(height, step, axis=1)
    down = np.roll(height, -step, axis=0) - np.roll(height, step, axis=0)
    slope = (across if lit_left else -across) * 0.7 + down * 0.7
    return np.asarray(1 + strength * np.clip(slope, -1, 1), dtype=np.float32)
