"""Where a report gets the photos from that it shows."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """Small pictures and names of photos, by their SHA-256.

    Attributes:
        thumbnails: The bytes of a small JPEG (or PNG) of a photo; a mapping, or a function that may return None.
        names: What the person calls each photo: its file name or path.
    """

    thumbnails: Mapping[str, bytes] | Callable[[str], bytes | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def data_uri(self, sha256: str) -> str | None:
        """Return the thumbnail as a `data:` address, so that the report stays one file; None if there is none."""
        known = self.thumbnails
        found = known.get(sha256) if isinstance(known, Mapping) else known(sha256)
        if not found:
            return None
        kind = "png" if found.startswith(_PNG) else "jpeg"
        return f"data:image/{kind};base64,{base64.b64encode(found).decode('ascii')}"

    def name(self, sha256: str) -> str:
        """Return the photo's name; the start of its identity where no name is known."""
        return self.names.get(sha256) or sha256[:12]
