"""Unpacks the photos of an archive into a folder, and never outside of it."""

import filecmp
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from miwake.photos.archives import ARCHIVE_ERRORS, Member, Unreadable, opened_archive
from miwake.photos.formats import is_photo_name
from miwake.photos.reading import CHUNK

# Left free on the drive, for the project's own database.
_KEPT_FREE = 200 << 20
# Not allowed in Windows' file names; a project may be carried there.
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file that now lies at `path`, and the `member` of the archive that it came from."""

    member: str
    path: Path


def unpack_photos(
    archive: Path, folder: Path, *, members: Collection[str] | None = None
) -> Iterator[Unpacked | Unreadable]:
    """Write the photos of a zip or tar below `folder`, and yield each, or why it was refused.

    Args:
        archive: The zip or tar.
        folder: Made if it is missing. A file of the same name and content is used again; of other content, kept.
        members: Only these names; None for all photos.
    """
    with opened_archive(archive) as content:
        for member in content:
            if isinstance(member, Unreadable):
                yield member
            elif is_photo_name(member.name) if members is None else member.name in members:
                yield _unpacked(archive, member, folder)


def _unpacked(archive: Path, member: Member, folder: Path) -> Unpacked | Unreadable:
    parts = safe_parts(member.name)
    if parts is None:
        return Unreadable(f"{archive}/{member.name}", "Its name leads out of the folder that it is unpacked to.")
    target = folder.joinpath(*parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            return Unreadable(f"{archive}/{member.name}", "Its name leads out of the folder that it is unpacked to.")
        if shutil.disk_usage(folder).free < member.size + _KEPT_FREE:
            return Unreadable(f"{archive}/{member.name}", "There is too little room on the drive to unpack it.")
        return Unpacked(member.name, _written(member, target))
    except ARCHIVE_ERRORS as error:
        return Unreadable(f"{archive}/{member.name}", f"It cannot be unpacked: {error}.")


def safe_parts(name: str) -> tuple[str, ...] | None:
    """Return the folders and the file name that an archive's entry may be written to; None if it leads elsewhere."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or re.match(r"^[A-Za-z]:", name):
        return None
    return tuple(_safe(part) for part in path.parts)


def _safe(part: str) -> str:
    cleaned = _FORBIDDEN.sub("_", part).rstrip(". ") or "_"
    return f"_{cleaned}" if _RESERVED.match(cleaned) else cleaned


def _written(member: Member, target: Path) -> Path:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".unpacking-")
    try:
        with os.fdopen(handle, "wb") as file, member.open() as content:
            left = member.size
            # What the archive states was judged; more than that is not taken.
            while left > 0 and (chunk := content.read(min(CHUNK, left))):
                file.write(chunk)
                left -= len(chunk)
            if left or content.read(1):
                raise ValueError("its size is not the stated one")
        return _moved(Path(temporary), target)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _moved(temporary: Path, target: Path) -> Path:
    """Give the file its name, or another one where that name is taken by different content."""
    place, number = target, 1
    while place.exists():
        if place.is_file() and filecmp.cmp(temporary, place, shallow=False):
            return place
        number += 1
        place = target.with_stem(f"{target.stem} ({number})")
    temporary.chmod(0o644)
    return temporary.replace(place)
