"""Vectors and feature maps on disk, memory-mapped: computed once for each content, found again by its key."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class FeatureStore:
    """Arrays of one shape by key (a photo's SHA-256), in a folder of .npy files that hold many rows each.

    A row counts only once its file's list of keys is in place, which is written last and renamed into place: what was
    interrupted is computed again. Several processes may add at the same time; a key that two of them added is kept
    twice and read once.

    Args:
        folder: Holds arrays of one kind; its name must say model, cut and view.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, tuple[Array, int]] = {}
        self._added = 0
        for listing in sorted(folder.glob("*.json")):
            self._take(listing)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def missing(self, keys: Sequence[str]) -> list[str]:
        """Return the keys that are not stored, each once, in their order."""
        return [key for key in dict.fromkeys(keys) if key not in self._rows]

    def add(self, keys: Sequence[str], rows: Array) -> None:
        """Store one row for each key.

        Args:
            keys: N keys.
            rows: (N, ...) in the precision to keep.

        Raises:
            OSError: The disk is full, or the folder cannot be written.
        """
        if not keys:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self._rows):07d}-{os.getpid()}-{self._added}"
        self._added += 1
        with (self.folder / f"{name}.npy").open("wb") as file:
            np.save(file, np.ascontiguousarray(rows))
            file.flush()
            os.fsync(file.fileno())
        unfinished = self.folder / f"{name}.unfinished"
        unfinished.write_text(json.dumps(list(keys)), encoding="utf-8")
        unfinished.replace(self.folder / f"{name}.json")
        self._take(self.folder / f"{name}.json")

    def read(self, keys: Sequence[str]) -> Array:
        """Return (N, ...) rows in fp32.

        Raises:
            KeyError: A key is not stored.
        """
        return np.stack([self._rows[key][0][self._rows[key][1]] for key in keys]).astype(np.float32)

    def _take(self, listing: Path) -> None:
        keys = json.loads(listing.read_text(encoding="utf-8"))
        rows = np.load(listing.with_suffix(".npy"), mmap_mode="r")
        if len(rows) != len(keys):
            raise ValueError(f"{listing} does not fit its array.")
        self._rows.update({key: (rows, number) for number, key in enumerate(keys)})
