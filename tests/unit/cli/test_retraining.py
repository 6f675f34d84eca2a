"""What the command line says of a retraining: rates only where the test photos support one."""

from dataclasses import replace

import pytest

from miwake.cli import retraining
from miwake.domain.terms import Verdict
from unit.domain.test_comparisons import COMPARISON


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_rate_is_shown_only_where_the_test_photos_support_one(verdict: Verdict) -> None:
    said = retraining._rates(replace(COMPARISON, verdict=verdict))
    assert (verdict is Verdict.TOO_FEW) == ("%" not in said)
    assert f"{COMPARISON.groups} scenes" in said
