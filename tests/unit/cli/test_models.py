"""`miwake models promote` where a mix-up got worse: the counts, and the way to use it all the same."""

import json
from dataclasses import replace
from pathlib import Path

from miwake.domain.comparisons import Part
from miwake.domain.terms import Verdict
from miwake.services import models
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.projects import open_project
from unit.cli.conftest import Miwake
from unit.domain.test_comparisons import COMPARISON

LADDER = Part(12, 6, 3 / 12, 8 / 12, None, None, Verdict.TOO_FEW)


def test_a_rise_among_too_few_asks_for_confirmation(miwake: Miwake, site: Path) -> None:
    with open_project(site) as project:
        folder = project.folder.models / "second"
        folder.mkdir()
        (folder / models.WEIGHTS).write_bytes(b"weights")
        models.register_model(project, folder, name="second", parent="builtin", run="r", metrics={})
        (project.folder.jobs / "r").mkdir(parents=True)
        proven = replace(COMPARISON, verdict=Verdict.TOO_FEW, by_mixup={"ladder": LADDER})
        (project.folder.jobs / "r" / COMPARISON_FILE).write_text(json.dumps(proven.as_json()), encoding="utf-8")
    asked = miwake("models", "promote", site, "second")
    assert (asked.code, asked.out) == (1, "")
    assert "This model mixes up more test photos of ladder (3 of 12 before, 8 after)." in asked.err
    assert "--confirm" in asked.err
    assert miwake("models", "promote", site, "second", "--confirm").out == "second is in use now.\n"
