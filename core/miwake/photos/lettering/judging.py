"""Say how much blobs look like letters, and a row of them like a line of text, with weights that ship with Miwake."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from miwake.photos.lettering.glyphs import Floats
from miwake.photos.lettering.lines import FEWEST

WEIGHTS = "lettering/glyphs.npz"
_SUREST = 4.0
_SCALE, _DOUBT = 1.6, 3.4


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """A network of one hidden layer over `Glyphs.looks`; written by packaging/build_lettering.py.

    Attributes:
        hidden: (LOOK, K) weights of the hidden layer.
        hidden_bias: (K,) its biases.
        out: (K,) weights of the answer.
        bias: Its bias.
    """

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    bias: float

    def letters(self, looks: Floats) -> Floats:
        """Return (M,) log-odds that blobs are letters, at most 4 either way: no single one decides."""
        answers = np.tanh(looks @ self.hidden + self.hidden_bias) @ self.out + self.bias
        return np.asarray(np.clip(answers, -_SUREST, _SUREST), dtype=np.float32)


def line_score(letters: Floats) -> float:
    """Return log-odds that a row is text, from those of its blobs: all of them on the mean, and the best three.

    The two numbers were fitted by logistic regression on rows in drawn text against the best rows of other photos.
    """
    best = np.sort(letters)[-FEWEST:]
    return float(_SCALE * (letters.mean() + best.mean()) - _DOUBT)


@cache
def shipped_judge() -> Judge:
    """Return the weights that ship with Miwake."""
    with files("miwake_resources").joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as held:
        parts = {name: held[name].astype(np.float32) for name in held.files}
    return Judge(parts["hidden"], parts["hidden_bias"], parts["out"], float(parts["bias"]))
