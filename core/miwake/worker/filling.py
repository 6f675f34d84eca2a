"""The caption engine with a masked language model beside it, or without one."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    with _kept_for_good():
        if masked == NONE:
            return Engine.load(packs=packs)
        from miwake.ml.masked import load_masked_model  # noqa: PLC0415 -- torch loads for a second

        return Engine.load(packs=packs, filler=load_masked_model(masked, words=usual_words()))


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Spare the garbage collector what is loaded: to walk through it again and again takes a fifth of all time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collects:
            gc.enable()
