"""Write an edited copy as a file that says of itself that it was made, and keeps nothing that is no longer true."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from miwake.photos.decoding import decode
from miwake.photos.opening import open_header
from miwake.photos.reading import read_photo

QUALITY = 95
_PNG_EFFORT = 6


@dataclass(frozen=True, slots=True, eq=False)
class Original:
    """A photo that is to be edited.

    Attributes:
        image: Its pixels, RGB, upright.
        lossy: Its file is a JPEG, so that a copy in JPEG loses no more than it has lost.
        profile: The colour profile of its pixels, which edits leave as it is; None where its colours were converted.
    """

    image: Image.Image
    lossy: bool
    profile: bytes | None


def read_original(path: Path) -> Original:
    """Return a photo's pixels as Miwake sees them everywhere, whatever its orientation, transparency and depth.

    Raises:
        PhotoRefusedError: The file is no photo, damaged, truncated, too large or unreadable.
    """
    opened = open_header(read_photo(path).data)
    profile = opened.image.info.get("icc_profile") if opened.image.mode == "RGB" else None
    lossy = opened.image.format in {"JPEG", "MPO"}
    return Original(decode(opened), lossy, profile if isinstance(profile, bytes) else None)


def encoded(image: Image.Image, *, lossy: bool, profile: bytes | None, note: str) -> tuple[bytes, str]:
    """Return the bytes of an edited copy and the ending of its name.

    Neither the camera nor the time, the place and the small picture of the original are in it: none of them is true of
    an image that no camera took. Equal pixels and note give equal bytes.

    Args:
        image: RGB.
        lossy: Write JPEG of high quality with full colour resolution instead of PNG.
        profile: The colour profile of the pixels.
        note: What the file says of itself, in ASCII.
    """
    file = io.BytesIO()
    if lossy:
        image.save(file, "JPEG", quality=QUALITY, subsampling=0, icc_profile=profile, exif=b"", comment=note.encode())
        return file.getvalue(), ".jpg"
    text = PngInfo()
    text.add_text("Comment", note)
    image.save(file, "PNG", compress_level=_PNG_EFFORT, icc_profile=profile, pnginfo=text, exif=b"")
    return file.getvalue(), ".png"
