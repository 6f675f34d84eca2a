"""A finished before/after comparison: what the report shows and the command line prints."""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from miwake.domain.snapshots import DecisionCounts
from miwake.domain.terms import Flip, RetentionVerdict, Verdict

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rates:
    """Confusion of one model on the test cases; `scr_mutual` is None without marked pairs."""

    scr: float
    scr_pair: float
    scr_mutual: float | None
    chance: float
    near_misses: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """After minus before, over groups; negative is better."""

    scr: float
    ci95: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction of a mix-up, `true>said`: n cases of the true choice, and how often the other one won."""

    n: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Part:
    """The comparison on the cases of one mix-up, kind or band."""

    n: int
    groups: int
    before: float
    after: float
    ci95: Interval | None
    p_holm: float | None
    verdict: Verdict
    fixed: int = 0
    broken: int = 0
    directions: dict[str, Direction] = field(default_factory=dict)

    @property
    def mixed_up(self) -> tuple[int, int]:
        """How many of its cases were mixed up before, and how many after."""
        return round(self.before * self.n), round(self.after * self.n)


@dataclass(frozen=True, slots=True)
class Retention:
    """Whether the earlier skill was kept, on the general set."""

    queries: int
    recall_at_1_before: float
    recall_at_1_after: float
    difference_ci95: Interval
    verdict: RetentionVerdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test case under both models: cosines with the true and the strongest confusable description."""

    case: str
    photo: str
    caption: str
    mixup: str | None
    flip: Flip
    rival_before: str
    rival_after: str
    margin_before: float
    margin_after: float
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Control:
    """The comparison run: the same budget without hard negatives."""

    recipe: str
    scr: float


@dataclass(frozen=True, slots=True)
class MonthlyCost:
    """What the mistakes cost a month, in the unit the person gave; over the mix-ups with costs and a frequency.

    Attributes:
        before: Cost a month with the model before.
        after: Cost a month with the model after.
        change_ci95: Interval of `after - before` over groups.
        minutes_spent: What sorting, reviewing and retraining took, where it is known.
    """

    before: float
    after: float
    change_ci95: Interval
    minutes_spent: float | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of the test cases that the base model mixes up and the starting model no longer did.

    Attributes:
        fixed: How many there are.
        still: How many of them the model after still gets right.
    """

    fixed: int
    still: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A live curve of the run: (step, value) points."""

    name: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the test cases prove about two models; field names are those of the command line contract.

    Cases that were found through a model's mistakes are in `found` and `found_outcomes` alone, never in the rest.
    """

    cases: dict[str, int]
    decisions: DecisionCounts
    before: Rates
    after: Rates
    difference: Difference
    groups: int
    fixed: int
    broken: int
    by_mixup: dict[str, Part]
    by_kind: dict[str, Part]
    by_band: dict[str, Part]
    retention: Retention | None
    caption_only: float | None
    verdict: Verdict
    outcomes: tuple[Outcome, ...] = ()
    provable_change: float | None = None
    unreviewed: bool = False
    cost: MonthlyCost | None = None
    found: Part | None = None
    found_outcomes: tuple[Outcome, ...] = ()
    earlier: Earlier | None = None

    def parts(self) -> dict[str, Any]:
        """Return the fields by name, for `Comparison(run=…, …, **evidence.parts())`."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Evidence):
    """All that a run proved, and how it went; field names are those of the command line contract."""

    run: str
    recipe: str
    model_before: str
    model_after: str | None
    device: str
    seconds: float
    seconds_training: float
    control: Control | None
    alpha: float | None
    curves: tuple[Curve, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dictionaries, to be read back by `from_json`."""
        shown: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return shown

    @classmethod
    def from_json(cls, shown: dict[str, Any]) -> "Comparison":
        """Read what `as_json` wrote."""
        difference, retention, control = shown["difference"], shown["retention"], shown["control"]
        return cls(
            **{
                **shown,
                "decisions": DecisionCounts(**shown["decisions"]),
                "before": Rates(**shown["before"]),
                "after": Rates(**shown["after"]),
                "difference": Difference(**{**difference, "ci95": _interval(difference["ci95"])}),
                "by_mixup": _parts(shown["by_mixup"]),
                "by_kind": _parts(shown["by_kind"]),
                "by_band": _parts(shown["by_band"]),
                "retention": retention
                and Retention(
                    **{
                        **retention,
                        "difference_ci95": _interval(retention["difference_ci95"]),
                        "verdict": RetentionVerdict(retention["verdict"]),
                    }
                ),
                "control": control and Control(**control),
                "verdict": Verdict(shown["verdict"]),
                "outcomes": _outcomes(shown["outcomes"]),
                "curves": tuple(
                    Curve(each["name"], tuple((int(step), float(value)) for step, value in each["points"]))
                    for each in shown["curves"]
                ),
                "notes": tuple(shown["notes"]),
                "cost": _cost(shown.get("cost")),
                "earlier": Earlier(**shown["earlier"]) if shown.get("earlier") else None,
                "found": _parts({"found": shown["found"]})["found"] if shown.get("found") else None,
                "found_outcomes": _outcomes(shown.get("found_outcomes", [])),
            }
        )


def _interval(ends: list[float]) -> Interval:
    return float(ends[0]), float(ends[1])


def _outcomes(shown: list[dict[str, Any]]) -> tuple[Outcome, ...]:
    return tuple(Outcome(**{**each, "flip": Flip(each["flip"])}) for each in shown)


def _cost(shown: dict[str, Any] | None) -> MonthlyCost | None:
    return MonthlyCost(**{**shown, "change_ci95": _interval(shown["change_ci95"])}) if shown else None


def _parts(shown: dict[str, Any]) -> dict[str, Part]:
    return {
        name: Part(
            **{
                **part,
                "ci95": part["ci95"] and _interval(part["ci95"]),
                "verdict": Verdict(part["verdict"]),
                "directions": {key: Direction(**each) for key, each in part["directions"].items()},
            }
        )
        for name, part in shown.items()
    }
