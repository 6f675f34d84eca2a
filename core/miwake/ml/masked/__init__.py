"""Masked language models, the built-in one and those of transformers: likely words for a gap in a description."""

from miwake.ml.masked.filling import Filling, MaskedModel
from miwake.ml.masked.loading import BUILTIN_MASKED, load_masked_model

__all__ = ["BUILTIN_MASKED", "Filling", "MaskedModel", "load_masked_model"]
