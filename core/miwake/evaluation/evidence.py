"""The whole before/after comparison of two models on the cases of one snapshot."""

from collections.abc import Mapping, Sequence

from miwake.domain.comparisons import Difference, Earlier, Evidence, Outcome
from miwake.domain.scores import CaseScores, PairScores, RetentionScores
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Flip, Split
from miwake.evaluation.bands import assign_bands
from miwake.evaluation.confusion import margin, mixed_up, rates, scr, strongest, with_rivals
from miwake.evaluation.cost import monthly_cost
from miwake.evaluation.parts import Twice, counted, of_bands, of_kinds, of_mixups, parts
from miwake.evaluation.power import provable_change
from miwake.evaluation.retention import judge_retention
from miwake.evaluation.verdicts import judge

_FLIPS = {
    (True, False): Flip.FIXED,
    (False, True): Flip.BROKEN,
    (True, True): Flip.STILL_WRONG,
    (False, False): Flip.STILL_RIGHT,
}


def compare(
    before: Sequence[CaseScores],
    after: Sequence[CaseScores],
    *,
    snapshot: Snapshot,
    pairs_before: Sequence[PairScores] = (),
    pairs_after: Sequence[PairScores] = (),
    closeness: Mapping[str, Sequence[float]] | None = None,
    retention_before: RetentionScores | None = None,
    retention_after: RetentionScores | None = None,
    retention_base: RetentionScores | None = None,
    base: Sequence[CaseScores] | None = None,
    caption_only: Sequence[CaseScores] | None = None,
    seed: int = 0,
) -> Evidence:
    """Return what the test cases prove about the model after against the model before.

    Args:
        before: Scores of each test case under the first model (fp32).
        after: The same cases under the second one, in any order.
        snapshot: What both were tested on.
        pairs_before: The marked pairs of the test split under the first model.
        pairs_after: The same pairs under the second one.
        closeness: For each case id the cosines, under a fixed encoder that is neither model, of its true description
            with each of its confusable ones; None leaves the bands out.
        retention_before: The general set under the starting model.
        retention_after: The general set under the model after.
        retention_base: The general set under the base model, where it is another than the starting model.
        base: The same cases under the base model, where it is another than the starting model.
        caption_only: The cases with the texts scored against the mean training photo instead of their own.
        seed: Of the bootstrap.

    Raises:
        ValueError: The two models were not scored on the same cases, pairs or queries, or a case has more than four
            confusable descriptions.
    """
    every = _aligned(with_rivals(before), with_rivals(after))
    _check_pairs(pairs_before, pairs_after)
    cases = [each for each in every if not each.before.case.found_by_model]
    found = [each for each in every if each.before.case.found_by_model]
    alike = {case: numbers for case, numbers in (closeness or {}).items() if case in {_id(each) for each in cases}}
    seen = counted(cases)
    p, ci95, verdict = judge(seen, seed=seed)
    return Evidence(
        cases=_sizes(snapshot, tested=len(cases)),
        decisions=snapshot.decisions,
        before=rates([each.before for each in cases], pairs_before),
        after=rates([each.after for each in cases], pairs_after),
        difference=Difference(scr=seen.difference, ci95=ci95, p=p),
        groups=seen.groups,
        fixed=int(seen.fixed.sum()),
        broken=int(seen.broken.sum()),
        by_mixup=of_mixups(cases, mixups=snapshot.mixups, seed=seed),
        by_kind=of_kinds(cases, seed=seed),
        by_band=of_bands(cases, bands=assign_bands(alike), seed=seed),
        retention=judge_retention(retention_before, retention_after, base=retention_base, seed=seed)
        if retention_before and retention_after
        else None,
        caption_only=_headline_scr(caption_only),
        verdict=verdict,
        outcomes=tuple(_outcome(each) for each in cases),
        provable_change=provable_change(seen),
        unreviewed=any(not _reviewed(each) for each in cases),
        cost=monthly_cost(cases, mixups=snapshot.mixups, seed=seed),
        found=parts({"found": found}, seed=seed)["found"] if found else None,
        found_outcomes=tuple(_outcome(each) for each in found),
        earlier=_earlier(cases, base) if base else None,
    )


def _earlier(cases: Sequence[Twice], base: Sequence[CaseScores]) -> Earlier:
    wrong = {each.case.id for each in with_rivals(base) if mixed_up(each)}
    fixed = [each for each in cases if _id(each) in wrong and not mixed_up(each.before)]
    return Earlier(len(fixed), sum(not mixed_up(each.after) for each in fixed))


def _aligned(before: Sequence[CaseScores], after: Sequence[CaseScores]) -> list[Twice]:
    others = {each.case.id: each for each in after}
    same = len(others) == len(after) == len(before) and {each.case.id for each in before} == set(others)
    if not same or any(others[each.case.id].case != each.case for each in before):
        raise ValueError("the two models were not scored on the same cases")
    return [Twice(each, others[each.case.id]) for each in before]


def _check_pairs(before: Sequence[PairScores], after: Sequence[PairScores]) -> None:
    if sorted(each.pair for each in before) != sorted(each.pair for each in after):
        raise ValueError("the two models were not scored on the same pairs")


def _sizes(snapshot: Snapshot, *, tested: int) -> dict[str, int]:
    sizes = {str(split): sum(1 for _ in snapshot.of_split(split)) for split in (Split.TRAIN, Split.VALIDATION)}
    return {**sizes, str(Split.TEST): tested}


def _headline_scr(cases: Sequence[CaseScores] | None) -> float | None:
    headline = [each for each in with_rivals(cases or ()) if not each.case.found_by_model]
    return scr(headline) if headline else None


def _outcome(each: Twice) -> Outcome:
    case = each.before.case
    return Outcome(
        case=case.id,
        photo=case.photo,
        caption=case.caption,
        mixup=case.mixup,
        flip=_FLIPS[mixed_up(each.before), mixed_up(each.after)],
        rival_before=case.confusables[strongest(each.before)].text,
        rival_after=case.confusables[strongest(each.after)].text,
        margin_before=margin(each.before),
        margin_after=margin(each.after),
        reviewed=_reviewed(each),
    )


def _reviewed(each: Twice) -> bool:
    return all(confusable.accepted for confusable in each.before.case.confusables)


def _id(each: Twice) -> str:
    return each.before.case.id
