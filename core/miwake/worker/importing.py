"""Import photos and captions: find, look, group, write; nothing that is refused stops the rest."""

import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.errors import MiwakeError
from miwake.domain.photos import NewPhoto, Photo
from miwake.photos.captions_file import read_captions
from miwake.photos.grouping import Candidate, Grouping, Known, assign_groups
from miwake.photos.sources import FoundPhoto, find_photos
from miwake.photos.unpacking import Unpacked, unpack_photos
from miwake.services import importing
from miwake.services.photos import keep_thumbnails
from miwake.services.projects import Project
from miwake.worker.captioning import caption_names, import_captions
from miwake.worker.looking import File, Refused, Seen, look_at_files

CHUNK = 400
CAPTION_SUFFIXES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"})


@dataclass(slots=True)
class Imported:
    """What an import did, or would do; the names are those of the command line's JSON."""

    photos_new: int = 0
    photos_known: int = 0
    near_duplicates: int = 0
    captions_new: int = 0
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        sources: Folders, photos, archives and captions files.
        captions: A captions file that names photos of the sources or of the project.
        dry_run: Look and report, write nothing.
    """

    sources: tuple[Path, ...]
    captions: Path | None = None
    dry_run: bool = False


def import_sources(project: Project, wanted: ImportRequest, *, control: Control) -> Imported:
    """Import photos and captions into a project; see `Imported`.

    Raises:
        MiwakeError: A captions file cannot be read at all, or nothing was named.
        CancelledError: The person cancelled; what was written so far stays and can be undone.
    """
    return _Import(project, wanted, control).run()


class _Import:
    """One import; what it found accumulates in `outcome`."""

    def __init__(self, project: Project, wanted: ImportRequest, control: Control) -> None:
        self._project = project
        self._wanted = wanted
        self._control = control
        self._series = f"import-{secrets.token_hex(4)}"
        self._caption_files = [
            read_captions(path)
            for path in (*wanted.sources, wanted.captions)
            if path and (path == wanted.captions or path.suffix.lower() in {*CAPTION_SUFFIXES, ".tar"})
        ]
        self._known = {photo.sha256: (photo, key) for photo, key in importing.known_photos(project)}
        self._looks: list[Known] = [_known(photo, key) for photo, key in self._known.values()]
        self._ids = {sha256: photo.id for sha256, (photo, _) in self._known.items()}
        self._names: dict[str, list[tuple[Path, str]]] = {}
        self._moved: dict[int, Path] = {}
        self.outcome = Imported()

    def run(self) -> Imported:
        if not self._wanted.sources and not self._caption_files:
            raise MiwakeError("There is nothing to import.", todo="Name folders, photos, archives or a captions file.")
        with ExitStack() as stack:
            files = list(self._files(stack))
            self._control.stage("Looking at photos", len(files))
            chunk: list[Seen] = []
            for seen in look_at_files(files):
                self._control.advance()
                self._control.checkpoint()
                if isinstance(seen, Refused):
                    self.outcome.refused.append(seen)
                elif self._is_new(seen):
                    chunk.append(seen)
                if len(chunk) == CHUNK:
                    self._place(chunk)
                    chunk = []
            self._place(chunk)
        if self._moved and not self._wanted.dry_run:
            importing.note_paths(self._project, self._moved)
        self._control.stage("Reading descriptions")
        self._describe()
        return self.outcome

    def _files(self, stack: ExitStack) -> Iterator[File]:
        self._control.stage("Looking for photos")
        sources = [path for path in self._wanted.sources if path.suffix.lower() not in CAPTION_SUFFIXES]
        archives: dict[Path, list[FoundPhoto]] = {}
        for found in find_photos([*sources, *self._named_by_captions()]):
            if not isinstance(found, FoundPhoto):
                self.outcome.refused.append(Refused(found.path, found.reason))
            elif found.member is None:
                yield File(found.path, found.name, str(found.path))
            else:
                archives.setdefault(found.path, []).append(found)
        for archive, members in archives.items():
            yield from self._unpacked(archive, members, stack)

    def _named_by_captions(self) -> Iterator[Path]:
        """Photos that a captions file among the sources names beside itself."""
        for file in self._caption_files:
            if file.path != self._wanted.captions and file.path.suffix.lower() != ".tar":
                beside = {file.path.parent / row.image for row in file.rows}
                yield from sorted(path for path in beside if path.is_file())

    def _unpacked(self, archive: Path, members: Sequence[FoundPhoto], stack: ExitStack) -> Iterator[File]:
        if self._wanted.dry_run:
            target = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="miwake-import-")))
        else:
            target = self._project.folder.photos / archive.stem
        names = {found.member: found.name for found in members}
        for unpacked in unpack_photos(archive, target, members={name for name in names if name}):
            self._control.checkpoint()
            if isinstance(unpacked, Unpacked):
                yield File(unpacked.path, names[unpacked.member], f"{archive}/{unpacked.member}")
            else:
                self.outcome.refused.append(Refused(unpacked.path, unpacked.reason))

    def _is_new(self, seen: Seen) -> bool:
        sha256 = seen.facts.sha256
        is_new = sha256 not in self._ids and sha256 not in self._names
        self._names.setdefault(sha256, []).append((seen.file.path, seen.file.name))
        if is_new:
            self.outcome.warnings += [Refused(seen.file.shown, warning) for warning in seen.facts.warnings]
            return True
        self.outcome.photos_known += 1
        known = self._known.get(sha256)
        if known and not known[0].path.is_file():
            self._moved[known[0].id] = seen.file.path
        return False

    def _place(self, chunk: Sequence[Seen]) -> None:
        if not chunk:
            return
        group_names = caption_names(self._caption_files, self._all_names())
        grouping = assign_groups([_candidate(seen, group_names.get(seen.facts.sha256)) for seen in chunk], self._looks)
        self.outcome.photos_new += len(chunk)
        self.outcome.near_duplicates += _joined(grouping)
        if self._wanted.dry_run:
            self._ids |= {seen.facts.sha256: -1 for seen in chunk}
            return
        self._write(chunk, grouping)

    def _write(self, chunk: Sequence[Seen], grouping: Grouping) -> None:
        placed = [
            importing.Placed(
                self._new(seen), scene=f"{len(self._ids)}-{place.fresh}", known_group=place.known, key=place.name
            )
            for seen, place in zip(chunk, grouping.placed, strict=True)
        ]
        groups = {photo.photo: photo.group for photo in self._looks}
        links = [
            (groups[link.photo_a], groups[link.photo_b])
            for link in grouping.links
            if link.photo_a in groups and link.photo_b in groups
        ]
        ids, _ = importing.add_photos(self._project, placed, links=links, series=self._series)
        keep_thumbnails(self._project, {seen.facts.sha256: seen.thumbnail for seen in chunk})
        self._ids |= ids
        self._looks = [_known(photo, key) for photo, key in importing.known_photos(self._project)]

    def _new(self, seen: Seen) -> NewPhoto:
        facts = seen.facts
        return NewPhoto(
            sha256=facts.sha256,
            path=self._kept(seen).absolute(),
            name=seen.file.path.name,
            bytes=facts.size,
            width=facts.width,
            height=facts.height,
            taken_at=facts.taken_at.isoformat() if facts.taken_at else None,
            latitude=facts.latitude,
            longitude=facts.longitude,
            camera=facts.camera,
            phash=facts.phash,
            pixels=facts.pixels,
            warnings=facts.warnings,
        )

    def _kept(self, seen: Seen) -> Path:
        """Where the photo lies from now on: copied in, if the project was made so."""
        path = seen.file.path
        inside = self._project.folder.photos
        if not self._project.copies_photos or path.is_relative_to(inside):
            return path
        target = inside / seen.facts.sha256[:2] / f"{seen.facts.sha256[:12]}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}")
        shutil.copyfile(path, fresh)
        fresh.replace(target)
        return target

    def _all_names(self) -> Iterable[tuple[str, Path, str]]:
        """Every name that a captions file may call a photo by: (identity, path, name in its source)."""
        for sha256, (photo, _) in self._known.items():
            yield sha256, photo.path, ""
        for sha256, names in self._names.items():
            for path, name in names:
                yield sha256, path, name

    def _describe(self) -> None:
        for file in self._caption_files:
            done = import_captions(
                self._project, file, self._all_names(), self._ids, series=self._series, dry_run=self._wanted.dry_run
            )
            self.outcome.captions_new += done.new
            self.outcome.warnings += done.warnings


def _candidate(seen: Seen, name: str | None) -> Candidate:
    facts = seen.facts
    return Candidate(
        photo=facts.sha256,
        phash=facts.phash,
        pixels=facts.pixels,
        name=name,
        taken_at=facts.taken_at,
        latitude=facts.latitude,
        longitude=facts.longitude,
        camera=facts.camera,
    )


def _known(photo: Photo, key: str | None) -> Known:
    return Known(
        photo=photo.sha256,
        phash=photo.phash,
        pixels=photo.pixels,
        name=key,
        taken_at=datetime.fromisoformat(photo.taken_at) if photo.taken_at else None,
        latitude=photo.latitude,
        longitude=photo.longitude,
        camera=photo.camera,
        group=photo.group,
    )


def _joined(grouping: Grouping) -> int:
    """How many new photos share a scene with one that came before them, unless a person's file says so."""
    seen: set[int | None] = set()
    joined = 0
    for place in grouping.placed:
        if place.name is None and (place.known is not None or place.fresh in seen):
            joined += 1
        seen.add(place.fresh)
    return joined
