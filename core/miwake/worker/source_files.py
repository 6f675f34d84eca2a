"""Find the files of an import's sources; what lies in archives is unpacked on the way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from miwake.domain.control import Control
from miwake.photos.captions_file import CaptionFile
from miwake.photos.sources import FoundPhoto, find_photos
from miwake.photos.unpacking import Unpacked, unpack_photos
from miwake.worker.looking import File, Refused

CAPTION_SUFFIXES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"})


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The files that may be photos.

    Attributes:
        sources: Folders, photos, archives and captions files.
        unpack_to: The folder that an archive is unpacked to.
        control: Obeyed while archives are unpacked.
        refused: Filled with what cannot be looked into.
    """

    sources: Sequence[Path]
    unpack_to: Callable[[Path], Path]
    control: Control
    refused: list[Refused] = field(default_factory=list)

    def find(self, caption_files: Iterable[CaptionFile]) -> Iterator[File]:
        """Yield the files of the sources, and those that captions files among the sources name beside themselves."""
        sources = [path for path in self.sources if path.suffix.lower() not in CAPTION_SUFFIXES]
        archives: dict[Path, list[FoundPhoto]] = {}
        for found in find_photos([*sources, *self._named_by(caption_files)]):
            if not isinstance(found, FoundPhoto):
                self.refused.append(Refused(found.path, found.reason))
            elif found.member is None:
                yield File(found.path, found.name, str(found.path))
            else:
                archives.setdefault(found.path, []).append(found)
        for archive, members in archives.items():
            yield from self._unpacked(archive, members)

    def _named_by(self, caption_files: Iterable[CaptionFile]) -> Iterator[Path]:
        for file in caption_files:
            if file.path in self.sources and file.path.suffix.lower() != ".tar":
                beside = {file.path.parent / row.image for row in file.rows}
                yield from sorted(path for path in beside if path.is_file())

    def _unpacked(self, archive: Path, members: Sequence[FoundPhoto]) -> Iterator[File]:
        names = {found.member: found.name for found in members}
        wanted = {name for name in names if name}
        for unpacked in unpack_photos(archive, self.unpack_to(archive), members=wanted):
            self.control.checkpoint()
            if isinstance(unpacked, Unpacked):
                yield File(unpacked.path, names[unpacked.member], f"{archive}/{unpacked.member}")
            else:
                self.refused.append(Refused(unpacked.path, unpacked.reason))
