"""Find what is probably legible in a photo, to keep it from being mirrored unseen; it errs on the side of finding.

Blobs that stand out from their surroundings at three scales are candidates for letters; those of like size and stroke
that stand in a row are candidates for a line; a small network, trained on rendered letters and on blobs of photos
without any, judges the blobs, and the line by its blobs (docs/counterfactuals.md says how well). Single letters, two
letters, connected handwriting and the faces of clocks without figures are not found.
"""

from miwake.photos.lettering.finding import Lettering, find_lettering, look_for_lettering

__all__ = ["Lettering", "find_lettering", "look_for_lettering"]
