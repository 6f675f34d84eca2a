"""The model as a folder that plain open_clip loads offline: configuration, weights, tokenizer, `load.py`."""

import json
import shutil
from pathlib import Path
from typing import Any

import open_clip
import torch
from builtin_model import towers
from safetensors.torch import save_file
from torch import Tensor, nn

WEIGHTS = "open_clip_model.safetensors"
CONFIG = "open_clip_config.json"
_FROM_TEXT_TOWER = ("tokenizer_config.json", "special_tokens_map.json", "vocab.txt")
_UNUSED_BY_READERS = ("_name_or_path", "transformers_version", "gradient_checkpointing")

LOAD_PY = '''"""Load this model with plain open_clip, offline: model, preprocess, tokenizer = load()."""  # noqa: INP001

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
'''


def write(model: nn.Module, folder: Path, *, text_folder: Path) -> int:
    """Write the whole folder but the card; return the size of the weights in bytes.

    Matrices are stored as fp16; vectors (norms, biases, batch statistics) stay fp32, where half precision would cost
    accuracy and saves nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = {"model_cfg": towers.MODEL_CONFIG, "preprocess_cfg": towers.PREPROCESS_CONFIG}
    _write_json(folder / CONFIG, config)
    text_config = json.loads((text_folder / "config.json").read_text(encoding="utf-8"))
    _write_json(folder / "config.json", {k: v for k, v in text_config.items() if k not in _UNUSED_BY_READERS})
    for name in _FROM_TEXT_TOWER:
        shutil.copyfile(text_folder / name, folder / name)
    _write_fast_tokenizer(text_folder / "tokenizer.json", folder / "tokenizer.json")
    (folder / "load.py").write_text(LOAD_PY, encoding="utf-8")
    partial = folder / f"{WEIGHTS}.partial"
    save_file(
        {name: _stored(tensor) for name, tensor in model.state_dict().items()}, partial, metadata={"format": "pt"}
    )
    partial.chmod(0o644)
    partial.replace(folder / WEIGHTS)
    return (folder / WEIGHTS).stat().st_size


def read(folder: Path) -> tuple[Any, Any, Any]:
    """Return model (evaluation mode), preprocessing and tokenizer of a written folder."""
    text = json.loads((folder / CONFIG).read_text(encoding="utf-8"))["model_cfg"]["text_cfg"]
    model, _, preprocess = open_clip.create_model_and_transforms(
        f"local-dir:{folder}", text_cfg={**text, "hf_model_name": str(folder)}
    )
    return model.eval(), preprocess, open_clip.get_tokenizer(f"local-dir:{folder}")


def _stored(tensor: Tensor) -> Tensor:
    half = tensor.is_floating_point() and tensor.dim() > 1
    return tensor.detach().to(torch.float16 if half else tensor.dtype).contiguous().clone()


def _write_fast_tokenizer(source: Path, target: Path) -> None:
    """Copy without the fixed padding and truncation to 128 tokens, which the caller sets."""
    content = json.loads(source.read_text(encoding="utf-8"))
    _write_json(target, {**content, "padding": None, "truncation": None})


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
