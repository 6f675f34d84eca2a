from miwake.domain.terms import Verdict
from miwake.evaluation.paired import Paired, paired
from miwake.evaluation.verdicts import judge, verdict


def flips(fixed: int, broken: int, same: int, *, per_group: int = 1) -> Paired:
    count = fixed + broken + same
    before = [True] * fixed + [False] * (broken + same)
    after = [False] * fixed + [True] * broken + [False] * same
    return paired([index // per_group for index in range(count)], before=before, after=after)


def test_fewer_than_ten_groups_are_too_few_however_clear_the_change() -> None:
    assert judge(flips(9, 0, 0), seed=0)[2] is Verdict.TOO_FEW
    assert judge(flips(90, 0, 0, per_group=10), seed=0)[2] is Verdict.TOO_FEW
    assert judge(flips(10, 0, 0), seed=0)[2] is Verdict.IMPROVED


def test_a_significant_change_comes_before_the_question_of_power() -> None:
    assert judge(flips(8, 0, 22), seed=0)[2] is Verdict.IMPROVED
    assert judge(flips(0, 8, 22), seed=0)[2] is Verdict.WORSE


def test_a_small_set_without_a_significant_change_is_too_small() -> None:
    assert judge(flips(3, 2, 25), seed=0)[2] is Verdict.TOO_FEW


def test_a_large_set_without_a_significant_change_is_no_evidence() -> None:
    assert judge(flips(5, 5, 190), seed=0)[2] is Verdict.NO_EVIDENCE


def test_p_alone_does_not_make_an_improvement() -> None:
    seen = flips(20, 5, 200)
    assert verdict(seen, p=0.01, ci95=(-0.1, 0.001)) is Verdict.NO_EVIDENCE
    assert verdict(seen, p=0.01, ci95=(-0.1, -0.001)) is Verdict.IMPROVED
    assert verdict(seen, p=0.05, ci95=(-0.1, -0.001)) is Verdict.NO_EVIDENCE


def test_the_interval_must_lie_on_the_side_of_the_change() -> None:
    seen = flips(5, 20, 200)
    assert verdict(seen, p=0.01, ci95=(-0.1, -0.01)) is Verdict.NO_EVIDENCE


def test_equal_models_differ_by_exactly_nothing() -> None:
    p, ci95, found = judge(flips(0, 0, 100), seed=4)
    assert (p, ci95, found) == (1.0, (0.0, 0.0), Verdict.NO_EVIDENCE)


def test_no_cases_are_too_few() -> None:
    assert judge(flips(0, 0, 0), seed=0) == (1.0, (0.0, 0.0), Verdict.TOO_FEW)
