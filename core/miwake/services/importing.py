"""Write what an import found: photos into scenes, captions to photos, in short transactions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.changes import Changes
from miwake.domain.photos import NewPhoto, Photo
from miwake.domain.terms import CaptionSource
from miwake.domain.wording import counted
from miwake.services.batches import batches
from miwake.services.projects import Project
from miwake.services.splitting import deal, dealing_order
from miwake.storage import captions, photos
from miwake.storage.database import Transaction

# Rows a transaction: a write of this size holds the database for well under 50 ms.
BATCH = 16
IMPORTED = "Imported photos"


@dataclass(frozen=True, slots=True)
class Placed:
    """A new photo and the scene it goes to: one that is there, or a new one that `scene` names within the import.

    Attributes:
        new: What was found out about the file.
        known_group: Identifier of a scene of the project.
        scene: Photos of equal name go to one new scene; used where `known_group` is None.
        key: The name that a captions file gave the scene.
    """

    new: NewPhoto
    scene: str
    known_group: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NewCaption:
    """A caption that a file gives a photo."""

    photo: int
    text: str


def add_photos(
    project: Project,
    placed: Sequence[Placed],
    *,
    links: Sequence[tuple[int, int]] = (),
    series: str | None = None,
    title: str = IMPORTED,
) -> tuple[dict[str, int], Changes]:
    """Write new photos; return their identifiers by SHA-256.

    Args:
        project: The project.
        placed: The photos and where they go.
        links: Scenes of the project that turned out to be one, because of these photos.
        series: Name of the import; all of one import is undone together.
        title: What the history calls the import.
    """
    ids: dict[str, int] = {}
    groups: dict[str, int] = {}
    changes = Changes()
    for batch in batches(placed, BATCH):
        with project.database.action("import", title, series=series) as transaction:
            for each in batch:
                group = _group(transaction, each, groups)
                ids[each.new.sha256] = photos.add_photo(transaction, each.new, group=group)
        changes |= transaction.changes
    for some in batches(links, BATCH):
        with project.database.action("import", title, series=series) as transaction:
            for first, second in some:
                photos.link_groups(transaction, first, second)
        changes |= transaction.changes
    return ids, changes


def add_captions(
    project: Project, found: Sequence[NewCaption], *, series: str | None = None, title: str = IMPORTED
) -> tuple[int, Changes]:
    """Write imported captions and split the scenes that now have one; return how many were new.

    All scenes are split with the knowledge of what all descriptions are about, so that the order of the file does
    not matter. Photos that were removed meanwhile are passed over.
    """
    new, changes = 0, Changes()
    groups = _groups_of(project, {each.photo for each in found})
    for batch in batches((each for each in found if each.photo in groups), BATCH):
        with project.database.action("import", title, series=series) as transaction:
            for each in batch:
                _, is_new = captions.add_caption(transaction, each.photo, each.text, source=CaptionSource.IMPORTED)
                new += is_new
        changes |= transaction.changes
    scenes: dict[int, list[str]] = {}
    for each in found:
        if each.photo in groups:
            scenes.setdefault(groups[each.photo], []).append(each.text)
    for some in batches(dealing_order(scenes), BATCH):
        with project.database.action("import", title, series=series) as transaction:
            deal(transaction, some)
        changes |= transaction.changes
    return new, changes


def known_photos(project: Project) -> list[tuple[Photo, str | None]]:
    """Return what the project holds, each with the name that a person gave its scene, to compare an import with."""
    with project.database.read() as transaction:
        keys = photos.group_keys(transaction)
        return [(photo, keys.get(photo.group)) for photo in photos.photos(transaction)]


def note_paths(project: Project, moved: Mapping[int, Path]) -> Changes:
    """Write where photos lie now that an import found them elsewhere than before."""
    with project.database.action(
        "move", f"Found {counted(len(moved), 'photo')} elsewhere", undoable=False
    ) as transaction:
        for photo, path in moved.items():
            photos.set_path(transaction, photo, path)
    return transaction.changes


def _group(transaction: Transaction, placed: Placed, made: dict[str, int]) -> int:
    if placed.known_group is not None:
        return placed.known_group
    if placed.scene not in made:
        known = photos.group_of_key(transaction, placed.key) if placed.key else None
        made[placed.scene] = photos.add_group(transaction, key=placed.key) if known is None else known
    return made[placed.scene]


def _groups_of(project: Project, ids: set[int]) -> dict[int, int]:
    with project.database.read() as transaction:
        return {photo.id: photo.group for photo in photos.photos(transaction) if photo.id in ids}
