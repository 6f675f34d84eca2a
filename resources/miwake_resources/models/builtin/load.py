"""Load this model with plain open_clip, offline: model, preprocess, tokenizer = load()."""  # noqa: INP001

import json
from pathlib import Path
from typing import Any

import open_clip


def load() -> tuple[Any, Any, Any]:
    """Return model, preprocessing and tokenizer; the text tower's configuration is read from this folder."""
    folder = Path(__file__).resolve().parent
    text = json.loads((folder / "open_clip_config.json").read_text(encoding="utf-8"))["model_cfg"]["text_cfg"]
    model, _, preprocess = open_clip.create_model_and_transforms(
        f"local-dir:{folder}", text_cfg={**text, "hf_model_name": str(folder)}
    )
    return model.eval(), preprocess, open_clip.get_tokenizer(f"local-dir:{folder}")
