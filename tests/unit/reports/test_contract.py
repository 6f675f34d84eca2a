import json
from collections.abc import Callable

from miwake.domain.comparisons import Comparison
from miwake.reports import comparison_json

PART = {"n", "before", "after", "directions", "ci95", "p_holm", "verdict"}
RATES = {"scr", "scr_pair", "scr_mutual", "chance"}


def test_field_names_are_those_of_the_contract(build: Callable[..., Comparison]) -> None:
    shown = comparison_json(build(), report="out/report.html")
    assert set(shown) == {
        *(
            "run",
            "recipe",
            "model_before",
            "model_after",
            "device",
            "seconds",
            "seconds_training",
            "cases",
            "decisions",
        ),
        *("before", "after", "difference", "groups", "fixed", "broken", "by_mixup", "by_kind", "by_band", "retention"),
        *("caption_only", "control", "alpha", "verdict", "report"),
    }
    assert set(shown["cases"]) == {"train", "validation", "test"}
    assert set(shown["decisions"]) == {"sorted", "one_by_one", "bulk", "unreviewed"}
    assert set(shown["before"]) == set(shown["after"]) == RATES
    assert set(shown["difference"]) == {"scr", "ci95", "p"}
    assert set(shown["by_mixup"]) == {"valve", "helmet"}
    assert all(set(part) == PART for by in ("by_mixup", "by_kind", "by_band") for part in shown[by].values())
    assert shown["by_mixup"]["valve"]["directions"]["closed>open"] == {"n": 10, "before": 0.6, "after": 0.1}
    assert set(shown["retention"]) == {
        *("queries", "recall_at_1_before", "recall_at_1_after", "difference_ci95", "verdict"),
    }
    assert shown["control"] == {"recipe": "plain", "scr": 0.3}
    assert (shown["verdict"], shown["retention"]["verdict"]) == ("improved", "kept")


def test_numbers_are_plain_and_finite(build: Callable[..., Comparison]) -> None:
    shown = comparison_json(build())
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert (shown["before"]["scr"], shown["after"]["scr"], shown["difference"]["scr"]) == (0.525, 0.125, -0.4)
    assert shown["before"]["scr_mutual"] is None
    assert shown["difference"]["p"] == 0.000145
    assert shown["report"] is None


def test_what_was_not_measured_is_null(build: Callable[..., Comparison]) -> None:
    shown = comparison_json(build({"valve": "FFR"}, free=False, retention=None, control=None, caption_only=None))
    assert (shown["retention"], shown["control"], shown["caption_only"]) == (None, None, None)
    assert (shown["by_mixup"]["valve"]["ci95"], shown["by_mixup"]["valve"]["p_holm"]) == (None, None)
    assert shown["verdict"] == "too few cases"
