"""Parse a description, make hard negatives of it and judge them; the only place that knows spaCy and inflect."""

from miwake.captions.engine import Engine
from miwake.captions.inputs import ALL_KINDS, CaptionInput

__all__ = ["ALL_KINDS", "CaptionInput", "Engine"]
