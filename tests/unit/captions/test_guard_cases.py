"""The guard against cases written by hand, in both directions: suspecting everything fails as surely as nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from miwake.captions.guard import Guard
from miwake.captions.lexicon import Lexicon
from miwake.captions.pack_files import load_packs

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data" / "guard_cases.yaml").read_text("utf-8"))[
    "cases"
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_packs(()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['negative']} | {'; '.join(case['others'])}")
def test_what_is_true_anyway_is_suspect_and_nothing_else_is(case: dict[str, Any], lexicon: Lexicon) -> None:
    reason = Guard(case["caption"], case["others"], lexicon).judged(case["negative"])

    assert (reason is not None) == case["suspect"], reason


def test_there_are_enough_cases_of_either_sort() -> None:
    suspect = [case["suspect"] for case in CASES]

    assert len(CASES) >= 60
    assert min(suspect.count(True), suspect.count(False)) >= 30
    assert len({(case["caption"], case["negative"], *case["others"]) for case in CASES}) == len(CASES)


def test_the_order_of_the_other_descriptions_makes_no_difference(lexicon: Lexicon) -> None:
    for case in CASES:
        others = ["a place with something in it", *reversed(case["others"])]
        assert (Guard(case["caption"], others, lexicon).judged(case["negative"]) is not None) == case["suspect"]


@pytest.mark.parametrize(
    ("caption", "negative", "other", "reason"),
    [
        ("a cat on a sofa", "a dog on a sofa", "a dog sleeps", "says “dog”: a dog sleeps"),
        ("a van here", "a barrier here", "a low fence", "says “low fence”, so “barrier” may be true: a low fence"),
        (
            "a cone left of a truck",
            "a truck left of a cone",
            "the cone is to the right of the truck",
            "says “cone is to the right of the truck”, so “truck left of a cone” may be true: the cone is to the right",
        ),
        ("a man", "two men", "a man and another man", "says “man and another man”, so “two men” may be true"),
        ("a worker with gloves", "a worker without gloves", "nobody has gloves on", "says “nobody has gloves”, so"),
    ],
)
def test_the_reason_quotes_what_is_said(caption: str, negative: str, other: str, reason: str, lexicon: Lexicon) -> None:
    found = Guard(caption, (other,), lexicon).judged(negative)

    assert found is not None
    assert found.startswith("Another description of this photo " + reason)


def test_the_words_of_a_description_of_the_photo_are_suspect(lexicon: Lexicon) -> None:
    guard = Guard("梯子がある", ("a cat on a sofa",), lexicon)

    assert (
        guard.judged("A cat on a SOFA.")
        == guard.judged("梯子がある")
        == "A description of this photo says exactly this."
    )


def test_very_long_and_foreign_texts_are_not_judged(lexicon: Lexicon) -> None:
    endless = "a dog and " * 200
    assert Guard("a cat on a sofa", (endless,), lexicon).judged("a dog on a sofa") is None
    assert Guard("猫がソファーにいる", ("犬がいる",), lexicon).judged("犬がソファーにいる") is None
    assert Guard("a cat", ("", "  ", "。"), lexicon).judged("a dog") is None
