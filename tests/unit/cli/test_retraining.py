"""What the command line says of a retraining: rates only where the test photos support one."""

from dataclasses import replace
from pathlib import Path

import pytest

from miwake.cli import retraining
from miwake.domain.comparisons import Part
from miwake.domain.terms import Verdict
from miwake.services.projects import new_project
from unit.domain.test_comparisons import COMPARISON


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_rate_is_shown_only_where_the_test_photos_support_one(verdict: Verdict) -> None:
    said = retraining._rates(replace(COMPARISON, verdict=verdict))
    assert (verdict is Verdict.TOO_FEW) == ("%" not in said)
    assert f"{COMPARISON.groups} scenes" in said


def test_the_counts_of_each_mixup_are_printed_also_where_all_is_too_few(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ladder = Part(12, 6, 3 / 12, 8 / 12, None, None, Verdict.TOO_FEW)
    few = replace(COMPARISON, verdict=Verdict.TOO_FEW, by_mixup={"ladder": ladder})
    with new_project(tmp_path / "site") as project:
        retraining._show(project, few, as_json=False)
    said = capsys.readouterr().out
    assert "  ladder: 3 of 12 mixed up before, 8 after\n" in said
    assert "More often mixed up than before: ladder (3 of 12 before, 8 after).\n" in said
