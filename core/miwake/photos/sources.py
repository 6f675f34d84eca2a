"""Finds the photos in folders, files and archives that a person drops, in a stable order."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from miwake.photos.archives import Unreadable, opened_archive
from miwake.photos.formats import is_archive_name, is_photo_name

# macOS puts its own files beside the photos of a zip, and a project's folder holds thumbnails and unpacked photos.
_SYSTEM_FOLDERS = frozenset({"__macosx", "@eadir", "$recycle.bin", "system volume information"})
_PROJECT_SUFFIX = ".miwake"


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A file that goes by the name of a photo; whether it is one shows when it is opened.

    Attributes:
        path: The file, or the archive that holds it.
        source: What the person named: the folder, the file or the archive.
        name: Where it lies in the source, with `/` between folders.
        member: Its name inside the archive `path`; None for a plain file.
    """

    path: Path
    source: Path
    name: str
    member: str | None = None


Found = FoundPhoto | Unreadable


def find_photos(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield every photo of the sources, and what could not be looked into with the reason; nothing is fatal.

    Hidden files and folders are skipped, folders that were seen before too, so links in a circle come to an end.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            if path.is_dir():
                yield from _of_folder(path, source=path, prefix="", seen=seen)
            elif not path.exists():
                yield Unreadable(str(path), "It is not there.")
            elif is_archive_name(path.name):
                yield from _of_archive(path, source=path, prefix="")
            elif is_photo_name(path.name):
                yield FoundPhoto(path, path, path.name)
            else:
                yield Unreadable(str(path), "Its name is not that of a photo.")
        except OSError as error:
            yield Unreadable(str(path), f"It cannot be read: {error.strerror or error}.")


def _of_folder(folder: Path, *, source: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[Found]:
    try:
        status = folder.stat()
        # Some network drives have no file numbers.
        identity = (status.st_dev, status.st_ino) if status.st_ino else (0, hash(folder.resolve()))
        if identity in seen:
            return
        seen.add(identity)
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        yield Unreadable(str(folder), f"The folder cannot be read: {error.strerror or error}.")
        return
    for entry in entries:
        if not _is_unicode(entry.name):
            shown = os.fsencode(entry.path).decode("utf-8", "replace")
            yield Unreadable(shown, "Its name is in an old encoding that cannot be kept; rename it.")
        elif not _is_hidden(entry.name):
            yield from _of_entry(entry, source=source, prefix=prefix, seen=seen)


def _of_entry(entry: os.DirEntry[str], *, source: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[Found]:
    path, name = Path(entry.path), prefix + entry.name
    try:
        is_folder, is_file = entry.is_dir(), entry.is_file()
    except OSError as error:
        yield Unreadable(entry.path, f"It cannot be read: {error.strerror or error}.")
        return
    if is_folder:
        if not name.casefold().endswith(_PROJECT_SUFFIX):
            yield from _of_folder(path, source=source, prefix=f"{name}/", seen=seen)
    elif is_photo_name(entry.name):
        if is_file:
            yield FoundPhoto(path, source, name)
        else:
            yield Unreadable(entry.path, "It is a link to nowhere, or no file.")
    elif is_archive_name(entry.name) and is_file:
        yield from _of_archive(path, source=source, prefix=f"{name}/")


def _of_archive(path: Path, *, source: Path, prefix: str) -> Iterator[Found]:
    with opened_archive(path) as members:
        for member in members:
            if isinstance(member, Unreadable):
                yield member
            elif is_photo_name(member.name) and not any(_is_hidden(part) for part in member.name.split("/")):
                yield FoundPhoto(path, source, prefix + member.name, member.name)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _SYSTEM_FOLDERS


def _is_unicode(name: str) -> bool:
    """Return whether a name can be written down; on Linux a name may be any bytes, which a database refuses."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
