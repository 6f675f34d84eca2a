import numpy as np
import pytest

from miwake.evaluation.thresholds import Answer, threshold


def answers(margins: list[float], wrong: set[int] = frozenset(), *, per_group: int = 1) -> list[Answer]:
    return [Answer(margin, index not in wrong, index // per_group) for index, margin in enumerate(margins)]


def test_too_few_groups_promise_nothing_and_say_how_many_it_takes() -> None:
    found = threshold(answers([1.0] * 40), promised=0.05)
    assert (found.margin, found.bound, found.coverage) == (None, None, 0.0)
    assert (found.groups, found.groups_needed) == (40, 45)
    assert threshold(answers([1.0] * 45), promised=0.05).margin == 1.0


def test_nothing_promises_nothing() -> None:
    assert threshold([], promised=0.1).margin is None


def test_without_mistakes_everything_is_answered() -> None:
    found = threshold(answers([index / 200 for index in range(200)]), promised=0.05)
    assert (found.margin, found.coverage) == (0.0, 1.0)
    assert found.bound is not None
    assert found.bound <= 0.05


def test_mistakes_at_small_margins_are_left_to_a_person() -> None:
    found = threshold(answers([index / 400 for index in range(400)], set(range(0, 80, 2))), promised=0.05)
    assert found.margin is not None
    assert found.margin >= 0.2
    assert 0.5 < found.coverage <= 0.8


def test_mistakes_everywhere_promise_nothing() -> None:
    assert (
        threshold(answers([index / 400 for index in range(400)], set(range(0, 400, 4))), promised=0.05).margin is None
    )


def test_many_photos_of_few_scenes_are_few() -> None:
    margins = [index / 400 for index in range(400)]
    assert threshold(answers(margins, per_group=20), promised=0.05).margin is None


@pytest.mark.parametrize(("promised", "confidence"), [(0.0, 0.9), (1.0, 0.9), (0.05, 1.0)])
def test_impossible_promises_are_refused(promised: float, confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold([], promised=promised, confidence=confidence)


def test_the_promise_is_broken_no_more_often_than_the_confidence_allows() -> None:
    random = np.random.default_rng(3)
    broken = 0
    trials = 400
    for _ in range(trials):
        margins = random.uniform(0, 1, 150)
        right = random.uniform(0, 1, 150) > 0.16 * (1 - margins)  # true error above margin m: 0.08 * (1 - m)
        found = threshold(
            [
                Answer(float(margin), bool(each), index)
                for index, (margin, each) in enumerate(zip(margins, right, strict=True))
            ],
            promised=0.05,
        )
        broken += found.margin is not None and 0.08 * (1 - found.margin) > 0.05
    assert broken / trials <= 0.1 + 3 * (0.1 * 0.9 / trials) ** 0.5
