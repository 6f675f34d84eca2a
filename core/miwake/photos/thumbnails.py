"""Makes the small JPEG that a grid shows."""

import io

from PIL import Image


def thumbnail_bytes(image: Image.Image, *, edge: int = 256) -> bytes:
    """Return the image as a JPEG file whose longer edge is at most `edge` pixels; never enlarged."""
    small = image.copy() if image.mode == "RGB" else image.convert("RGB")
    small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=85, optimize=False, exif=b"", icc_profile=None)
    return file.getvalue()
