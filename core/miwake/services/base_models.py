"""Base models that were downloaded, and models that lie somewhere as files: found by name, without loading them."""

import os
import re
from pathlib import Path

from platformdirs import user_data_path

from miwake.domain.errors import NotFoundError
from miwake.domain.models import BUILTIN

FOLDER_VARIABLE = "MIWAKE_MODELS"
CONFIG = "open_clip_config.json"
_NAMED = re.compile(r"\w[\w.+-]*/\w[\w.+-]*")


def downloads() -> Path:
    """Return the folder of downloaded base models; `MIWAKE_MODELS` in the environment moves it."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else user_data_path("miwake", appauthor=False) / "models"


def folder_of(name: str) -> Path:
    """Return where a base model of open_clip, named ARCHITECTURE/TAG, lies once it is downloaded."""
    return downloads() / name.replace("/", "--")


def is_downloaded(name: str) -> bool:
    """Return whether a base model was downloaded; its folder appears only when all of it is there."""
    return (folder_of(name) / CONFIG).is_file()


def source_of(name: str) -> str:
    """Return what to load for a base model or for a model's files.

    Args:
        name: "builtin"; ARCHITECTURE/TAG, a name of open_clip's; a model folder; a weights file in one; or
            ARCHITECTURE@FILE.

    Raises:
        NotFoundError: It is not here. Nothing is fetched from the network.
    """
    if name == BUILTIN:
        return BUILTIN
    if _NAMED.fullmatch(name) and is_downloaded(name):
        return str(folder_of(name))
    architecture, at, file = name.partition("@")
    if at and Path(file).is_file():
        return f"{architecture}@{Path(file).resolve()}"
    if Path(name).exists():
        return str(Path(name).resolve())
    if _NAMED.fullmatch(name):
        raise NotFoundError(
            f"The base model {name} is not downloaded.",
            todo=f"Download it with `miwake models download {name}`; `miwake models available` lists all names.",
        )
    raise NotFoundError(
        f"There is no model {name!r}.",
        todo="See `miwake models list PROJECT` and `miwake models available`, or name a model folder.",
    )
