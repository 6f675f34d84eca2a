"""The caption engine with a masked language model beside it, or without one."""

from collections.abc import Sequence
from pathlib import Path

from miwake.captions import Engine, usual_words

NONE, BUILTIN = "none", "builtin"


def load_engine(masked: str = BUILTIN, *, packs: Sequence[Path] = ()) -> Engine:
    """Return the caption engine.

    Args:
        masked: Its masked language model: "builtin", a folder, the name of one that was downloaded, or "none" to let
            the rules speak alone.
        packs: Lexicon packs of the site, which come before the built-in ones.

    Raises:
        NotFoundError: There is no such model or pack.
        RefusedError: The model is damaged, wants to run code, or cannot fill gaps; or a pack is wrong,
            by file and line.
    """
    if masked == NONE:
        return Engine.load(packs=packs)
    from miwake.ml.masked import load_masked_model  # noqa: PLC0415 -- transformers loads for a second

    return Engine.load(packs=packs, filler=load_masked_model(masked, words=usual_words()))
