"""Confusion, statistics and verdict: plain numbers in, plain numbers out."""

from miwake.evaluation.bands import BANDS, bands, cut_points
from miwake.evaluation.compare import Evidence, compare
from miwake.evaluation.confusion import chance, margin, mixed_up, near_misses, rates, scr, scr_mutual, scr_pair
from miwake.evaluation.power import groups_needed, planned_change
from miwake.evaluation.retention import recall_change, retention
from miwake.evaluation.thresholds import Answer, Threshold, threshold

__all__ = [
    "BANDS",
    "Answer",
    "Evidence",
    "Threshold",
    "bands",
    "chance",
    "compare",
    "cut_points",
    "groups_needed",
    "margin",
    "mixed_up",
    "near_misses",
    "planned_change",
    "rates",
    "recall_change",
    "retention",
    "scr",
    "scr_mutual",
    "scr_pair",
    "threshold",
]
