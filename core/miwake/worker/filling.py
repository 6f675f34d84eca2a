"""The caption engine with a masked language model beside it, or without one."""

from miwake.captions import Engine, usual_words

NONE, BUILTIN = "none", "builtin"


def load_engine(masked: str = BUILTIN) -> Engine:
    """Return the caption engine.

    Args:
        masked: Its masked language model: "builtin", a folder, the name of one that was downloaded, or "none" to let
            the rules speak alone.

    Raises:
        NotFoundError: There is no such model.
        RefusedError: The model is damaged, wants to run code, or cannot fill gaps.
    """
    if masked == NONE:
        return Engine.load()
    from miwake.ml.masked import load_masked_model  # noqa: PLC0415 -- transformers loads for a second

    return Engine.load(filler=load_masked_model(masked, words=usual_words()))
