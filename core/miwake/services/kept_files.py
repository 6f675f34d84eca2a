"""Read back what a job left in its folder: a file that is damaged is the user's world, not an error of ours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from miwake.domain.errors import DamagedError

_Kept = TypeVar("_Kept")


def read_kept(file: Path, read: Callable[[Any], _Kept], *, what: str, todo: str) -> _Kept:
    """Return what `read` makes of a JSON file.

    Args:
        file: The file.
        read: Makes a domain object of lists and dictionaries.
        what: What the file holds, such as "The report of a retraining".
        todo: What a person can do where it cannot be read.

    Raises:
        DamagedError: The file is cut short, lacks something or holds something else.
        OSError: It cannot be opened.
    """
    try:
        return read(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedError(
            f"{what} cannot be read.",
            why=f"{file} is damaged or incomplete.",
            kept="Everything else is as it was.",
            todo=todo,
        ) from error
