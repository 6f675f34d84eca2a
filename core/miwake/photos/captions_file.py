"""Reads the descriptions that come with photos: CSV, TSV, JSON lines, COCO, webdataset tar."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miwake.domain.errors import RefusedError
from miwake.photos.archives import ARCHIVE_ERRORS, Unreadable, opened_archive
from miwake.photos.formats import is_photo_name
from miwake.photos.tables import BadLine, read_table
from miwake.photos.texts import clean_caption, read_lines, reason_of


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """One description.

    Attributes:
        image: The photo's name as the file says it.
        caption: The description, cleaned.
        group: The scene that the file puts the photo into, or None.
        line: Where it stands: line of the file, number of the COCO annotation or of the tar's entry, from 1.
    """

    image: str
    caption: str
    group: str | None
    line: int


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """All that a captions file says, and the lines that were left out."""

    path: Path
    rows: tuple[CaptionRow, ...]
    bad_lines: tuple[BadLine, ...]
    encoding: str


def read_captions(path: Path) -> CaptionFile:
    """Return the descriptions of a file; bad lines are left out and reported.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It is none of the known kinds, or a required column is missing.
    """
    readers: dict[str, Callable[[Path], CaptionFile]] = {
        ".jsonl": _json_lines,
        ".ndjson": _json_lines,
        ".json": _coco,
        ".tar": _webdataset,
    }
    return readers.get(path.suffix.lower(), _table)(path)


def _table(path: Path) -> CaptionFile:
    text, rows = read_table(path, required=("image", "caption"))
    return _collected(
        path,
        text.encoding,
        (row if isinstance(row, BadLine) else _caption(row.line, row.values) for row in rows),
    )


def _json_lines(path: Path) -> CaptionFile:
    text = read_lines(path)
    return _collected(path, text.encoding, _from_json_lines(text.lines))


def _from_json_lines(lines: Iterable[str]) -> Iterator[CaptionRow | BadLine]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadLine(number, f"It is not JSON: {error}.")
            continue
        yield _caption(number, values) if isinstance(values, dict) else BadLine(number, "It is not a JSON object.")


def _coco(path: Path) -> CaptionFile:
    text = read_lines(path)
    try:
        content = json.loads("".join(text.lines))
        names = {each["id"]: each["file_name"] for each in content["images"]}
        annotations = list(content["annotations"])
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise RefusedError(
            f"{path.name} is not a COCO captions file.",
            why=f"It needs the lists images (id, file_name) and annotations (image_id, caption): {error!r}",
            todo="For one JSON object a line, name the file .jsonl.",
        ) from error
    return _collected(path, text.encoding, (_annotation(*each, names) for each in enumerate(annotations, start=1)))


def _annotation(number: int, annotation: Any, names: dict[Any, Any]) -> CaptionRow | BadLine:
    try:
        image = names[annotation["image_id"]]
    except (LookupError, TypeError):
        return BadLine(number, "The annotation belongs to no image of the file.")
    return _caption(number, {"image": image, "caption": annotation.get("caption")})


def _webdataset(path: Path) -> CaptionFile:
    with opened_archive(path) as members:
        plain = [member for member in members if not isinstance(member, Unreadable)]
        photos = {_key(member.name): member.name for member in plain if is_photo_name(member.name)}
        rows: list[CaptionRow | BadLine] = [
            BadLine(0, member.reason) for member in members if isinstance(member, Unreadable)
        ]
        for number, member in enumerate(plain, start=1):
            image, kind = photos.get(_key(member.name)), member.name.rpartition(".")[2].lower()
            if image is None or kind not in {"txt", "caption", "json"}:
                continue
            try:
                with member.open() as file:
                    rows += _sample(number, image, kind, file.read(1 << 20))
            except ARCHIVE_ERRORS as error:
                rows.append(BadLine(number, f"{member.name} cannot be read: {error}."))
        return _collected(path, "utf-8", rows)


def _key(name: str) -> str:
    """Return what the files of one sample have in common: the name up to the first dot of its last part."""
    folder, slash, file = name.rpartition("/")
    return folder + slash + file.partition(".")[0]


def _sample(number: int, image: str, kind: str, data: bytes) -> list[CaptionRow | BadLine]:
    text = data.decode("utf-8-sig", "replace")
    if kind != "json":
        return [_caption(number, {"image": image, "caption": text})]
    content = json.loads(text)
    if not isinstance(content, dict) or "caption" not in content:
        return []
    return [_caption(number, {**content, "image": image})]


def _caption(line: int, values: dict[str, Any]) -> CaptionRow | BadLine:
    image, caption, group = values.get("image"), values.get("caption"), values.get("group")
    if not isinstance(image, str) or not image.strip():
        return BadLine(line, "It names no image.")
    if not isinstance(caption, str):
        return BadLine(line, "It has no description.")
    try:
        cleaned = clean_caption(caption)
    except RefusedError as error:
        return BadLine(line, reason_of(error))
    return CaptionRow(image.strip(), cleaned, (str(group).strip() or None) if group is not None else None, line)


def _collected(path: Path, encoding: str, rows: Iterable[CaptionRow | BadLine]) -> CaptionFile:
    everything = list(rows)
    return CaptionFile(
        path,
        tuple(row for row in everything if isinstance(row, CaptionRow)),
        tuple(row for row in everything if isinstance(row, BadLine)),
        encoding,
    )
