import numpy as np
import pytest

from miwake.domain.scores import RetentionScores
from miwake.domain.terms import RetentionVerdict
from miwake.evaluation.retention import judge_retention, recall_change


def hits(share: float, *, queries: int = 2_000, lost: int = 0, gained: int = 0, per_group: int = 1) -> RetentionScores:
    """The same queries are hit, apart from the first `lost` hits and the last `gained` misses."""
    found = [index < share * queries for index in range(queries)]
    found[:lost] = [False] * lost
    found[queries - gained :] = [True] * gained
    return RetentionScores(tuple(found), tuple(index // per_group for index in range(queries)))


def test_the_same_hits_are_kept() -> None:
    found = judge_retention(hits(0.3), hits(0.3), seed=0)
    assert found.verdict is RetentionVerdict.KEPT
    assert (found.queries, found.recall_at_1_before, found.difference_ci95) == (2_000, 0.3, (0.0, 0.0))


def test_a_loss_of_three_points_is_lost() -> None:
    found = judge_retention(hits(0.3), hits(0.3, lost=60), seed=0)
    assert found.verdict is RetentionVerdict.LOST
    assert found.recall_at_1_after == pytest.approx(0.27)
    assert found.difference_ci95[0] < -0.03 < found.difference_ci95[1]


def test_what_could_be_a_loss_of_more_than_a_point_is_not_kept() -> None:
    found = judge_retention(hits(0.3), hits(0.3, lost=60, gained=60), seed=0)
    assert found.difference_ci95[0] < -0.01 < 0 < found.difference_ci95[1]
    assert found.verdict is RetentionVerdict.LOST


def test_fewer_than_two_thousand_queries_cannot_tell() -> None:
    found = judge_retention(hits(0.3, queries=1_999), hits(0.3, queries=1_999), seed=0)
    assert found.verdict is RetentionVerdict.CANNOT_TELL


def test_what_was_lost_in_small_steps_shows_against_the_base_model() -> None:
    base, start, after = hits(0.3), hits(0.3, lost=30), hits(0.3, lost=32)
    assert judge_retention(start, after, seed=0).verdict is RetentionVerdict.KEPT
    assert judge_retention(start, after, base=base, seed=0).verdict is RetentionVerdict.LOST


def test_queries_of_one_group_count_as_one() -> None:
    narrow = recall_change(hits(0.3), hits(0.3, lost=40), seed=0)
    wide = recall_change(hits(0.3, per_group=20), hits(0.3, lost=40, per_group=20), seed=0)
    assert np.diff(wide) > 2 * np.diff(narrow)


def test_other_queries_are_refused() -> None:
    with pytest.raises(ValueError, match="different queries"):
        judge_retention(hits(0.3), hits(0.3, per_group=2), seed=0)
