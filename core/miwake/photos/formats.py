"""The image formats that count as photos, and the file name extensions that they go by."""

from pi_heif import HeifImagePlugin
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    QoiImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

# Importing a plug-in registers it with Pillow; naming them here does it once, before any thread decodes.
PLUGINS = (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    HeifImagePlugin,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    QoiImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

# Only formats with a signature: TGA and PCX would take random bytes for a photo, EPS and PDF run programs.
FORMATS = ("JPEG", "PNG", "HEIF", "WEBP", "TIFF", "GIF", "BMP", "JPEG2000", "AVIF", "PPM", "QOI")

EXTENSIONS = frozenset(
    extension for extension, name in Image.registered_extensions().items() if name in {*FORMATS, "MPO"}
) - {".apng"}
ARCHIVE_EXTENSIONS = frozenset({".zip", ".tar"})


def is_photo_name(name: str) -> bool:
    """Return whether a file of this name is worth opening as a photo."""
    return _extension(name) in EXTENSIONS


def is_archive_name(name: str) -> bool:
    """Return whether a file of this name may hold photos of its own."""
    return _extension(name) in ARCHIVE_EXTENSIONS


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return dot + extension.lower() if stem and not stem.endswith(("/", "\\")) else ""
