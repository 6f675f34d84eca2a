from collections.abc import Callable

import pytest

from miwake.domain.snapshots import SnapshotMixup
from miwake.evaluation.cost import monthly_cost
from miwake.evaluation.parts import Twice

CHOICES = ("an open valve", "a closed valve")
PRICED = SnapshotMixup("valve", CHOICES, per_month=100, costs=((0, 1, 40.0), (1, 0, 5.0)))


def test_cost_by_hand(twice: Callable[..., list[Twice]]) -> None:
    opened = twice("FFWRRRRR", choice=0)
    closed = twice("BBRR", choice=1, groups=(8, 9, 10, 11))
    found = monthly_cost(opened + closed, mixups=[PRICED], seed=0)
    assert found is not None
    assert found.before == pytest.approx(100 * (3 * 40) / 12)
    assert found.after == pytest.approx(100 * (1 * 40 + 2 * 5) / 12)
    assert found.change_ci95[0] < found.after - found.before < found.change_ci95[1]


def test_cost_is_frequency_times_share_times_rate(twice: Callable[..., list[Twice]]) -> None:
    cases = twice("F" * 5 + "R" * 5, choice=0) + twice("R" * 10, choice=1, groups=range(10, 20))
    found = monthly_cost(cases, mixups=[PRICED], seed=0)
    assert found is not None
    assert found.before == pytest.approx(40 * 100 * 0.5 * 0.5)  # half of the photos are open, half of them mixed up
    assert found.after == 0.0


@pytest.mark.parametrize(
    "mixup",
    [
        SnapshotMixup("valve", CHOICES, per_month=100),
        SnapshotMixup("valve", CHOICES, costs=((0, 1, 40.0),)),
        SnapshotMixup("other", CHOICES, per_month=100, costs=((0, 1, 40.0),)),
    ],
)
def test_nothing_is_said_where_nothing_was_given(twice: Callable[..., list[Twice]], mixup: SnapshotMixup) -> None:
    assert monthly_cost(twice("F" * 12), mixups=[mixup], seed=0) is None


def test_nothing_is_said_of_fewer_than_ten_scenes(twice: Callable[..., list[Twice]]) -> None:
    assert monthly_cost(twice("F" * 9), mixups=[PRICED], seed=0) is None
