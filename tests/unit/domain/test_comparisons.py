"""Comparisons: read back as written, and named as the command line contract says."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.comparisons import (
    Comparison,
    Control,
    Curve,
    Difference,
    Direction,
    MonthlyCost,
    Outcome,
    Part,
    Rates,
    Retention,
)
from miwake.domain.snapshots import DecisionCounts
from miwake.domain.terms import Flip, RetentionVerdict, Verdict

PART = Part(18, 9, 0.5, 0.11, (-0.6, -0.2), 0.031, Verdict.IMPROVED, 7, 0, {"closed>open": Direction(9, 0.56, 0.11)})
OUTCOME = Outcome(
    case="c1",
    photo="aa",
    caption="an open valve",
    mixup="valve",
    flip=Flip.FIXED,
    rival_before="a closed valve",
    rival_after="a half open valve",
    margin_before=-0.1,
    margin_after=0.2,
    reviewed=True,
)
COMPARISON = Comparison(
    run="r1",
    recipe="adaptive",
    model_before="builtin",
    model_after="m1",
    device="cpu",
    seconds=212.4,
    seconds_training=170.2,
    cases={"train": 140, "validation": 20, "test": 40},
    decisions=DecisionCounts(sorted=200, one_by_one=31),
    before=Rates(0.40, 0.22, None, 0.5),
    after=Rates(0.10, 0.05, 0.25, 0.5),
    difference=Difference(-0.30, (-0.45, -0.15), 0.0018),
    groups=38,
    fixed=13,
    broken=1,
    by_mixup={"valve": PART, "刃": replace(PART, ci95=None, p_holm=None, verdict=Verdict.TOO_FEW, directions={})},
    by_kind={"state": PART},
    by_band={"alike": PART},
    retention=Retention(2000, 0.31, 0.309, (-0.008, 0.006), RetentionVerdict.KEPT),
    caption_only=0.5,
    control=Control("plain", 0.33),
    alpha=0.5,
    verdict=Verdict.IMPROVED,
    outcomes=(OUTCOME, replace(OUTCOME, case="c2", mixup=None, flip=Flip.BROKEN)),
    curves=(Curve("validation scr", ((0, 0.4), (10, 0.1))),),
    notes=("memory was short",),
    provable_change=0.2,
    unreviewed=True,
    cost=MonthlyCost(120.0, 40.0, (-110.0, -30.0), 25.0),
    found=PART,
    found_outcomes=(replace(OUTCOME, case="c3"),),
)
# What `retrain --json`, `demo --json` and `report --format json` promise.
PROMISED = set(
    """
    run recipe model_before model_after device seconds seconds_training cases decisions before after difference groups
    fixed broken by_mixup by_kind by_band retention caption_only control alpha verdict
    """.split()  # noqa: SIM905 - a list of 23 lines says no more
)


def _through_a_file(comparison: Comparison) -> Comparison:
    return Comparison.from_json(json.loads(json.dumps(comparison.as_json())))


def test_it_is_read_back_as_it_was_written() -> None:
    assert _through_a_file(COMPARISON) == COMPARISON


@pytest.mark.parametrize("missing", ["retention", "control", "caption_only", "alpha", "model_after", "cost", "found"])
def test_what_a_run_does_not_have_stays_missing(missing: str) -> None:
    without = replace(COMPARISON, **{missing: None})
    assert _through_a_file(without) == without


@given(verdict=st.sampled_from(Verdict), flip=st.sampled_from(Flip), p=st.floats(0, 1), ends=st.floats(-1, 1))
def test_numbers_and_verdicts_lose_nothing(verdict: Verdict, flip: Flip, p: float, ends: float) -> None:
    changed = replace(
        COMPARISON,
        verdict=verdict,
        difference=Difference(ends, (ends, ends), p),
        outcomes=(replace(OUTCOME, flip=flip, margin_before=ends),),
    )
    again = _through_a_file(changed)
    assert again == changed
    assert isinstance(again.verdict, Verdict)
    assert isinstance(again.outcomes[0].flip, Flip)


def test_the_json_has_the_promised_names() -> None:
    shown = COMPARISON.as_json()
    assert set(shown) >= PROMISED
    assert set(shown["before"]) >= {"scr", "scr_pair", "scr_mutual", "chance"}
    assert set(shown["difference"]) >= {"scr", "ci95", "p"}
    assert set(shown["decisions"]) >= {"sorted", "one_by_one", "bulk", "unreviewed"}
    assert set(shown["by_mixup"]["valve"]) >= {"n", "before", "after", "directions", "ci95", "p_holm", "verdict"}
    assert shown["by_mixup"]["valve"]["directions"] == {"closed>open": {"n": 9, "before": 0.56, "after": 0.11}}
    retention = {"queries", "recall_at_1_before", "recall_at_1_after", "difference_ci95", "verdict"}
    assert set(shown["retention"]) >= retention
    assert shown["control"] == {"recipe": "plain", "scr": 0.33}


def test_the_verdicts_are_the_promised_words() -> None:
    assert [str(each) for each in Verdict] == ["improved", "worse", "no evidence", "too few cases"]
    assert [str(each) for each in RetentionVerdict] == ["kept", "lost", "cannot tell"]
