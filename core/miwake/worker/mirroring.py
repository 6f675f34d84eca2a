"""Mirror photos of training scenes that a description says something of left or right of."""

from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.control import Control
from miwake.domain.counterfactuals import ChangedCaption, PhotoEdit
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.domain.laterality import legible_thing, mirrored_text
from miwake.domain.photos import Photo
from miwake.domain.rewording import changed_captions
from miwake.photos.edited_files import read_original
from miwake.photos.lettering import find_lettering
from miwake.photos.mirroring import mirrored
from miwake.services.batches import new_series
from miwake.services.counterfactuals import chosen_captions, copies_of, require_copiable
from miwake.services.descriptions import descriptions
from miwake.services.photos import photos_of
from miwake.services.projects import Project
from miwake.worker.copy_files import EditedPhoto, keep_copy
from miwake.worker.counterfactuals import Copies, CopyMade, CopyRefused, typed_change


class LegibleError(RefusedError):
    """A mirror would turn something round that people read; a person may accept it."""


@dataclass(frozen=True, slots=True)
class MirrorRequest:
    """How to mirror.

    Attributes:
        accept_text: Mirror also what probably shows something to read; whoever asks has accepted it.
        captions: Only these descriptions of the photo; all where none is named. For one photo.
        text: What is true of the copy, in a person's words. For one photo.
    """

    accept_text: bool = False
    captions: tuple[int, ...] = ()
    text: str | None = None


def mirror_photos(project: Project, ids: Sequence[int], wanted: MirrorRequest, *, control: Control) -> Copies:
    """Mirror photos, as one step that can be undone; what cannot be is told with its reason.

    Raises:
        CancelledError: The person cancelled; what was made so far stays and can be undone.
    """
    control.stage("Mirroring photos", len(ids))
    series, outcome = new_series("mirror"), Copies()
    title = "Mirrored a photo" if len(ids) == 1 else f"Mirrored up to {len(ids)} photos"
    for photo in photos_of(project, ids):
        control.checkpoint()
        try:
            outcome.made.append(_mirror(project, photo, wanted, title=title, series=series))
        except MiwakeError as error:
            reason = " ".join(part for part in (error.what, error.why) if part)
            outcome.refused.append(CopyRefused(photo.id, photo.name, reason, isinstance(error, LegibleError)))
        control.advance()
    return outcome


def _mirror(project: Project, photo: Photo, wanted: MirrorRequest, *, title: str, series: str) -> CopyMade:
    require_copiable(photo)
    for copy in copies_of(project, photo.id):
        if copy.made and copy.made.operation is PhotoEdit.MIRROR:
            raise RefusedError(f"{photo.name} was mirrored already, as photo {copy.id}.", kept="Nothing was changed.")
    changed = _changed(project, photo, wanted)
    original = read_original(photo.path)
    image = mirrored(original.image)
    against = _legible(project, photo) or find_lettering(original.image)
    if against and not wanted.accept_text:
        raise LegibleError(
            f"{photo.name} probably shows something that a mirror makes unreadable: {against}.",
            kept="No copy was made.",
            todo="Look at it. Where nothing reads wrongly in a mirror, accept it: --accept-text.",
        )
    edited = EditedPhoto(
        photo,
        image,
        PhotoEdit.MIRROR,
        {},
        "mirrored",
        lossy=original.lossy,
        profile=original.profile,
        captions=changed,
        typed=wanted.text is not None,
        accepted=against,
    )
    return keep_copy(project, edited, title=title, series=series)


def _changed(project: Project, photo: Photo, wanted: MirrorRequest) -> tuple[ChangedCaption, ...]:
    own = descriptions(project, photo=photo.id)
    chosen = chosen_captions(own, wanted.captions)
    if wanted.text is not None:
        return typed_change(chosen, wanted.text)
    known = [each.text for each in own if each not in chosen]
    changed, reasons = changed_captions((each.text for each in chosen), mirrored_text, known=known)
    if not changed:
        raise RefusedError(
            f"No description of {photo.name} is changed by a mirror.",
            why="; ".join(dict.fromkeys(reasons)).capitalize() + "." if reasons else "",
            kept="No copy was made.",
            todo="Describe what is left or right of what, or say what is true of the copy: --text.",
        )
    return changed


def _legible(project: Project, photo: Photo) -> str | None:
    for each in descriptions(project, photo=photo.id):
        if word := legible_thing(each.text):
            return f"a description speaks of “{word}”"
    return None
