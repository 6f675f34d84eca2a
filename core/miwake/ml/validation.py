"""How a model in training does on the validation photos: the curve, and what surely got better or worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray

from miwake.domain.snapshots import Example, Snapshot
from miwake.domain.terms import Split
from miwake.ml.student import Student
from miwake.ml.views import PLAIN

Values = NDArray[np.float64]

SURE = 0.05
"""One-sided p below which a difference on validation photos is more than chance."""
EXACT_UP_TO = 12
DRAWS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Results of n validation cases.

    Attributes:
        errors: (n,) 1 where a confusable description scores at least as high as the true one.
        losses: (n,) cross-entropy of the true description among the confusable ones; breaks ties between equal rates.
        groups: (n,) the group of each case.
    """

    errors: Values
    losses: Values
    groups: NDArray[np.int64]

    @property
    def scr(self) -> float:
        """Share of the cases that are mixed up."""
        return float(self.errors.mean())

    def better_than(self, other: "Validation") -> bool:
        """Return whether fewer cases are mixed up, or as many and the descriptions are further apart."""
        return (self.scr, float(self.losses.mean())) < (other.scr, float(other.losses.mean()))

    def surely_better_than(self, other: "Validation") -> bool:
        """Return whether fewer cases are mixed up than chance explains (paired, over groups)."""
        return fewer_errors_p(group_means(self.errors - other.errors, self.groups)) < SURE


def group_means(values: Values, groups: NDArray[np.int64]) -> Values:
    """Return the mean of `values` in each group."""
    return np.array([values[groups == group].mean() for group in np.unique(groups)])


def fewer_errors_p(difference: Values) -> float:
    """Return the one-sided p of a sign-flip test that the mean of `difference` (one a group) is below 0.

    Exact up to 12 groups, seeded draws above.
    """
    size = len(difference)
    if size <= EXACT_UP_TO:
        signs = np.array(list(product((1.0, -1.0), repeat=size)))
        return float((signs @ difference <= difference.sum() + 1e-12).mean())
    signs = np.random.default_rng(0).choice((1.0, -1.0), size=(DRAWS, size))
    return float(((signs @ difference <= difference.sum() + 1e-12).sum() + 1) / (DRAWS + 1))


def validation_cases(snapshot: Snapshot) -> list[Example]:
    """Return the validation cases that can be got wrong and were not found through a model's mistake."""
    return [each for each in snapshot.of_split(Split.VALIDATION) if each.confusables and not each.found_by_model]


def validate(student: Student, cases: Sequence[Example], groups: Sequence[int]) -> Validation:
    """Return how the student does on the cases, in fp32; their photos must be remembered in the plain view."""
    photos = list(dict.fromkeys(case.photo for case in cases))
    texts = list(dict.fromkeys(text for case in cases for text in (case.caption, *(c.text for c in case.confusables))))
    with torch.no_grad():
        seen = student.encode_photos([(photo, PLAIN) for photo in photos]).cpu()
        said = student.encode_texts(texts).cpu()
    cosines = (seen @ said.T).numpy().astype(np.float64)
    row = {photo: number for number, photo in enumerate(photos)}
    column = {text: number for number, text in enumerate(texts)}
    errors, losses = [], []
    for case in cases:
        true = cosines[row[case.photo], column[case.caption]]
        false = np.array([cosines[row[case.photo], column[each.text]] for each in case.confusables])
        errors.append(float(false.max() >= true))
        losses.append(float(np.log1p(np.exp(np.clip(student.model.scale * (false - true), -50, 50)).sum())))
    return Validation(np.array(errors), np.array(losses), np.array(groups, dtype=np.int64))
