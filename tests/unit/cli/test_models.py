"""`miwake models promote` where a mix-up got worse, or that cannot be read: why, and the way to use it all the same."""

import json
from dataclasses import replace
from pathlib import Path

from miwake.domain.comparisons import Part
from miwake.domain.terms import Verdict
from miwake.services import models
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.projects import open_project
from miwake.storage.models import add_run
from unit.cli.conftest import Miwake
from unit.domain.test_comparisons import COMPARISON

LADDER = Part(12, 6, 3 / 12, 8 / 12, None, None, Verdict.TOO_FEW)


def _second_model(site: Path, proof: str) -> Path:
    """Give the project a model of a retraining that left `proof`; return the file."""
    with open_project(site) as project:
        folder = project.folder.models / "second"
        folder.mkdir()
        (folder / models.WEIGHTS).write_bytes(b"weights")
        with project.database.action("retrain", "Started", undoable=False) as transaction:
            add_run(transaction, "r", recipe="adaptive", seed=0, model_before="builtin", snapshot="")
        models.register_model(project, folder, name="second", parent="builtin", run="r", metrics={})
        file = project.folder.jobs / "r" / COMPARISON_FILE
    file.parent.mkdir(parents=True)
    file.write_text(proof, encoding="utf-8")
    return file


def test_a_rise_among_too_few_asks_for_confirmation(miwake: Miwake, site: Path) -> None:
    proven = replace(COMPARISON, verdict=Verdict.TOO_FEW, by_mixup={"ladder": LADDER})
    _second_model(site, json.dumps(proven.as_json()))
    asked = miwake("models", "promote", site, "second")
    assert (asked.code, asked.out) == (1, "")
    assert "This model mixes up more test photos of ladder (3 of 12 before, 8 after)." in asked.err
    assert "--confirm" in asked.err
    assert miwake("models", "promote", site, "second", "--confirm").out == "second is in use now.\n"


def test_a_damaged_report_is_said_with_a_way_out_and_hides_no_model(miwake: Miwake, site: Path) -> None:
    file = _second_model(site, '{"run": "r"}')
    listed = miwake("models", "list", site, "--json")
    assert [each["name"] for each in listed.lines] == ["builtin", "second"]
    asked = miwake("models", "promote", site, "second")
    assert (asked.code, asked.out) == (1, "")
    assert "This model has a report that cannot be read." in asked.err
    assert "--confirm" in asked.err
    for named in ([], ["r"]):
        told = miwake("report", site, *named, "--format", "json")
        assert (told.code, told.out) == (1, "")
        assert "What the retraining r proved cannot be read." in told.err
        assert str(file) in told.err.replace("\n", "")
    assert miwake("models", "promote", site, "second", "--confirm").out == "second is in use now.\n"
