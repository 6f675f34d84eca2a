"""Base models that were downloaded, and models that lie somewhere as files: found by name, without loading them."""

import json
import os
import re
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from miwake.domain.errors import NotFoundError
from miwake.domain.models import BUILTIN
from miwake.domain.near import did_you_mean

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


def require_known(name: str) -> None:
    """Check a base model's name without loading open_clip, which takes seconds.

    Raises:
        NotFoundError: There is none of that name. Where another open_clip is installed than the one whose names ship,
            nothing is said of a name that could be one: that open_clip has to be asked.
    """
    listed = json.loads((files("miwake_resources") / "models" / "pretrained.json").read_text("utf-8"))
    installed = ""
    with suppress(PackageNotFoundError):
        installed = version("open_clip_torch")
    if name in listed["names"] or (_NAMED.fullmatch(name) and installed != listed["open_clip"]):
        return
    raise NotFoundError(
        f"There is no base model {name!r}.",
        todo=f"{did_you_mean(name, listed['names'])} `miwake models available` lists all names.".strip(),
    )


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
