"""Which part of a photo is seen: zoom and centre, so that several views can look at the same place."""

from dataclasses import dataclass, replace

MOST_ZOOM = 16.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """A part of a photo.

    Attributes:
        zoom: 1 shows the whole photo; at most `MOST_ZOOM`.
        x: Centre from the left, as a share of the width.
        y: Centre from the top, as a share of the height.
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5

    def zoomed(self, factor: float, *, at_x: float, at_y: float) -> "Viewport":
        """Zoom by `factor`; the point at (`at_x`, `at_y`), in shares of the photo, stays where it is."""
        zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        if zoom == 1.0:
            return Viewport()
        share = self.zoom / zoom
        return replace(
            self, zoom=zoom, x=at_x + (self.x - at_x) * share, y=at_y + (self.y - at_y) * share
        ).kept_inside()

    def moved(self, across: float, down: float) -> "Viewport":
        """Move the centre, in shares of the photo."""
        return replace(self, x=self.x + across, y=self.y + down).kept_inside()

    def kept_inside(self) -> "Viewport":
        """Return the nearest part that does not show more than half of nothing."""
        half = 0.5 / self.zoom
        return replace(self, x=min(max(self.x, half), 1 - half), y=min(max(self.y, half), 1 - half))
