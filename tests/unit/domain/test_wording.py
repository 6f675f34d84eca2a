"""The sentences that the window, the command line and the report share."""

import time
from dataclasses import replace

import pytest

from miwake.domain.comparisons import Rates
from miwake.domain.terms import Flip, Verdict
from miwake.domain.wording import counted, mixed_up_counts, model_title, model_words, short_names, verdict_sentence
from unit.domain.test_comparisons import COMPARISON, OUTCOME

WITHOUT_OUTCOMES = replace(COMPARISON, outcomes=(), unreviewed=False)


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        (["an open valve", "a closed valve"], ("open", "closed")),
        (["a valve that is open", "a valve that is closed"], ("open", "closed")),
        (["a ladder left of the tank", "a ladder right of the tank"], ("left", "right")),
        (["crack", "scratch"], ("crack", "scratch")),
        (["a helmet on the head", "a helmet in the hand"], ("on the head", "in the hand")),
        (["a worker", "a worker with a helmet"], ("a worker", "a worker with a helmet")),
        (["a bolt", "the bolt"], ("a bolt", "the bolt")),
        (["開いたバルブ", "閉じたバルブ"], ("開いたバルブ", "閉じたバルブ")),
    ],
)
def test_short_names_are_what_tells_choices_apart(choices: list[str], names: tuple[str, ...]) -> None:
    assert short_names(choices) == names


def test_counts_come_from_the_outcomes() -> None:
    flips = [Flip.FIXED, Flip.FIXED, Flip.BROKEN, Flip.STILL_WRONG, Flip.STILL_RIGHT]
    comparison = replace(COMPARISON, outcomes=tuple(replace(OUTCOME, flip=flip) for flip in flips))
    assert mixed_up_counts(comparison) == (3, 2, 5)


def test_without_outcomes_counts_come_from_the_rates() -> None:
    assert mixed_up_counts(replace(WITHOUT_OUTCOMES, after=Rates(0.05, 0.0, None, 0.5))) == (16, 2, 40)


def test_the_verdict_says_what_changed_and_what_it_means() -> None:
    expected = "Miwake mixed up 16 of 40 test photos before, 4 after. That is an improvement."
    assert verdict_sentence(WITHOUT_OUTCOMES) == expected


def test_too_few_scenes_are_counted_out() -> None:
    sentence = verdict_sentence(replace(WITHOUT_OUTCOMES, verdict=Verdict.TOO_FEW, groups=1))
    assert sentence.endswith("the test photos come from 1 scene, 10 are needed.")


def test_enough_scenes_can_still_be_too_few_to_tell() -> None:
    sentence = verdict_sentence(replace(WITHOUT_OUTCOMES, verdict=Verdict.TOO_FEW, groups=38))
    assert sentence.endswith("That is too few to tell.")


def test_no_better_model_and_no_review_are_said() -> None:
    sentence = verdict_sentence(replace(WITHOUT_OUTCOMES, model_after=None, unreviewed=True))
    assert sentence.startswith("Nothing better than the model before came out.")
    assert sentence.endswith("Nobody has reviewed the look-alike descriptions yet.")


def test_without_test_photos_nothing_is_claimed() -> None:
    assert verdict_sentence(replace(WITHOUT_OUTCOMES, cases={})).startswith("There are no test photos yet")


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_own_sentence(verdict: Verdict) -> None:
    others = {verdict_sentence(replace(WITHOUT_OUTCOMES, verdict=each)) for each in Verdict if each != verdict}
    assert verdict_sentence(replace(WITHOUT_OUTCOMES, verdict=verdict)) not in others


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 mix-ups"), (1, "1 mix-up"), (2, "2 mix-ups"), (3032, "3,032 mix-ups")]
)
def test_a_number_has_its_noun(number: int, words: str) -> None:
    assert counted(number, "mix-up") == words


def test_a_model_is_called_as_a_person_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert model_title("20261123-200105-text-only") == "Model of 2026-11-24 05:01:05"
        assert model_words("20261123-200105-adaptive") == "the model of 2026-11-24 05:01:05"
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (model_title("builtin"), model_words("builtin")) == ("Built-in model", "the built-in model")
    for own in ("ViT-B-32/openai", "/models/site", ""):
        assert model_title(own) == model_words(own) == own
