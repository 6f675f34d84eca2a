"""A loaded vision-language model: photos and texts in, unit vectors out."""

import copy
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from torch import Tensor, nn

from miwake.ml.configuration import ModelConfig
from miwake.ml.tokenising import Tokeniser


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A two-tower model in fp32, in evaluation mode.

    Attributes:
        name: What it was loaded as.
        module: open_clip's CustomTextCLIP.
        config: Its open_clip configuration.
        tokeniser: Texts into ids.
        device: Where it computes.
        halves: Names of the tensors that are stored as fp16: those that lose nothing by it.
        digest: SHA-256 of weights, configuration and tokenizer; equal content has an equal digest.
    """

    name: str
    module: nn.Module
    config: ModelConfig
    tokeniser: Tokeniser
    device: torch.device
    halves: frozenset[str]
    digest: str

    @property
    def visual(self) -> nn.Module:
        """The photo tower."""
        tower: nn.Module = self.module.get_submodule("visual")
        return tower

    @property
    def text(self) -> nn.Module:
        """The text tower."""
        tower: nn.Module = self.module.get_submodule("text")
        return tower

    @property
    def image_size(self) -> tuple[int, int]:
        """Height and width of the photo tower's input, in pixels."""
        size = getattr(self.visual, "image_size", 224)
        return (int(size), int(size)) if isinstance(size, int) else (int(size[0]), int(size[1]))

    @property
    def scale(self) -> float:
        """exp(logit scale): how cosines become logits."""
        return float(self.module.get_parameter("logit_scale").detach().exp())

    @property
    def bias(self) -> float | None:
        """What SigLIP adds to the logits; None where the model was not trained in SigLIP's form."""
        bias = getattr(self.module, "logit_bias", None)
        return None if bias is None else float(bias.detach())

    @property
    def width(self) -> int:
        """Number of dimensions of an embedding."""
        return int(self.config.model["embed_dim"])

    def preprocess(self, photo: Image.Image) -> Tensor:
        """Return (3, H, W): the photo as the tower wants it, without any random change."""
        settings = PreprocessCfg(size=self.image_size, **self.config.preprocess)
        made: Tensor = image_transform_v2(settings, is_train=False)(photo)
        return made

    def normalise(self, pixels: Tensor) -> Tensor:
        """Return pixels in [0, 1], (3, H, W), with the tower's mean and standard deviation."""
        mean, std = (torch.tensor(self.config.preprocess[key]).view(3, 1, 1) for key in ("mean", "std"))
        return (pixels - mean) / std

    def encode_photos(self, pixels: Tensor) -> Tensor:
        """Return (N, D) unit vectors of preprocessed photos (N, 3, H, W)."""
        return nn.functional.normalize(self.visual(colours_together(pixels.to(self.device))).float(), dim=-1)

    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        """Return (N, D) unit vectors of N texts."""
        return nn.functional.normalize(self.text(self.tokeniser(texts).to(self.device)).float(), dim=-1)

    def with_weights(self, state: Mapping[str, Tensor], *, name: str) -> "Model":
        """Return a model of the same make with other weights, as they would be read back from disk.

        Weights are rounded to the storage precision, so that what is scored is what is stored.
        """
        module = copy.deepcopy(self.module)
        rounded = {key: tensor.half().float() if key in self.halves else tensor for key, tensor in state.items()}
        module.load_state_dict(rounded)
        module.eval()
        return replace(self, name=name, module=module, digest=digest_of(module, self.config, self.tokeniser))


def digest_of(module: nn.Module, config: ModelConfig, tokeniser: Tokeniser) -> str:
    """Return the SHA-256 of all that decides a model's scores."""
    digest = hashlib.sha256(config.identity.encode())
    digest.update(tokeniser.identity.encode())
    for name, tensor in sorted(module.state_dict().items()):
        digest.update(name.encode())
        content = tensor.detach().cpu().contiguous()
        digest.update((content.float() if content.is_floating_point() else content).numpy().tobytes())
    return digest.hexdigest()


def colours_together(features: Tensor) -> Tensor:
    """Return the same values, (N, C, H, W) laid out as (N, H, W, C) in memory; other shapes as they are."""
    return features.contiguous(memory_format=torch.channels_last) if features.ndim == 4 else features  # noqa: PLR2004


def halves_of(module: nn.Module) -> frozenset[str]:
    """Return the names of the weights that survive fp16 unchanged."""
    state = module.state_dict()
    return frozenset(
        name for name, each in state.items() if each.is_floating_point() and torch.equal(each.half().float(), each)
    )
