"""Base models: which there are, and how one is brought to this computer."""

import os
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.models import BUILTIN, BaseModel
from miwake.ml import pretrained
from miwake.ml.hub import HUB, PAUSE
from miwake.ml.loading import builtin_folder
from miwake.services.base_models import folder_of, is_downloaded

HUB_VARIABLE = "HF_ENDPOINT"
"""Names a mirror of the hub; other programs that use the hub know it too."""


def available() -> list[BaseModel]:
    """Return the built-in model and all base models that open_clip knows by name; nothing is asked of the network."""
    return [
        BaseModel(BUILTIN, "", "", None, downloaded=True, bytes=_size(builtin_folder())),
        *(_base_model(each) for each in pretrained.pretrained_models()),
    ]


def download(name: str, *, control: Control, pause: float = PAUSE) -> Path:
    """Bring a base model to this computer, if it is not here yet; return its folder.

    Raises:
        NotFoundError: There is no such model, or it is not public.
        RefusedError: Miwake cannot use it, or a checksum is wrong.
        DiskFullError: There is no room for it.
        MiwakeError: The connection broke off; the same call goes on from there.
    """
    pretrained.find_pretrained(name)
    target = folder_of(name)
    if is_downloaded(name):
        control.note(f"{name} is on this computer already.")
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    return pretrained.download(
        name, target, control=control, hub=os.environ.get(HUB_VARIABLE, HUB).rstrip("/"), pause=pause
    )


def _base_model(each: pretrained.Pretrained) -> BaseModel:
    here = is_downloaded(each.name)
    return BaseModel(
        name=each.name,
        architecture=each.architecture,
        tag=each.tag,
        parameters=each.parameters,
        downloaded=here,
        bytes=_size(folder_of(each.name)) if here else None,
        refused=each.refused,
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
