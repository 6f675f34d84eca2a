"""The general photos: one frozen set to measure earlier skill on, another to replay while training."""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import Image
from platformdirs import user_cache_path

from miwake.domain.snapshots import SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.options import ReplayItem
from miwake.ml.scoring import GeneralSet
from miwake.photos.decoding import open_photo

_PREFIX = "general:"
MEASURE, REPLAY = "measure", "replay"


@dataclass(frozen=True)
class GeneralPhotos:
    """The photos of both sets, read from the archives that ship with Miwake.

    Attributes:
        folder: Holds `measure.zip` and `replay.zip`, each with `index.json` and JPEG files.
    """

    folder: Path

    @classmethod
    def shipped(cls) -> "GeneralPhotos":
        """Return the sets that ship with Miwake."""
        return cls(Path(str(files("miwake_resources"))) / "general")

    @property
    def cache(self) -> Path:
        """Where vectors of these photos are remembered for all projects: they show nothing of anyone's site."""
        return user_cache_path("miwake", appauthor=False) / "general"

    def open(self, path: str) -> Image.Image:
        """Decode a photo of the person's by its path, or one of these by the path that this class gave it."""
        if not path.startswith(_PREFIX):
            return open_photo(Path(path))
        name, _, member = path.removeprefix(_PREFIX).partition("/")
        return Image.open(io.BytesIO(_members(self.folder / f"{name}.zip")[member])).convert("RGB")

    @cached_property
    def measured(self) -> GeneralSet:
        """The set that retention is measured on."""
        index = self._index(MEASURE)
        photos = tuple(
            SnapshotPhoto(photo["sha256"], f"{_PREFIX}{MEASURE}/{photo['file']}", number, Split.TEST)
            for number, photo in enumerate(index["photos"])
        )
        queries = tuple(str(query["text"]) for query in index["queries"])
        fits = tuple(frozenset(int(number) for number in query["fits"]) for query in index["queries"])
        return GeneralSet(photos, queries, fits)

    @cached_property
    def replayed(self) -> tuple[ReplayItem, ...]:
        """Photos and captions of the other set, for the retention loss."""
        return tuple(
            ReplayItem(photo["sha256"], caption, _Opener(self, f"{_PREFIX}{REPLAY}/{photo['file']}"))
            for photo in self._index(REPLAY)["photos"]
            for caption in photo["captions"]
        )

    def _index(self, name: str) -> dict[str, Any]:
        index: dict[str, Any] = json.loads(_members(self.folder / f"{name}.zip")["index.json"])
        return index


@cache
def _members(archive: Path) -> dict[str, bytes]:
    """Return all files of an archive, 8 MB for both: opening it for each photo took five times as long as decoding."""
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@dataclass(frozen=True, slots=True)
class _Opener:
    """Decodes one of the general photos when it is asked for."""

    photos: GeneralPhotos
    path: str

    def __call__(self) -> Image.Image:
        return self.photos.open(self.path)
