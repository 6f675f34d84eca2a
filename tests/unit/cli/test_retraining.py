"""What the command line says of a retraining: rates only where the test photos support one."""

from dataclasses import replace
from pathlib import Path

import pytest

from miwake.cli import retraining
from miwake.domain.comparisons import Part
from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotPhoto
from miwake.domain.terms import Split, Verdict
from miwake.domain.wording import mixed_up_counts
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
    assert few.control is not None
    tested = mixed_up_counts(few)[2]
    mixed_up = round(few.control.scr * tested)
    assert f"Comparison run (plain): {mixed_up} of {tested} test photos mixed up.\n" in said
    assert "rate 33%" not in said


def test_what_can_be_proven_counts_the_scenes_of_test_photos_that_can_be_mixed_up() -> None:
    splits = [Split.TEST, Split.TEST, Split.TEST, Split.TRAIN]
    photos = tuple(SnapshotPhoto(f"p{place}", "", place // 2, split) for place, split in enumerate(splits))
    false = (Confusable("a closed valve"),)
    examples = tuple(Example(each.sha256, each.sha256, "an open valve", confusables=false) for each in photos)
    alone = Example("alone", "p0", "a pipe", confusables=())
    said = retraining._provable(Snapshot(photos, (*examples, alone)))
    assert said.startswith("Too few to tell: the test photos come from 2 scenes, 10 are needed.")
