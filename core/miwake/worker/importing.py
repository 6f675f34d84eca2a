"""Import photos and captions: find, look, group, write; nothing that is refused stops the rest."""

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.errors import MiwakeError
from miwake.photos.captions_file import read_captions
from miwake.services import importing
from miwake.services.batches import new_series
from miwake.services.projects import Project
from miwake.worker.captioning import caption_names, import_captions
from miwake.worker.looking import Refused, Seen, look_at_files
from miwake.worker.placing import Scenes, from_the_root
from miwake.worker.source_files import CAPTION_SUFFIXES, SourceFiles

CHUNK = 400


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
    if not wanted.sources and wanted.captions is None:
        raise MiwakeError("There is nothing to import.", todo="Name folders, photos, archives or a captions file.")
    return _Import(project, wanted, control).run()


class _Import:
    """One import; what it found accumulates in `outcome`."""

    def __init__(self, project: Project, wanted: ImportRequest, control: Control) -> None:
        self._project = project
        self._wanted = wanted
        self._control = control
        self._series = new_series("import")
        self._title = _title(wanted)
        self._caption_files = [
            read_captions(path)
            for path in (*wanted.sources, wanted.captions)
            if path and (path == wanted.captions or path.suffix.lower() in {*CAPTION_SUFFIXES, ".tar"})
        ]
        self._scenes = Scenes(project, series=self._series, title=self._title, dry_run=wanted.dry_run)
        self._names: dict[str, list[tuple[Path, str]]] = {}
        self._moved: dict[int, Path] = {}
        self.outcome = Imported()

    def run(self) -> Imported:
        with ExitStack() as stack:
            self._control.stage("Looking for photos")
            sources = SourceFiles(
                self._wanted.sources, lambda archive: self._room(archive, stack), self._control, self.outcome.refused
            )
            files = list(sources.find(self._caption_files))
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

    def _room(self, archive: Path, stack: ExitStack) -> Path:
        """Where an archive is unpacked to; a dry run leaves nothing behind."""
        if self._wanted.dry_run:
            return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="miwake-import-")))
        return self._project.folder.photos / archive.stem

    def _is_new(self, seen: Seen) -> bool:
        sha256 = seen.facts.sha256
        is_new = sha256 not in self._scenes.ids and sha256 not in self._names
        self._names.setdefault(sha256, []).append((seen.file.path, seen.file.name))
        if is_new:
            self.outcome.warnings += [Refused(seen.file.shown, warning) for warning in seen.facts.warnings]
            return True
        self.outcome.photos_known += 1
        known = self._scenes.known.get(sha256)
        if known and not known.path.is_file():
            self._moved[known.id] = from_the_root(seen.file.path)
        return False

    def _place(self, chunk: Sequence[Seen]) -> None:
        self.outcome.photos_new += len(chunk)
        self.outcome.near_duplicates += self._scenes.place(
            chunk, caption_names(self._caption_files, self._all_names()) if chunk else {}
        )

    def _all_names(self) -> Iterable[tuple[str, Path, str]]:
        """Every name that a captions file may call a photo by: (identity, path, name in its source)."""
        for sha256, photo in self._scenes.known.items():
            yield sha256, photo.path, ""
        for sha256, names in self._names.items():
            for path, name in names:
                yield sha256, path, name

    def _describe(self) -> None:
        for file in self._caption_files:
            self._control.checkpoint()
            done = import_captions(
                self._project,
                file,
                self._all_names(),
                self._scenes.ids,
                series=self._series,
                title=self._title,
                dry_run=self._wanted.dry_run,
            )
            self.outcome.captions_new += done.new
            self.outcome.warnings += done.warnings


def _title(wanted: ImportRequest) -> str:
    """Return what the history calls the import."""
    first, *others = [path.name or str(path) for path in (*wanted.sources, wanted.captions) if path]
    return f"Imported {first} and {len(others)} more" if others else f"Imported {first}"
