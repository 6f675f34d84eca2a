"""Finds the photo that a captions or answers file means by a name."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NamedPhoto:
    """A photo and what it may be called.

    Attributes:
        photo: Its identity; several entries may have the same one (copies).
        path: Where it lies, or the archive followed by its name in there.
        name: Its name relative to the source that it came from, with `/`; empty if that is not known.
    """

    photo: str
    path: Path
    name: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """The photo meant by each name, and why the others mean none."""

    found: dict[str, str]
    refused: dict[str, str]


def match_names(images: Iterable[str], photos: Iterable[NamedPhoto], *, folder: Path | None = None) -> Matches:
    """Return the photo that each name means.

    A name is, in this order: a full path or one relative to `folder`; one relative to a source; a bare file name, if
    only one photo has it. Upper and lower case count only where they make the difference.

    Args:
        images: Names as a file says them.
        photos: All that may be meant.
        folder: Where that file lies.
    """
    index = _Index(photos)
    found: dict[str, str] = {}
    refused: dict[str, str] = {}
    for image in dict.fromkeys(images):
        meant = index.meant_by(image, folder)
        if len(meant) == 1:
            found[image] = next(iter(meant))
        elif meant:
            refused[image] = f"{len(meant)} photos are called {image}; say which folder."
        else:
            refused[image] = f"No photo is called {image}."
    return Matches(found, refused)


class _Index:
    def __init__(self, photos: Iterable[NamedPhoto]) -> None:
        self._by_path: defaultdict[str, set[str]] = defaultdict(set)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._by_bare_name: defaultdict[str, set[str]] = defaultdict(set)
        for each in photos:
            for table, key in (
                (self._by_path, _full(str(each.path))),
                (self._by_name, _plain(each.name)),
                (self._by_bare_name, _bare(str(each.path))),
            ):
                table[key].add(each.photo)
                table[key.casefold()].add(each.photo)

    def meant_by(self, image: str, folder: Path | None) -> set[str]:
        name = _plain(image)
        keys = [(self._by_path, _full(name if folder is None else str(folder / name))), (self._by_name, name)]
        if "/" not in name:
            keys.append((self._by_bare_name, name))
        for table, key in keys:
            for spelling in (key, key.casefold()):
                if meant := table.get(spelling):
                    return meant
        return set()


def _full(path: str) -> str:
    # Links are not followed: that would ask the drive once a photo.
    return _plain(os.path.abspath(path))  # noqa: PTH100 - Path has no abspath that also takes out `..`


def _plain(name: str) -> str:
    """Return a name as all systems spell it: `/`, composed characters, no `./`."""
    return unicodedata.normalize("NFC", name.replace("\\", "/").removeprefix("./"))


def _bare(name: str) -> str:
    return _plain(name).rpartition("/")[2]
