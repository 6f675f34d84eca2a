"""Put an edited copy's file into the project and the copy into its database, both or neither."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from miwake.domain.counterfactuals import ChangedCaption, PhotoEdit
from miwake.domain.errors import MiwakeError
from miwake.domain.photos import NewPhoto, Photo
from miwake.photos.edited_files import encoded
from miwake.photos.facts import look_at
from miwake.photos.reading import PhotoBytes
from miwake.photos.thumbnails import thumbnail_bytes
from miwake.services.counterfactuals import NewCopy, add_copy
from miwake.services.photos import keep_thumbnails
from miwake.services.projects import Project
from miwake.worker.counterfactuals import CopyMade, told

_LONGEST_STEM = 50


@dataclass(frozen=True, slots=True, eq=False)
class EditedPhoto:
    """An edited photo that is to be kept.

    Attributes:
        parent: The photo that was edited.
        image: The result.
        operation: What was done.
        parameters: With what.
        suffix: What its name adds to the original's.
        lossy: Write JPEG instead of PNG.
        profile: The colour profile of its pixels.
        captions: The descriptions that the edit changed.
        typed: A person wrote what is true of the copy.
        accepted: What spoke against it and was accepted.
    """

    parent: Photo
    image: Image.Image
    operation: PhotoEdit
    parameters: Mapping[str, Any]
    suffix: str
    lossy: bool
    profile: bytes | None
    captions: tuple[ChangedCaption, ...]
    typed: bool = False
    accepted: str | None = None


def keep_copy(project: Project, edited: EditedPhoto, *, title: str, series: str | None = None) -> CopyMade:
    """Write the file of an edited copy and its rows; see `add_copy` for what is refused.

    Raises:
        RefusedError: The copy is there already, or its original may have none.
        MiwakeError: The file cannot be written.
    """
    note = f"Edited copy made by Miwake: {edited.operation} of {edited.parent.sha256}"
    data, ending = encoded(edited.image, lossy=edited.lossy, profile=edited.profile, note=note)
    seen = look_at(PhotoBytes(data, hashlib.sha256(data).hexdigest()))
    facts = seen.facts
    name = f"{Path(edited.parent.name).stem[:_LONGEST_STEM]} {edited.suffix}{ending}"
    path = project.folder.photos / facts.sha256[:2] / f"{facts.sha256[:12]}-{name}"
    was_there = path.exists()
    _write(path, data)
    new = NewPhoto(
        sha256=facts.sha256,
        path=path,
        name=name,
        bytes=facts.size,
        width=facts.width,
        height=facts.height,
        phash=facts.phash,
        pixels=facts.pixels,
        warnings=facts.warnings,
    )
    try:
        copy, _ = add_copy(
            project,
            NewCopy(
                new,
                edited.parent.id,
                edited.operation,
                edited.parameters,
                edited.captions,
                typed=edited.typed,
                accepted=edited.accepted,
            ),
            title=title,
            series=series,
        )
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise
    keep_thumbnails(project, {facts.sha256: thumbnail_bytes(seen.image)})
    return told(copy, edited.captions)


def _write(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise MiwakeError(
            f"{path.name} cannot be written.", why=str(error), kept="No copy was made.", todo="Make room on the drive."
        ) from error
