"""A comparison as the JSON object of the command line contract."""

from dataclasses import asdict
from typing import Any

from miwake.domain.comparisons import Comparison, Interval, Part, Rates

_DIGITS = 6


def comparison_json(comparison: Comparison, *, report: str | None = None) -> dict[str, Any]:
    """Return the object that `retrain`, `demo` and `report --format json` print.

    Args:
        comparison: What the run proved.
        report: Where the HTML report was written, if it was.
    """
    retention, control, decisions = comparison.retention, comparison.control, comparison.decisions
    return {
        "run": comparison.run,
        "recipe": comparison.recipe,
        "model_before": comparison.model_before,
        "model_after": comparison.model_after,
        "device": comparison.device,
        "seconds": round(comparison.seconds, 1),
        "seconds_training": round(comparison.seconds_training, 1),
        "cases": {split: comparison.cases.get(split, 0) for split in ("train", "validation", "test")},
        "decisions": {
            "sorted": decisions.sorted,
            "one_by_one": decisions.one_by_one,
            "bulk": decisions.bulk,
            "unreviewed": decisions.unreviewed,
        },
        "before": _rates(comparison.before),
        "after": _rates(comparison.after),
        "difference": {
            "scr": _rounded(comparison.difference.scr),
            "ci95": _interval(comparison.difference.ci95),
            "p": _significant(comparison.difference.p),
        },
        "groups": comparison.groups,
        "fixed": comparison.fixed,
        "broken": comparison.broken,
        "by_mixup": {name: _part(part) for name, part in comparison.by_mixup.items()},
        "by_kind": {name: _part(part) for name, part in comparison.by_kind.items()},
        "by_band": {name: _part(part) for name, part in comparison.by_band.items()},
        "retention": retention
        and {
            "queries": retention.queries,
            "recall_at_1_before": _rounded(retention.recall_at_1_before),
            "recall_at_1_after": _rounded(retention.recall_at_1_after),
            "difference_ci95": _interval(retention.difference_ci95),
            "verdict": str(retention.verdict),
        },
        "caption_only": _rounded(comparison.caption_only),
        "control": control and {"recipe": control.recipe, "scr": _rounded(control.scr)},
        "alpha": comparison.alpha,
        **({"earlier": asdict(comparison.earlier)} if comparison.earlier else {}),
        "verdict": str(comparison.verdict),
        "report": report,
    }


def _rates(rates: Rates) -> dict[str, float | None]:
    return {
        "scr": _rounded(rates.scr),
        "scr_pair": _rounded(rates.scr_pair),
        "scr_mutual": _rounded(rates.scr_mutual),
        "chance": _rounded(rates.chance),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "n": part.n,
        "before": _rounded(part.before),
        "after": _rounded(part.after),
        "directions": {
            name: {"n": each.n, "before": _rounded(each.before), "after": _rounded(each.after)}
            for name, each in part.directions.items()
        },
        "ci95": _interval(part.ci95) if part.ci95 else None,
        "p_holm": None if part.p_holm is None else _significant(part.p_holm),
        "verdict": str(part.verdict),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS) + 0.0  # plus 0.0: never -0.0


def _interval(ends: Interval) -> list[float | None]:
    return [_rounded(end) for end in ends]


def _significant(p: float) -> float:
    """Keep the first digits of a p value, however small it is."""
    return float(f"{p:.4g}")
