"""The base models that open_clip knows by name, and how one of them becomes a model folder on this computer."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import open_clip
from open_clip.constants import HF_SAFE_WEIGHTS_NAME, HF_WEIGHTS_NAME
from open_clip.pretrained import get_pretrained_cfg

from miwake.domain.control import Control
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.near import did_you_mean
from miwake.ml.configuration import CONFIG_FILE
from miwake.ml.hub import HUB, PAUSE, RemoteFile, Repository, fetch, repository
from miwake.ml.room import megabytes, require_room

SOURCE_FILE = "SOURCE.json"
_MEGABYTE = 1_000_000
_TOKENIZER = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
    "spiece.model",
    "sentencepiece.bpe.model",
    "tokenizer.model",
)


@dataclass(frozen=True, slots=True)
class Pretrained:
    """A base model of open_clip.

    Attributes:
        architecture: Such as "ViT-B-32".
        tag: Which weights, such as "laion2b_s34b_b79k".
        parameters: How many weights it has; None where that is not known without its files.
        refused: Why Miwake cannot use it; empty where it can.
    """

    architecture: str
    tag: str
    parameters: int | None
    refused: str = ""

    @property
    def name(self) -> str:
        """ARCHITECTURE/TAG."""
        return f"{self.architecture}/{self.tag}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a download consists of: its files by the names that they get here, and where they come from."""

    files: dict[str, RemoteFile]
    repositories: tuple[Repository, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())

    @property
    def licence(self) -> str:
        return self.repositories[0].licence

    def as_json(self, name: str) -> dict[str, Any]:
        return {
            "model": name,
            "licence": self.licence,
            "repositories": {each.name: each.revision for each in self.repositories},
            "files": {name: asdict(file) for name, file in self.files.items()},
        }


def pretrained_models() -> list[Pretrained]:
    """Return all base models that open_clip knows, in its order."""
    return [_pretrained(architecture, tag) for architecture, tag in open_clip.list_pretrained()]


def find_pretrained(name: str) -> Pretrained:
    """Return the base model of a name, ARCHITECTURE/TAG.

    Raises:
        NotFoundError: open_clip knows none of that name.
    """
    known = {each.name: each for each in pretrained_models()}
    if name not in known:
        near = did_you_mean(name, known)
        raise NotFoundError(
            f"There is no base model {name!r}.", todo=f"{near} `miwake models available` lists all names.".strip()
        )
    return known[name]


def download(name: str, target: Path, *, control: Control, hub: str = HUB, pause: float = PAUSE) -> Path:
    """Download a base model as a model folder; it appears when all of it is there and every checksum was right.

    Called again after it broke off, it goes on from there.

    Args:
        name: ARCHITECTURE/TAG.
        target: The folder to make.
        control: Is told size, licence and progress.
        hub: Address of the hub.
        pause: Seconds between two attempts after the connection broke off.

    Returns:
        The folder.

    Raises:
        NotFoundError: There is no such model, or it is not public.
        RefusedError: Miwake cannot use it, or a checksum is wrong.
        DiskFullError: There is no room for it.
        MiwakeError: The connection broke off; what is there is kept.
    """
    chosen = find_pretrained(name)
    if chosen.refused:
        raise RefusedError(f"Miwake cannot use {name}.", why=chosen.refused)
    wanted = _wanted(chosen, partial(repository, hub=hub))
    origin = wanted.repositories[0]
    control.note(f"{name}: {megabytes(wanted.size)}, licence: {wanted.licence}, from {hub}/{origin.name}.")
    unfinished = _begun(target, wanted, name)
    there = sum(path.stat().st_size for path in unfinished.iterdir())
    require_room(target.parent, max(0, wanted.size - there), purpose=f"{name}", kept="What was downloaded is kept.")
    control.stage(f"Downloading {name} (MB)", round(wanted.size / _MEGABYTE))
    progress = _Progress(control)
    for local, file in wanted.files.items():
        if not (unfinished / local).exists():
            fetch(file, unfinished / local, told=progress.told, pause=pause)
        progress.finished(file.size)
    _finish(unfinished, chosen)
    return unfinished.rename(target)


class _Progress:
    """Counts in megabytes, over all files."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._before = self._shown = 0

    def told(self, count: int) -> None:
        self._control.checkpoint()
        now = (self._before + count) // _MEGABYTE
        if now > self._shown:
            self._control.advance(now - self._shown)
            self._shown = now

    def finished(self, size: int) -> None:
        self.told(size)
        self._before += size


def _pretrained(architecture: str, tag: str) -> Pretrained:
    config, refused = open_clip.get_model_config(architecture), ""
    if config is None or "multimodal_cfg" in config:
        refused = "It also writes captions (CoCa); retraining would leave that part behind."
    elif not get_pretrained_cfg(architecture, tag).get("hf_hub"):
        refused = "open_clip names no repository with checksums for it."
    return Pretrained(architecture, tag, _parameters().get(architecture), refused)


@cache
def _parameters() -> dict[str, int]:
    text = (Path(str(files("miwake_resources"))) / "models" / "parameters.json").read_text(encoding="utf-8")
    counted: dict[str, int] = json.loads(text)
    return counted


def _wanted(chosen: Pretrained, ask: Callable[[str], Repository]) -> _Wanted:
    place = str(get_pretrained_cfg(chosen.architecture, chosen.tag)["hf_hub"])
    name, _, file = place.rpartition("/")
    origin = ask(name)
    weights = _weights(origin, file or HF_WEIGHTS_NAME)
    kept = HF_SAFE_WEIGHTS_NAME if weights.path.endswith(".safetensors") else HF_WEIGHTS_NAME
    found, repositories = {kept: weights}, {origin.name: origin}
    text = open_clip.get_model_config(chosen.architecture)["text_cfg"]
    tower, tokenizer = text.get("hf_model_name"), text.get("hf_tokenizer_name") or text.get("hf_model_name")
    for each in filter(None, (tokenizer, tower)):
        repositories.setdefault(each, ask(each))
    if tokenizer:
        there = repositories[tokenizer].files
        found.update({each: there[each] for each in _TOKENIZER if each in there})
    # Some tokenizers find out what they are from the configuration of the text tower they were made for.
    settings = repositories[tower or tokenizer].files.get("config.json") if tower or tokenizer else None
    if settings:
        found["config.json"] = settings
    return _Wanted(found, tuple(repositories.values()))


def _weights(origin: Repository, name: str) -> RemoteFile:
    stem, _, _ = name.rpartition(".")
    safe = HF_SAFE_WEIGHTS_NAME if name == HF_WEIGHTS_NAME else f"{stem}.safetensors"
    for each in (safe, name):
        if each in origin.files:
            return origin.files[each]
    raise NotFoundError(f"{origin.name} has no weights.", why=f"Neither {safe} nor {name} is there.")


def _begun(target: Path, wanted: _Wanted, name: str) -> Path:
    """Return the folder of an unfinished download; one of other revisions is thrown away."""
    folder = target.with_name(f".{target.name}.partial")
    shown = json.dumps(wanted.as_json(name), indent=2)
    record = folder / SOURCE_FILE
    if folder.exists() and (not record.is_file() or record.read_text(encoding="utf-8") != shown):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    record.write_text(shown, encoding="utf-8")
    return folder


def _finish(folder: Path, chosen: Pretrained) -> None:
    config = folder / "config.json"
    if config.is_file() and "model_type" not in json.loads(config.read_text(encoding="utf-8")):
        # Another library's, which transformers would stumble over.
        config.unlink()
    told = get_pretrained_cfg(chosen.architecture, chosen.tag)
    model: dict[str, Any] = open_clip.get_model_config(chosen.architecture)
    # What the weights were trained with is said by the architecture, or by the tag alone.
    model["quick_gelu"] = bool(model.get("quick_gelu") or told.get("quick_gelu"))
    preprocess = {key: told[key] for key in ("mean", "std", "interpolation", "resize_mode") if key in told}
    shown = json.dumps({"model_cfg": model, "preprocess_cfg": preprocess}, indent=2)
    (folder / CONFIG_FILE).write_text(shown, encoding="utf-8")
