"""Training recipes as data: which terms a run adds up, and with which weight."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from miwake.domain.errors import NotFoundError

TERMS = ("contrastive", "text_negative", "visual_negative", "pair", "margin", "positive", "retention")
SWITCHES = ("adaptive_weights", "sides", "mirrors")
"""What is not a term of the loss but can be switched off like one."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of the loss terms (method.md, Losses); 0 switches a term off.

    Attributes:
        name: What the person and the report call it.
        adaptive_weights: Weigh negatives by difficulty (method.md 3.6) instead of all alike.
        sides: Give a photo tower that averages over all places sight of left, right, top and bottom.
        mirrors: Train on photos as a mirror shows them too, where they were sorted by left and right.
    """

    name: str
    contrastive: float = 1.0
    text_negative: float = 0.0
    visual_negative: float = 0.0
    pair: float = 0.0
    margin: float = 0.0
    positive: float = 0.0
    retention: float = 800.0
    adaptive_weights: bool = False
    sides: bool = True
    mirrors: bool = False

    def without(self, terms: Collection[str]) -> "Recipe":
        """Return the recipe with these terms or `SWITCHES` switched off, for an ablation.

        Raises:
            NotFoundError: A term is unknown.
        """
        off: dict[str, Any] = {}
        for term in terms:
            if term not in (*TERMS, *SWITCHES):
                raise NotFoundError(f"There is no term {term!r}.", todo=f"Terms: {', '.join((*TERMS, *SWITCHES))}.")
            off[term] = False if term in SWITCHES else 0.0
        return replace(self, **off)


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            "adaptive",
            text_negative=1.0,
            pair=1.0,
            margin=0.2,
            positive=0.05,
            adaptive_weights=True,
            mirrors=True,
        ),
        Recipe("text-only", text_negative=1.0),
        Recipe("plain"),
        Recipe("ahnpl", text_negative=1.0, visual_negative=0.2, margin=0.2),
    )
}


def recipe(name: str) -> Recipe:
    """Return the recipe of that name.

    Raises:
        NotFoundError: There is none.
    """
    try:
        return RECIPES[name]
    except KeyError:
        raise NotFoundError(f"There is no recipe {name!r}.", todo=f"Recipes: {', '.join(RECIPES)}.") from None
