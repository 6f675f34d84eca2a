"""Parse a description, make hard negatives of it and judge them; the only place that knows spaCy and inflect."""

from miwake.captions.engine import Engine
from miwake.captions.filling import Filler, Filling
from miwake.captions.inputs import ALL_KINDS, CaptionInput
from miwake.captions.usual_tags import usual_words

__all__ = ["ALL_KINDS", "CaptionInput", "Engine", "Filler", "Filling", "usual_words"]
