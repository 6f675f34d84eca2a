"""Looks into zip and tar archives without trusting them: names, sizes and encryption are judged before anything."""

import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from miwake.photos.reading import MAX_BYTES

# Photos hardly shrink in a zip; what grows a hundredfold was made to fill a disk.
MOST_GROWTH = 100
_SMALL = 64 << 20
_ENCRYPTED = 0x1
_UTF8 = 0x800

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What could not be looked into, and why, in words for the person."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A plain file inside an archive.

    Attributes:
        name: Where it lies in the archive, with `/` between folders; not yet safe to write to.
        size: Its unpacked size as the archive states it, in bytes.
        open: Opens its content; only while the archive is open.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]] = field(repr=False, compare=False)


@contextmanager
def opened_archive(path: Path) -> Iterator[list[Member | Unreadable]]:
    """Give the plain files of a zip or tar and what of it is refused; links, devices and folders are left out."""
    archive: zipfile.ZipFile | tarfile.TarFile | None = None
    try:
        archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else tarfile.open(path, "r:*")  # noqa: SIM115
        members = _zip_members(path, archive) if isinstance(archive, zipfile.ZipFile) else _tar_members(path, archive)
    except ARCHIVE_ERRORS as error:
        members = [Unreadable(str(path), f"The archive is damaged or not one that can be read: {error}.")]
    try:
        yield members
    finally:
        if archive is not None:
            archive.close()


def _zip_members(path: Path, archive: zipfile.ZipFile) -> list[Member | Unreadable]:
    entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
    too_much = _bomb(path, sum(entry.file_size for entry in entries))
    if too_much:
        return [too_much]
    members: list[Member | Unreadable] = []
    for entry in entries:
        name = _zip_name(entry)
        if entry.flag_bits & _ENCRYPTED:
            members.append(Unreadable(f"{path}/{name}", "It is locked with a password; unpack the zip yourself first."))
        else:
            members.append(_checked(path, Member(name, entry.file_size, partial(archive.open, entry))))
    return members


def _tar_members(path: Path, archive: tarfile.TarFile) -> list[Member | Unreadable]:
    entries = [entry for entry in archive.getmembers() if entry.isreg()]
    too_much = _bomb(path, sum(entry.size for entry in entries))
    if too_much:
        return [too_much]
    return [
        _checked(path, Member(_tar_name(entry), entry.size, partial(_tar_file, archive, entry))) for entry in entries
    ]


def _tar_file(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise OSError("not a plain file")
    return content


def _checked(path: Path, member: Member) -> Member | Unreadable:
    if member.size > MAX_BYTES:
        return Unreadable(f"{path}/{member.name}", f"It is larger than {MAX_BYTES >> 20} MB.")
    return member


def _bomb(path: Path, total: int) -> Unreadable | None:
    if total <= _SMALL + MOST_GROWTH * path.stat().st_size:
        return None
    return Unreadable(str(path), f"It would unpack to {total >> 20} MB, more than {MOST_GROWTH} times its own size.")


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; without the UTF-8 mark it is in whatever the packing machine used."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    return _decoded(entry.filename.encode("cp437", "replace")) or entry.filename


def _tar_name(entry: tarfile.TarInfo) -> str:
    raw = entry.name.encode("utf-8", "surrogateescape")
    return _decoded(raw) or raw.decode("utf-8", "replace")


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return None
