"""Exchange left and right in a photo."""

from PIL import Image

from miwake.domain.errors import RefusedError


def mirrored(image: Image.Image) -> Image.Image:
    """Return a photo as a mirror shows it; twice gives the same pixels again.

    Raises:
        RefusedError: Its two halves are each other's mirror image, so that nothing would change.
    """
    copy = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if copy.tobytes() == image.tobytes():
        raise RefusedError("The photo looks the same in a mirror.", kept="No copy was made.")
    return copy
