"""Recipes as data: names, ablations, and what each is made of."""

from dataclasses import asdict

import pytest

from miwake.domain.errors import NotFoundError
from miwake.domain.recipes import RECIPES, TERMS, recipe


@pytest.mark.parametrize("name", ["adaptive", "text-only", "plain", "ahnpl"])
def test_the_recipes_of_the_command_line_exist(name: str) -> None:
    assert recipe(name).name == name


def test_an_unknown_recipe_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match=r"no recipe 'best'.*adaptive, text-only"):
        recipe("best")


@pytest.mark.parametrize("term", TERMS)
def test_without_a_term_only_that_weight_is_gone(term: str) -> None:
    before, after = asdict(recipe("adaptive")), asdict(recipe("adaptive").without([term]))
    assert after.pop(term) == 0.0
    before.pop(term)
    assert after == before


def test_several_terms_can_go_at_once() -> None:
    left = recipe("adaptive").without(["pair", "margin", "adaptive_weights"])
    assert (left.pair, left.margin, left.adaptive_weights) == (0.0, 0.0, False)
    assert left.text_negative == recipe("adaptive").text_negative


def test_the_recipe_itself_is_not_changed() -> None:
    recipe("adaptive").without(["text_negative"])
    assert recipe("adaptive").text_negative > 0


@pytest.mark.parametrize("term", ["name", "hinge", "retention ", ""])
def test_an_unknown_term_is_refused(term: str) -> None:
    with pytest.raises(NotFoundError, match="no term"):
        recipe("adaptive").without([term])


def test_plain_has_no_hard_negatives() -> None:
    plain = recipe("plain")
    assert not any((plain.text_negative, plain.visual_negative, plain.pair, plain.margin))
    assert plain.contrastive > 0


def test_every_recipe_holds_on_to_the_earlier_skill() -> None:
    assert all(each.retention > 0 for each in RECIPES.values())
