"""The comparison by mix-up, by kind and by band, each with the numbers of its own cases alone."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from miwake.domain.comparisons import Direction, Part
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Confusable, SnapshotMixup
from miwake.domain.terms import Kind
from miwake.domain.wording import short_names
from miwake.evaluation.bands import BANDS
from miwake.evaluation.confusion import mixed_up, restricted, scr, strongest
from miwake.evaluation.paired import Paired, bootstrap_interval, holm, paired, sign_flip_p
from miwake.evaluation.verdicts import verdict


@dataclass(frozen=True, slots=True)
class Twice:
    """One case under the model before and the model after."""

    before: CaseScores
    after: CaseScores


def counted(cases: Sequence[Twice]) -> Paired:
    """Return the counts of each group."""
    return paired(
        [each.before.group for each in cases],
        before=[mixed_up(each.before) for each in cases],
        after=[mixed_up(each.after) for each in cases],
    )


def parts(cases: Mapping[str, Sequence[Twice]], *, seed: int) -> dict[str, Part]:
    """Return the comparison of each named part; their p values are adjusted together (Holm).

    A part of fewer than ten groups gets neither interval nor p: its data cannot support them.
    """
    seen = {name: counted(each) for name, each in cases.items()}
    tested = {name: sign_flip_p(each.changes) for name, each in seen.items() if each.groups >= LEAST_GROUPS}
    adjusted = holm(tested)
    return {name: _part(cases[name], seen[name], p=adjusted.get(name), seed=seed) for name in cases}


def of_mixups(cases: Sequence[Twice], *, mixups: Sequence[SnapshotMixup], seed: int) -> dict[str, Part]:
    """Return the comparison of each mix-up that has cases, with both of its directions."""
    own = {
        mixup.name: _of(
            [each for each in cases if each.before.case.mixup == mixup.name],
            lambda confusable: confusable.choice is not None,
        )
        for mixup in mixups
    }
    found = parts({name: each for name, each in own.items() if each}, seed=seed)
    return {
        mixup.name: replace(found[mixup.name], directions=directions(own[mixup.name], mixup))
        for mixup in mixups
        if mixup.name in found
    }


def of_kinds(cases: Sequence[Twice], *, seed: int) -> dict[str, Part]:
    """Return the comparison of each kind; of a case only the confusable descriptions of that kind count."""
    own = {str(kind): _of(cases, partial(_states, kind)) for kind in Kind}
    return parts({name: each for name, each in own.items() if each}, seed=seed)


def of_bands(cases: Sequence[Twice], *, bands: Mapping[str, str], seed: int) -> dict[str, Part]:
    """Return the comparison of each band that has cases, from the least to the most alike."""
    own: dict[str, list[Twice]] = {name: [] for name in BANDS}
    for each in cases:
        if each.before.case.id in bands:
            own[bands[each.before.case.id]].append(each)
    return parts({name: found for name, found in own.items() if found}, seed=seed)


def directions(cases: Sequence[Twice], mixup: SnapshotMixup) -> dict[str, Direction]:
    """Return for each "true>said" how many photos show the true choice, and how often the other one won.

    Where more than one choice beats the true one, the strongest is the one that was said.
    """
    names = short_names(mixup.choices)
    true = [each.before.case.choice for each in cases]
    said_before, said_after = _said([each.before for each in cases]), _said([each.after for each in cases])
    found: dict[str, Direction] = {}
    for truth, truth_name in enumerate(names):
        n = true.count(truth)
        for other, other_name in enumerate(names):
            if n and other != truth:
                found[f"{truth_name}>{other_name}"] = Direction(
                    n=n, before=said_before[truth, other] / n, after=said_after[truth, other] / n
                )
    return found


def said(scores: CaseScores) -> int | None:
    """Return the index of the choice that the model would give; None for a case of no mix-up."""
    if mixed_up(scores):
        return scores.case.confusables[strongest(scores)].choice
    return scores.case.choice


def _said(cases: Sequence[CaseScores]) -> defaultdict[tuple[int | None, int | None], int]:
    found: defaultdict[tuple[int | None, int | None], int] = defaultdict(int)
    for each in cases:
        found[each.case.choice, said(each)] += 1
    return found


def _states(kind: Kind, confusable: Confusable) -> bool:
    return confusable.kind == kind


def _of(cases: Sequence[Twice], keep: Callable[[Confusable], bool]) -> list[Twice]:
    found: list[Twice] = []
    for each in cases:
        before, after = restricted(each.before, keep), restricted(each.after, keep)
        if before and after:
            found.append(Twice(before, after))
    return found


def _part(cases: Sequence[Twice], seen: Paired, *, p: float | None, seed: int) -> Part:
    ci95 = bootstrap_interval(seen.changes, seen.sizes, seed=seed)
    return Part(
        n=seen.cases,
        groups=seen.groups,
        before=scr([each.before for each in cases]),
        after=scr([each.after for each in cases]),
        ci95=None if p is None else ci95,
        p_holm=p,
        verdict=verdict(seen, p=1.0 if p is None else p, ci95=ci95),
        fixed=int(seen.fixed.sum()),
        broken=int(seen.broken.sum()),
    )
