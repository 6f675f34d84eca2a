"""Give photos the captions of a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.texts import normalised
from miwake.photos.captions_file import CaptionFile
from miwake.photos.names import Matches, NamedPhoto, match_names
from miwake.services import importing
from miwake.services.descriptions import descriptions
from miwake.services.projects import Project
from miwake.worker.looking import Refused

Names = Iterable[tuple[str, Path, str]]


@dataclass(frozen=True, slots=True)
class Captioned:
    """How many captions were new, and which lines say nothing of any photo."""

    new: int
    warnings: list[Refused]


def caption_names(files: Sequence[CaptionFile], names: Names) -> dict[str, str]:
    """Return the scene that captions files put photos into, by identity."""
    everything = list(names)
    groups: dict[str, str] = {}
    for file in files:
        if any(row.group for row in file.rows):
            matches = _matches(file, everything)
            for row in file.rows:
                if row.group and row.image in matches.found:
                    groups.setdefault(matches.found[row.image], row.group)
    return groups


def import_captions(
    project: Project, file: CaptionFile, names: Names, ids: Mapping[str, int], *, series: str, title: str, dry_run: bool
) -> Captioned:
    """Write the captions of a file to the photos that it names.

    Args:
        project: The project.
        file: What was read.
        names: Every name that a photo goes by: (identity, path, name in its source).
        ids: Photos' identifiers by identity.
        series: Name of the import, for undo.
        title: What the history calls the import.
        dry_run: Count, write nothing.
    """
    matches = _matches(file, list(names))
    warnings = [Refused(f"{file.path} line {bad.line}", bad.reason) for bad in file.bad_lines]
    warnings += [Refused(f"{file.path}: {image}", reason) for image, reason in matches.refused.items()]
    found = [(matches.found[row.image], row.caption) for row in file.rows if row.image in matches.found]
    if dry_run:
        return Captioned(_count_new(project, found, ids), warnings)
    new, _ = importing.add_captions(
        project, [importing.NewCaption(ids[photo], text) for photo, text in found], series=series, title=title
    )
    return Captioned(new, warnings)


def _matches(file: CaptionFile, names: Sequence[tuple[str, Path, str]]) -> Matches:
    named = [NamedPhoto(photo, path, name) for photo, path, name in names]
    return match_names((row.image for row in file.rows), named, folder=file.path.parent)


def _count_new(project: Project, found: Sequence[tuple[str, str]], ids: Mapping[str, int]) -> int:
    known = {(caption.photo, normalised(caption.text)) for caption in descriptions(project)}
    wanted = {(photo, normalised(text)) for photo, text in found}
    return sum((ids[photo], text) not in known for photo, text in wanted)
