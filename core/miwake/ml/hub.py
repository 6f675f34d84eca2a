"""Files of public model repositories: sizes and checksums first, then the bytes, which go on where they broke off.

The only module that reaches the network, and only when a person asked for a download. It sends no token and no cookie.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.ml.room import told_if_full

HUB = "https://huggingface.co"
ATTEMPTS = 4
PAUSE = 2.0
"""Seconds between two attempts; each attempt that brought something gives all of them back."""
TIMEOUT = 30.0
CHUNK = 1 << 20
_PARTIAL = 206
_NOT_PUBLIC = {401, 403, 404}
_TRY_AGAIN = {429, 500, 502, 503, 504}
_BROKEN = (URLError, HTTPException, ConnectionError, TimeoutError)
"""What a connection that breaks off raises; what the disk says is let through."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_KEPT = "What was downloaded is kept."


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository.

    Attributes:
        url: Where its bytes are.
        path: Its name in the repository.
        size: Bytes.
        sha256: Its checksum, where the hub knows it (all large files).
        blob: The hash that git gives it, for the others.
    """

    url: str
    path: str
    size: int
    sha256: str | None
    blob: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one revision.

    Attributes:
        name: Such as "laion/CLIP-ViT-B-32-laion2B-s34B-b79K".
        revision: The commit; files of another one do not mix with these.
        licence: What its card says, or "not stated".
        files: By their names.
    """

    name: str
    revision: str
    licence: str
    files: dict[str, RemoteFile]


def repository(name: str, *, hub: str = HUB) -> Repository:
    """Ask the hub for a repository.

    Raises:
        NotFoundError: There is none, or it is not public.
        MiwakeError: The hub does not answer.
        RefusedError: The hub's address is neither https nor this computer.
    """
    shown = json.loads(_answer(f"{hub}/api/models/{quote(name)}?blobs=true"))
    revision, card = str(shown["sha"]), shown.get("cardData") or {}
    files = {}
    for each in shown.get("siblings", []):
        path, large = str(each["rfilename"]), each.get("lfs") or {}
        files[path] = RemoteFile(
            url=f"{hub}/{quote(name)}/resolve/{revision}/{quote(path)}",
            path=path,
            size=int(large.get("size") or each.get("size") or 0),
            sha256=large.get("sha256"),
            blob=each.get("blobId"),
        )
    licence = card.get("license_name") or card.get("license") or "not stated"
    return Repository(name, revision, str(licence), files)


def fetch(file: RemoteFile, target: Path, *, told: Callable[[int], None], pause: float = PAUSE) -> None:
    """Download a file; it appears under its name when its checksum was right.

    Called again after it broke off, it goes on from there.

    Args:
        file: What to download.
        target: Where to; beside it a file that ends in `.part` holds what is there so far.
        told: Is given the number of bytes so far, again and again; may raise to break off.
        pause: Seconds between two attempts.

    Raises:
        MiwakeError: The connection broke off; what is there is kept.
        RefusedError: The checksum is wrong; the file was removed.
        DiskFullError: The disk is full; what is there is kept.
    """
    part = target.with_name(f"{target.name}.part")
    with told_if_full(target.parent, kept=_KEPT):
        _complete(file, part, told, pause)
    if not _is_right(file, part):
        part.unlink()
        raise RefusedError(
            f"{file.path} is not what it should be.",
            why="Its checksum differs from the one that the hub gives for it.",
            kept="The file was removed.",
            todo="Download it again; if it happens again, do not use it.",
        )
    part.replace(target)


def _complete(file: RemoteFile, part: Path, told: Callable[[int], None], pause: float) -> None:
    left = ATTEMPTS
    while True:
        before, problem = _size(part), "The server closed the connection."
        try:
            _append(file, part, told)
        except _BROKEN as error:
            if isinstance(error, HTTPError) and error.code not in _TRY_AGAIN:
                raise _told(error, file.url) from error
            problem = str(error)
        now = _size(part)
        if now == file.size:
            return
        left = ATTEMPTS if before < now < file.size else left - 1
        if left == 0:
            raise MiwakeError(
                f"The download of {file.path} broke off.",
                why=problem,
                kept=f"{now} of {file.size} bytes are kept.",
                todo="Give the same command again: it goes on from there.",
            )
        time.sleep(pause)


def _append(file: RemoteFile, part: Path, told: Callable[[int], None]) -> None:
    with part.open("ab") as output:
        if output.tell() > file.size:
            output.truncate(0)
        if output.tell() == file.size:
            return
        for chunk in _stream(file, output):
            output.write(chunk)
            told(output.tell())
            if output.tell() > file.size:
                return


def _stream(file: RemoteFile, output: BinaryIO) -> Iterator[bytes]:
    start = output.tell()
    request = _request(file.url, {"Range": f"bytes={start}-"} if start else {})
    with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  _request checks the address
        if start and response.status != _PARTIAL:
            # This server cannot go on in the middle.
            output.truncate(0)
        while chunk := response.read(CHUNK):
            yield chunk


def _is_right(file: RemoteFile, part: Path) -> bool:
    with part.open("rb") as content:
        if file.sha256:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
        # Small files are ordinary git blobs: their hash is over a header and the content.
        told = hashlib.sha1(b"blob %d\x00" % file.size + content.read(), usedforsecurity=False).hexdigest()
        return told == file.blob


def _answer(url: str) -> bytes:
    try:
        with urlopen(_request(url, {}), timeout=TIMEOUT) as response:  # noqa: S310  _request checks the address
            answer: bytes = response.read()
    except _BROKEN as error:
        raise _told(error, url) from error
    return answer


def _request(url: str, headers: dict[str, str]) -> Request:
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOOPBACK):
        raise RefusedError(f"{url} is not a safe address.", why="Models are downloaded over https only.")
    return Request(url, headers={"User-Agent": "miwake", **headers})  # noqa: S310  checked above


def _told(error: Exception, url: str) -> MiwakeError:
    host = urlsplit(url).hostname
    if isinstance(error, HTTPError):
        if error.code in _NOT_PUBLIC:
            return NotFoundError(f"{url} is not there, or not public.", why=f"{host} answered {error.code}.")
        return MiwakeError(f"{host} refused the download.", why=f"It answered {error.code}.", kept=_KEPT)
    return MiwakeError(
        f"{host} cannot be reached.",
        why=str(getattr(error, "reason", None) or error),
        kept=_KEPT,
        todo="Check the connection, then give the same command again.",
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
