"""Vectors and feature maps on disk, memory-mapped: computed once for each content, found again by its key."""

import json
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from miwake.ml.room import told_if_full

Array = NDArray[np.floating]


class FeatureStore:
    """Arrays of one shape by key (the SHA-256 of a photo or text), in a folder of .npy files that hold many rows each.

    A row counts only once its file's list of keys is in place, which is written last and renamed into place: what was
    interrupted is computed again. Several processes may add at the same time; a key that two of them added is kept
    twice and read once.

    Args:
        folder: Holds arrays of one kind; its name must say model, cut and view.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, tuple[Array, int]] = {}
        self._taken: set[str] = set()
        self.refresh()

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def refresh(self) -> None:
        """Take in what other processes have added meanwhile."""
        for listing in sorted(self.folder.glob("*.json")):
            if listing.name not in self._taken:
                self._take(listing)

    def missing(self, keys: Sequence[str]) -> list[str]:
        """Return the keys that are not stored, each once, in their order."""
        return [key for key in dict.fromkeys(keys) if key not in self._rows]

    def add(self, keys: Sequence[str], rows: Array) -> None:
        """Store one row for each key.

        Args:
            keys: N keys.
            rows: (N, ...) in the precision to keep.

        Raises:
            DiskFullError: The disk is full; what was stored before is untouched.
        """
        if not keys:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self._rows):07d}-{uuid.uuid4().hex[:12]}"
        array, unfinished = self.folder / f"{name}.npy", self.folder / f"{name}.unfinished"
        try:
            with told_if_full(self.folder, kept="What was computed before is kept."):
                _write(array, np.ascontiguousarray(rows))
                unfinished.write_text(json.dumps(list(keys)), encoding="utf-8")
                listing = unfinished.replace(self.folder / f"{name}.json")
        except BaseException:
            # Without its list an array is never read; it would only hold room.
            array.unlink(missing_ok=True)
            unfinished.unlink(missing_ok=True)
            raise
        self._take(listing)

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
        self._taken.add(listing.name)


def _write(path: Path, rows: Array) -> None:
    with path.open("wb") as file:
        # np.save gives the reason away when the disk is full.
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(rows))
        file.write(rows.data)
        file.flush()
        os.fsync(file.fileno())
