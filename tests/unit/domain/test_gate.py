"""The gate: a mix-up that got worse asks, one that must never get worse refuses, and chance is not called proof."""

from dataclasses import replace

import pytest

from miwake.domain.comparisons import Comparison, Part
from miwake.domain.errors import RefusedError
from miwake.domain.gate import Concerns, UnconfirmedError, check_gate, concerns, is_recommended, risen
from miwake.domain.models import Model
from miwake.domain.terms import RetentionVerdict, Verdict
from miwake.domain.wording import counts_by_mixup, risen_sentence
from unit.domain.test_comparisons import COMPARISON

MODEL = Model(1, "site", "builtin", "r1", "models/site", "", "")
BETTER = Part(18, 18, 9 / 18, 2 / 18, (-0.6, -0.2), 0.03, Verdict.IMPROVED)
LADDER = Part(12, 6, 3 / 12, 8 / 12, None, None, Verdict.TOO_FEW)


def proven(verdict: Verdict, **mixups: Part) -> Comparison:
    return replace(COMPARISON, verdict=verdict, by_mixup=mixups)


def test_counts_of_each_mixup_are_said_whatever_the_verdict() -> None:
    few = proven(Verdict.TOO_FEW, valve=BETTER, ladder=LADDER)
    assert counts_by_mixup(few) == (
        "valve: 9 of 18 mixed up before, 2 after",
        "ladder: 3 of 12 mixed up before, 8 after",
    )
    assert risen_sentence(few) == "More often mixed up than before: ladder (3 of 12 before, 8 after)."
    assert risen_sentence(proven(Verdict.TOO_FEW, valve=BETTER)) == ""


def test_the_largest_rise_comes_first() -> None:
    one_more = replace(LADDER, before=0.0, after=1 / 12)
    found = risen(proven(Verdict.TOO_FEW, lamp=one_more, ladder=LADDER, valve=BETTER))
    assert [(each.mixup, each.before, each.after) for each in found] == [("ladder", 3, 8), ("lamp", 0, 1)]


@pytest.mark.parametrize("whole", list(Verdict))
@pytest.mark.parametrize(("before", "after"), [(3, 8), (0, 1)])
def test_a_rise_that_is_too_few_to_judge_is_asked_about(whole: Verdict, before: int, after: int) -> None:
    rose = replace(LADDER, before=before / 12, after=after / 12)
    with pytest.raises(UnconfirmedError, match=rf"test photos of ladder \({before} of 12 before, {after} after\)\."):
        check_gate(MODEL, proven(whole, valve=BETTER, ladder=rose), confirmed=False)
    check_gate(MODEL, proven(whole, valve=BETTER, ladder=rose), confirmed=True)


@pytest.mark.parametrize("part", [Verdict.NO_EVIDENCE, Verdict.IMPROVED])
def test_a_rise_under_a_whole_that_is_too_few_is_asked_about(part: Verdict) -> None:
    found = concerns(MODEL, proven(Verdict.TOO_FEW, ladder=replace(LADDER, verdict=part)))
    assert found.perhaps == ("ladder (3 of 12 before, 8 after)",)


def test_a_proven_loss_is_asked_about_once() -> None:
    worse = proven(Verdict.TOO_FEW, ladder=replace(LADDER, verdict=Verdict.WORSE))
    with pytest.raises(UnconfirmedError, match=r"^This model got worse at ladder \(3 of 12 before, 8 after\)\."):
        check_gate(MODEL, worse, confirmed=False)


def test_a_loss_on_the_whole_is_asked_about_although_no_mixup_shows_it_alone() -> None:
    worse = proven(Verdict.WORSE, valve=replace(BETTER, verdict=Verdict.NO_EVIDENCE))
    for model, comparison in ((MODEL, worse), (replace(MODEL, metrics={"verdict": "worse"}), None)):
        with pytest.raises(UnconfirmedError, match=r"^This model got worse at all test photos together\.") as asked:
            check_gate(model, comparison, confirmed=False)
        assert asked.value.why == ""
        check_gate(model, comparison, confirmed=True)


@pytest.mark.parametrize("verdict", [Verdict.IMPROVED, Verdict.NO_EVIDENCE])
def test_a_rise_that_the_test_could_have_proven_needs_no_question(verdict: Verdict) -> None:
    check_gate(MODEL, proven(verdict, ladder=replace(LADDER, verdict=Verdict.NO_EVIDENCE)), confirmed=False)


def test_what_must_never_get_worse_is_refused_even_when_confirmed() -> None:
    critical = replace(MODEL, metrics={"critical_worse": ["ladder"]})
    with pytest.raises(RefusedError, match="must never get worse") as refused:
        check_gate(critical, proven(Verdict.TOO_FEW, ladder=LADDER), confirmed=True)
    assert not isinstance(refused.value, UnconfirmedError)


def test_lost_skill_asks() -> None:
    kept = COMPARISON.retention
    assert kept is not None
    lost = replace(COMPARISON, retention=replace(kept, verdict=RetentionVerdict.LOST), by_mixup={})
    assert concerns(MODEL, lost).reasons == ("may have lost part of its earlier skill",)


def test_where_the_comparison_is_gone_what_was_registered_counts() -> None:
    registered = replace(MODEL, metrics={"worse": ["valve"], "retention": "lost", "critical_worse": ["lamp"]})
    assert concerns(registered, None) == Concerns(("lamp",), ("valve",), (), lost=True)
    assert concerns(MODEL, None) == Concerns()


@pytest.mark.parametrize("verdict", [*Verdict, None])
def test_only_proof_without_a_concern_recommends(verdict: Verdict | None) -> None:
    assert is_recommended(verdict, Concerns()) == (verdict is Verdict.IMPROVED)
    for against in (Concerns(never=("a",)), Concerns(worse=("a",)), Concerns(perhaps=("a",)), Concerns(lost=True)):
        assert not is_recommended(verdict, against)
