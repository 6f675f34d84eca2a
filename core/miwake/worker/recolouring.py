"""Give a thing in a photo of a training scene another colour, in the photo and in what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.captions import Caption
from miwake.domain.colours import Colour, following_word, recoloured_text
from miwake.domain.counterfactuals import ChangedCaption, PhotoEdit
from miwake.domain.errors import RefusedError
from miwake.domain.photos import Photo
from miwake.domain.rewording import changed_captions
from miwake.photos.edited_files import read_original
from miwake.photos.recolouring import TOLERANCE, Recolour, recoloured
from miwake.photos.regions import cover, parse_region
from miwake.services.counterfactuals import chosen_captions, require_copiable
from miwake.services.descriptions import descriptions
from miwake.services.photos import photo as photo_of
from miwake.services.projects import Project
from miwake.worker.copy_files import EditedPhoto, keep_copy
from miwake.worker.counterfactuals import CopyMade, typed_change


@dataclass(frozen=True, slots=True)
class RecolourRequest:
    """What to recolour.

    Attributes:
        region: Where, as `parse_region` reads it.
        source: The colour that the thing has.
        target: The colour that it gets.
        captions: The descriptions that speak of it; found by the colour word where none is named.
        text: What is true of the copy, in a person's words.
        tolerance: Degrees of hue around the thing's own that change with it.
        repaint: Also give colour to what has none, and make it much lighter or darker.
    """

    region: str
    source: Colour
    target: Colour
    captions: tuple[int, ...] = ()
    text: str | None = None
    tolerance: float = TOLERANCE
    repaint: bool = False


def recolour_photo(project: Project, photo_id: int, wanted: RecolourRequest) -> CopyMade:
    """Make a recoloured copy of a photo, as one step that can be undone.

    Raises:
        RefusedError: The photo may have no copy, no description says the colour of one thing, hardly anything in the
            region has it, or the change needs more than was asked for.
        MiwakeError: The region cannot be read.
        NotFoundError: The photo or a description is not in the project.
        PhotoRefusedError: The photo's file cannot be decoded.
    """
    photo = photo_of(project, photo_id)
    require_copiable(photo)
    changed = _changed(photo, descriptions(project, photo=photo.id), wanted)
    original = read_original(photo.path)
    size = original.image.size
    region = parse_region(wanted.region, size=size)
    change = Recolour(wanted.source, wanted.target, wanted.tolerance, wanted.repaint)
    result = recoloured(original.image, cover(region, size=size), change)
    edited = EditedPhoto(
        photo,
        result.image,
        PhotoEdit.RECOLOUR,
        {
            "region": [[round(x, 2), round(y, 2)] for x, y in region.points],
            "from": str(wanted.source),
            "to": str(wanted.target),
            "tolerance": wanted.tolerance,
            "repaint": wanted.repaint,
            "changed": result.changed,
            "lightness": result.lightness,
        },
        f"{wanted.source} to {wanted.target}",
        # Never JPEG: not one pixel outside the region is to change.
        lossy=False,
        profile=original.profile,
        captions=changed,
        typed=wanted.text is not None,
    )
    return keep_copy(project, edited, title=f"Recoloured {photo.name}: {wanted.source} to {wanted.target}")


def _changed(photo: Photo, own: Sequence[Caption], wanted: RecolourRequest) -> tuple[ChangedCaption, ...]:
    chosen = chosen_captions(own, wanted.captions)
    if wanted.text is not None:
        return typed_change(chosen, wanted.text)
    changed, reasons = changed_captions(
        (each.text for each in chosen),
        lambda text: recoloured_text(text, wanted.source, wanted.target),
        known=[each.text for each in own if each not in chosen],
    )
    if not changed:
        raise RefusedError(
            f"No description of {photo.name} speaks of one {wanted.source} thing.",
            why="; ".join(dict.fromkeys(reasons)).capitalize() + "." if reasons else "",
            kept="No copy was made.",
            todo="Describe the thing with its colour, or say what is true of the copy: --text.",
        )
    things = {following_word(each.was, wanted.source) for each in changed}
    if len(things) > 1 and not wanted.captions:
        raise RefusedError(
            f"The descriptions of {photo.name} may speak of several {wanted.source} things.",
            why=f"They say {wanted.source} of: {', '.join(sorted(things))}.",
            kept="No copy was made.",
            todo="Name the descriptions that speak of the thing in the region: --caption NUMBER, more than once.",
        )
    return changed
