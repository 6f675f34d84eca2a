from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miwake.domain.comparisons import Comparison, Earlier
from miwake.domain.scores import CaseScores, PairScores, RetentionScores
from miwake.domain.snapshots import Confusable, DecisionCounts, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Flip, Kind, Split, Verdict
from miwake.evaluation import compare

VALVE = SnapshotMixup("valve", ("an open valve", "a closed valve"), per_month=20, costs=((0, 1, 3.0),))


def snapshot() -> Snapshot:
    photos = tuple(SnapshotPhoto(f"p{split}", "", index, split) for index, split in enumerate(Split))
    examples = tuple(Example(f"e{photo.split}", photo.sha256, "an open valve", "valve", 0) for photo in photos)
    return Snapshot(photos, examples, mixups=(VALVE,), decisions=DecisionCounts(sorted=3, bulk=1))


def models(
    scored: Callable[..., CaseScores], letters: str, **other: object
) -> tuple[list[CaseScores], list[CaseScores]]:
    before, after = (
        [
            scored(f"{index}", group=index, positive=0.1 if letter in wrong else 0.3, **other)
            for index, letter in enumerate(letters)
        ]
        for wrong in ("FW", "BW")
    )
    return before, after


def test_the_headline_by_hand(scored: Callable[..., CaseScores]) -> None:
    before, after = models(scored, "F" * 12 + "B" + "WWW" + "R" * 24)
    found = compare(before, after[::-1], snapshot=snapshot())
    assert (found.before.scr, found.after.scr) == (15 / 40, 4 / 40)
    assert found.difference.scr == pytest.approx(-11 / 40)
    assert found.difference.p == pytest.approx(2 * (1 + 13) / 2**13)
    assert found.difference.ci95[1] < 0
    assert (found.verdict, found.groups, found.fixed, found.broken) == (Verdict.IMPROVED, 40, 12, 1)
    assert found.cases == {"train": 1, "validation": 1, "test": 40}
    assert found.decisions.sorted == 3
    assert [each.flip for each in found.outcomes].count(Flip.STILL_WRONG) == 3
    assert list(found.by_mixup) == ["valve"]
    assert found.by_mixup["valve"].directions["open>closed"].n == 40
    assert found.cost is not None
    assert found.cost.before == pytest.approx(20 * 3 * 15 / 40)


def test_a_model_against_itself_differs_by_exactly_nothing(scored: Callable[..., CaseScores]) -> None:
    before, _ = models(scored, "FW" * 40 + "R" * 120)
    found = compare(before, before, snapshot=snapshot(), closeness={each.case.id: (0.5,) for each in before})
    assert found.difference.scr == 0.0
    assert found.difference.ci95 == (0.0, 0.0)
    assert found.difference.p == 1.0
    assert found.before == found.after
    assert found.verdict is Verdict.NO_EVIDENCE
    assert (found.fixed, found.broken) == (0, 0)
    assert found.by_band["alike"].p_holm == 1.0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), max_size=40))
def test_changing_the_sides_changes_the_signs_alone(numbers: list[tuple[int, float, float, float]]) -> None:
    before, after = (
        [
            CaseScores(
                Example(f"{index}", "p", "t", confusables=(Confusable("n", Kind.STATE),)),
                each[0],
                each[model],
                (each[3],),
            )
            for index, each in enumerate(numbers)
        ]
        for model in (1, 2)
    )
    there, back = (compare(*pair, snapshot=snapshot()) for pair in ((before, after), (after, before)))
    assert there.difference.scr == -back.difference.scr
    assert there.difference.p == back.difference.p
    assert (there.fixed, there.broken, there.groups) == (back.broken, back.fixed, back.groups)
    assert there.difference.scr * len(numbers) == pytest.approx(there.broken - there.fixed)
    assert there.after.scr - there.before.scr == pytest.approx(there.difference.scr)
    assert {str(there.verdict), str(back.verdict)} in ({"improved", "worse"}, {"no evidence"}, {"too few cases"})


def test_cases_found_by_a_model_are_apart(scored: Callable[..., CaseScores]) -> None:
    headline, extra = models(scored, "R" * 20), models(scored, "F" * 15, found_by_model=True)
    renamed = [[replace(each, case=replace(each.case, id=f"x{each.case.id}")) for each in scores] for scores in extra]
    found = compare(headline[0] + renamed[0], headline[1] + renamed[1], snapshot=snapshot())
    assert (found.before.scr, found.fixed, found.cases["test"], len(found.outcomes)) == (0.0, 0, 20, 20)
    assert found.by_mixup["valve"].n == 20
    assert found.found is not None
    assert (found.found.n, found.found.fixed, len(found.found_outcomes)) == (15, 15, 15)


def test_what_nobody_decided_makes_the_verdict_unreviewed(scored: Callable[..., CaseScores]) -> None:
    proposed = (Confusable("a red valve", Kind.ATTRIBUTE, accepted=False),)
    before, after = models(scored, "F" * 12, confusables=proposed, mixup=None, choice=None)
    found = compare(before, after, snapshot=snapshot())
    assert found.unreviewed
    assert not found.outcomes[0].reviewed
    assert found.by_kind["attribute"].verdict is Verdict.IMPROVED
    assert not compare(*models(scored, "FFR"), snapshot=snapshot()).unreviewed


def test_the_outcome_names_the_strongest_rival_of_each_model(scored: Callable[..., CaseScores]) -> None:
    rivals = (Confusable("x", Kind.STATE), Confusable("y", Kind.STATE))
    before = scored("a", positive=0.3, negatives=(0.5, 0.1), confusables=rivals)
    after = scored("a", positive=0.3, negatives=(0.1, 0.2), confusables=rivals)
    outcome = compare([before], [after], snapshot=snapshot()).outcomes[0]
    assert (outcome.rival_before, outcome.rival_after) == ("x", "y")
    assert (outcome.margin_before, outcome.margin_after) == pytest.approx((-0.2, 0.1))


def test_what_was_fixed_earlier_is_counted_against_the_base_model(scored: Callable[..., CaseScores]) -> None:
    before, after = models(scored, "F" + "BB" + "W" + "R" * 8)
    base, _ = models(scored, "F" + "FR" + "F" + "FFF" + "R" * 5)
    found = compare(before, after, snapshot=snapshot(), base=base).earlier
    # Of the base model's five, the first B and three R were right before; the B is wrong again.
    assert found == Earlier(fixed=4, still=3)
    assert compare(before, after, snapshot=snapshot()).earlier is None


def test_pairs_caption_only_and_retention(scored: Callable[..., CaseScores]) -> None:
    before, after = models(scored, "FR")
    blind = [replace(each, positive=0.2, negatives=(0.2,)) for each in before]
    pairs = [PairScores("p", (1, 2), ((0.2, 0.2), (0.1, 0.2)))], [PairScores("p", (1, 2), ((0.3, 0.2), (0.1, 0.2)))]
    kept = RetentionScores((True, False), (0, 1))
    found = compare(
        before,
        after,
        snapshot=snapshot(),
        pairs_before=pairs[0],
        pairs_after=pairs[1],
        caption_only=blind,
        retention_before=kept,
        retention_after=kept,
    )
    assert (found.before.scr_mutual, found.after.scr_mutual) == (1.0, 1.0)
    assert found.caption_only == 1.0
    assert found.retention is not None
    assert found.retention.recall_at_1_after == 0.5


def test_no_cases_at_all_are_too_few() -> None:
    found = compare([], [], snapshot=snapshot())
    assert (found.verdict, found.groups, found.provable_change, found.by_mixup) == (Verdict.TOO_FEW, 0, None, {})


def test_other_cases_pairs_or_choices_are_refused(scored: Callable[..., CaseScores]) -> None:
    before, after = models(scored, "FR")
    with pytest.raises(ValueError, match="same cases"):
        compare(before, after[:1], snapshot=snapshot())
    with pytest.raises(ValueError, match="same cases"):
        compare(
            before, [replace(each, case=replace(each.case, caption="other")) for each in after], snapshot=snapshot()
        )
    with pytest.raises(ValueError, match="same cases"):
        compare(before + before[:1], after + after[:1], snapshot=snapshot())
    with pytest.raises(ValueError, match="same pairs"):
        compare(before, after, snapshot=snapshot(), pairs_before=[PairScores("p", (1, 2), ((0, 0), (0, 0)))])


def test_evidence_becomes_a_comparison_that_survives_json(scored: Callable[..., CaseScores]) -> None:
    before, after = models(scored, "F" * 12 + "BWR")
    found = compare(before, after, snapshot=snapshot(), base=before, seed=3)
    whole = Comparison(
        run="r1",
        recipe="adaptive",
        model_before="builtin",
        model_after="m1",
        device="cpu",
        seconds=2.0,
        seconds_training=1.0,
        control=None,
        alpha=0.5,
        **found.parts(),
    )
    assert Comparison.from_json(whole.as_json()) == whole


def test_two_thousand_cases_are_compared_in_little_time(scored: Callable[..., CaseScores]) -> None:
    random = np.random.default_rng(0)
    before, after = models(scored, "".join(random.choice(list("FBWR"), 2_000)))
    found = compare(
        before, after, snapshot=snapshot(), closeness={each.case.id: (float(random.uniform()),) for each in before}
    )
    assert found.groups == 2_000
    assert list(found.by_band) == ["less alike", "alike", "very alike"]
