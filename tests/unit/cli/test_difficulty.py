"""What the command line shows of how hard negatives are, and when it finds that out."""

from pathlib import Path

import pytest

from miwake.domain.control import Control
from miwake.domain.difficulty import DOUBT, Difficulty
from miwake.services import models
from miwake.services.difficulty import write_difficulty
from miwake.services.negatives import list_negatives
from miwake.services.projects import Project, open_project
from miwake.worker import difficulty
from miwake.worker.difficulty import Measured
from unit.cli.conftest import Miwake
from unit.services.kit import proposal, with_negatives


@pytest.fixture
def proposed(site: Path) -> Path:
    """Each of the four descriptions has a negative, and a second model waits to be used."""
    with open_project(site) as project:
        for caption in range(1, 5):
            with_negatives(project, caption, proposal(f"pump {caption}", plausibility=0.25))
        folder = project.folder.models / "second"
        folder.mkdir()
        (folder / models.WEIGHTS).write_bytes(b"weights")
        models.register_model(project, folder, name="second", parent="builtin", run="r", metrics={})
    return site


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models that negatives are measured with from here on, without looking at anything."""
    names: list[str] = []

    def measure(project: Project, *, control: Control) -> Measured:
        control.stage("Measuring")
        name = models.active_model(project)
        names.append(name)
        found = [Difficulty(each.id, each.text, 0.75, -0.5, DOUBT) for each in list_negatives(project)]
        write_difficulty(project, found, encoder="e", model=name)
        return Measured()

    monkeypatch.setattr(difficulty, "measure_difficulty", measure)
    return names


def test_the_list_shows_how_hard_negatives_are_and_no_margin_where_none_may_be(
    miwake: Miwake, proposed: Path, measured: list[str]
) -> None:
    rows = miwake("list", proposed, "negatives", "--json").lines
    assert [(row["plausibility"], row["closeness"], row["margin"]) for row in rows] == [(0.25, None, None)] * 4
    assert miwake("negatives", proposed, "--json").json["captions"] == 0
    assert measured == ["builtin"]
    rows = miwake("list", proposed, "negatives", "--json").lines
    assert {row["split"] for row in rows} > {"train"}
    for row in rows:
        expected = (-0.5, DOUBT) if row["split"] == "train" else (None, None)
        assert (row["plausibility"], row["closeness"], row["margin"], row["suspect"]) == (0.25, 0.75, *expected)


def test_a_model_that_comes_into_use_is_measured_with_at_once(
    miwake: Miwake, proposed: Path, measured: list[str]
) -> None:
    assert miwake("models", "promote", proposed, "second").out == "second is in use now.\n"
    assert miwake("models", "rollback", proposed).out == "builtin is in use again.\n"
    assert measured == ["second", "builtin"]
    miwake("models", "promote", proposed, "second")
    miwake("models", "promote", proposed, "second")
    assert measured == ["second", "builtin", "second"]
