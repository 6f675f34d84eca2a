"""Confusion, statistics and verdict: plain numbers in, plain numbers out."""

from miwake.evaluation.bands import BANDS, assign_bands, cut_points
from miwake.evaluation.confusion import chance, margin, mixed_up, near_misses, rates, scr, scr_mutual, scr_pair
from miwake.evaluation.evidence import compare
from miwake.evaluation.retention import judge_retention, recall_change
from miwake.evaluation.thresholds import Answer, Threshold, threshold

__all__ = [
    "BANDS",
    "Answer",
    "Evidence",
    "Threshold",
    "assign_bands",
    "chance",
    "compare",
    "cut_points",
    "judge_retention",
    "margin",
    "mixed_up",
    "near_misses",
    "rates",
    "recall_change",
    "scr",
    "scr_mutual",
    "scr_pair",
    "threshold",
]
