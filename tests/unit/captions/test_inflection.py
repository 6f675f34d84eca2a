"""Number, verb forms and articles."""

import pytest

from miwake.captions.inflection import article, form_for_tag, to_plural_verb, to_singular_verb, verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("walk", ("walks", "walking", "walked", "walked")),
        ("carry", ("carries", "carrying", "carried", "carried")),
        ("stop", ("stops", "stopping", "stopped", "stopped")),
        ("push", ("pushes", "pushing", "pushed", "pushed")),
        ("close", ("closes", "closing", "closed", "closed")),
        ("play", ("plays", "playing", "played", "played")),
        ("look at", ("looks at", "looking at", "looked at", "looked at")),
        ("ride", ("rides", "riding", "rode", "ridden")),
    ],
)
def test_verb_forms(base: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(base, {"ride": ("rides", "riding", "rode", "ridden")}) == forms


def test_a_tag_asks_for_a_form() -> None:
    forms = verb_forms("close", {})

    assert [form_for_tag("close", forms, tag) for tag in ("VB", "VBP", "VBZ", "VBG", "VBD", "VBN")] == [
        "close",
        "close",
        "closes",
        "closing",
        "closed",
        "closed",
    ]


@pytest.mark.parametrize(("one", "many"), [("is", "are"), ("has", "have"), ("stands", "stand"), ("carries", "carry")])
def test_agreement_goes_both_ways(one: str, many: str) -> None:
    assert to_plural_verb(one) == many
    assert to_singular_verb(many) == one


@pytest.mark.parametrize(
    ("word", "expected"),
    [("red", "a"), ("orange", "an"), ("hour", "an"), ("uniform", "a"), ("one-way sign", "a"), ("", "a"), ("8", "an")],
)
def test_articles(word: str, expected: str) -> None:
    assert article(word) == expected
