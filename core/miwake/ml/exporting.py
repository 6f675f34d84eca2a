"""A model as a folder that plain open_clip opens, offline and without Miwake."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from open_clip.hf_model import HFTextEncoder
from safetensors.torch import save_file

from miwake.domain.errors import RefusedError
from miwake.ml.configuration import CONFIG_FILE
from miwake.ml.model import Model
from miwake.ml.room import told_if_full

WEIGHTS_FILE = "open_clip_model.safetensors"
CARD_FILE = "MODEL_CARD.md"
LOAD_FILE = "load.py"

_LOAD = '''"""Load this model with plain open_clip, offline: `model, preprocess, tokenizer = load()`."""

import json
from pathlib import Path

import open_clip

FOLDER = Path(__file__).resolve().parent


def load(folder=FOLDER):
    """Return model, preprocessing and tokenizer, read from the folder only."""
    text = json.loads((folder / "open_clip_config.json").read_text(encoding="utf-8"))["model_cfg"]["text_cfg"]
    towers = {"text_cfg": {**text, "hf_model_name": str(folder)}} if text.get("hf_model_name") else {}
    model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{folder}", **towers)
    return model.eval(), preprocess, open_clip.get_tokenizer(f"local-dir:{folder}")
'''


def export_model(model: Model, folder: Path, *, facts: Mapping[str, str] | None = None) -> Path:
    """Write the model as a folder; it appears complete or not at all.

    Args:
        model: What to write; its `halves` are stored as fp16.
        folder: Where; must not exist yet, or be empty.
        facts: What the model card says beside the model's name and hash ("recipe", "trained on", "licence", ...).

    Returns:
        The folder.

    Raises:
        RefusedError: The folder holds something.
        DiskFullError: The disk is full; nothing is left of the attempt.
    """
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty.", kept="It was left as it is.", todo="Choose a new folder.")
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        with told_if_full(folder.parent, kept="Nothing of it was left there."):
            _write(model, unfinished, facts or {})
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def model_card(model: Model, facts: Mapping[str, str]) -> str:
    """Return the model card: what it is, what is known of it, how it is loaded."""
    rows = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    height, width = model.image_size
    return (
        f"# {model.name}\n\nA photo-and-text model for open_clip, written by Miwake.\n\n"
        f"- SHA-256 of its content: {model.digest}\n- photo input: {height} x {width} pixels\n"
        f"- embedding width: {model.width}\n{rows}\n\n"
        "Load it with `from load import load; model, preprocess, tokenizer = load()`, offline.\n"
    )


def _write(model: Model, folder: Path, facts: Mapping[str, str]) -> None:
    state = model.module.state_dict()
    tensors = {
        key: (each.half() if key in model.halves else each).detach().cpu().contiguous().clone()
        for key, each in state.items()
    }
    save_file(tensors, folder / WEIGHTS_FILE, metadata={"digest": model.digest})
    if isinstance(model.text, HFTextEncoder):
        model.text.config.to_json_file(folder / "config.json")
    model.tokeniser.save(folder)
    shown = json.dumps(model.config.as_json(), indent=2, ensure_ascii=False)
    (folder / CONFIG_FILE).write_text(shown + "\n", encoding="utf-8")
    (folder / LOAD_FILE).write_text(_LOAD, encoding="utf-8")
    (folder / CARD_FILE).write_text(model_card(model, facts), encoding="utf-8")
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
