"""Put new photos into scenes and write them to the project, or only say where they would go."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from miwake.domain.errors import MiwakeError
from miwake.domain.photos import NewPhoto, Photo
from miwake.photos.grouping import Candidate, Grouping, Known, assign_groups
from miwake.services import importing
from miwake.services.photos import keep_thumbnails
from miwake.services.projects import Project
from miwake.worker.looking import Seen

# What looks like an edited copy shows no scene that the copy shows; only equal pixels are surely the copy itself.
_LOOKS_LIKE_NOTHING = "0" * 16


class Scenes:
    """The project's photos as an import compares with them, and grows with.

    Attributes:
        known: The photos that were in the project before, by identity.
        ids: Identifiers of all photos by identity; -1 for those that a dry run would write.

    Args:
        project: The project.
        series: Name of the import, for undo.
        title: What the history calls the import.
        dry_run: Write nothing.
    """

    def __init__(self, project: Project, *, series: str, title: str, dry_run: bool) -> None:
        self._project = project
        self._series, self._title, self._dry_run = series, title, dry_run
        self._copies = project.copies_photos
        everything = importing.known_photos(project)
        self._looks = [_known(photo, key) for photo, key in everything]
        self.known = {photo.sha256: photo for photo, _ in everything}
        self.ids = {photo.sha256: photo.id for photo, _ in everything}

    def place(self, chunk: Sequence[Seen], names: Mapping[str, str]) -> int:
        """Put new photos into scenes; return how many joined the scene of a photo that came before them.

        Args:
            chunk: Photos that are not in the project.
            names: The scenes that captions files name, by identity.

        Raises:
            MiwakeError: A photo cannot be copied into the project.
        """
        if not chunk:
            return 0
        candidates = [_candidate(seen, names.get(seen.facts.sha256)) for seen in chunk]
        grouping = assign_groups(candidates, self._looks)
        if self._dry_run:
            self._imagine(candidates, grouping)
        else:
            self._write(chunk, grouping)
        return _joined(grouping)

    def _imagine(self, candidates: Sequence[Candidate], grouping: Grouping) -> None:
        """Remember the photos as if they had been written; scenes that are not there yet count down from -1."""
        lowest = min((photo.group for photo in self._looks), default=0)
        base = min(lowest, 0) - 1
        for candidate, place in zip(candidates, grouping.placed, strict=True):
            group = place.known if place.known is not None else base - (place.fresh or 0)
            self._looks.append(
                Known(
                    photo=candidate.photo,
                    phash=candidate.phash,
                    pixels=candidate.pixels,
                    name=place.name,
                    taken_at=candidate.taken_at,
                    latitude=candidate.latitude,
                    longitude=candidate.longitude,
                    camera=candidate.camera,
                    group=group,
                )
            )
            self.ids[candidate.photo] = -1

    def _write(self, chunk: Sequence[Seen], grouping: Grouping) -> None:
        placed = [
            importing.Placed(
                self._new(seen), scene=f"{len(self.ids)}-{place.fresh}", known_group=place.known, key=place.name
            )
            for seen, place in zip(chunk, grouping.placed, strict=True)
        ]
        groups = {photo.photo: photo.group for photo in self._looks}
        links = [
            (groups[link.photo_a], groups[link.photo_b])
            for link in grouping.links
            if link.photo_a in groups and link.photo_b in groups
        ]
        ids, _ = importing.add_photos(self._project, placed, links=links, series=self._series, title=self._title)
        keep_thumbnails(self._project, {seen.facts.sha256: seen.thumbnail for seen in chunk})
        self.ids |= ids
        self._looks = [_known(photo, key) for photo, key in importing.known_photos(self._project)]

    def _new(self, seen: Seen) -> NewPhoto:
        facts = seen.facts
        return NewPhoto(
            sha256=facts.sha256,
            path=self._kept(seen),
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
        path = from_the_root(seen.file.path)
        inside = self._project.folder.photos
        if not self._copies or path.is_relative_to(inside):
            return path
        target = inside / seen.facts.sha256[:2] / f"{seen.facts.sha256[:12]}-{path.name}"
        fresh = target.with_name(f".{target.name}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, fresh)
            return fresh.replace(target)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise MiwakeError(
                f"{path.name} cannot be copied into the project.",
                why=str(error),
                kept="What was imported before it stays.",
                todo="Make room on the drive, then import again.",
            ) from error


def from_the_root(path: Path) -> Path:
    """Return the full path; `..` is taken out, so that one place has one name."""
    return path.resolve() if ".." in path.parts else path.absolute()


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
        phash=photo.phash if photo.made is None else _LOOKS_LIKE_NOTHING,
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
