import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from miwake.domain.comparisons import Part
from miwake.domain.errors import DamagedError, MiwakeError, NotFoundError, RefusedError
from miwake.domain.gate import UnconfirmedError
from miwake.domain.terms import Verdict
from miwake.services import models
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.history import redo, undo
from miwake.services.models import (
    active_model,
    base_of,
    delete_weights,
    list_models,
    model_before,
    model_source,
    promote,
    roll_back,
)
from miwake.services.projects import Project
from unit.domain.test_comparisons import COMPARISON


def made(project: Project, name: str, *, parent: str = "builtin", **metrics: Any) -> Path:
    folder = project.folder.models / name
    folder.mkdir()
    (folder / models.WEIGHTS).write_bytes(name.encode())
    models.register_model(project, folder, name=name, parent=parent, run=f"run-{name}", metrics=metrics)
    return folder


def test_the_builtin_model_is_in_use_until_another_is(project: Project) -> None:
    made(project, "one")
    assert [(each.name, each.active) for each in list_models(project)] == [("builtin", True), ("one", False)]
    assert model_source(project, "builtin") == "builtin"
    promote(project, "one")
    assert [(each.name, each.active) for each in list_models(project)] == [("builtin", False), ("one", True)]
    assert model_source(project, "one") == str(project.folder.models / "one")


def test_the_base_of_a_model_is_what_its_first_retraining_started_from(project: Project) -> None:
    made(project, "one", parent="ViT-B-32/laion2b_s34b_b79k")
    made(project, "two", parent="one")
    assert base_of(project, "two") == base_of(project, "one") == "ViT-B-32/laion2b_s34b_b79k"
    assert [base_of(project, name) for name in ("builtin", "ViT-B-32/laion2b_s34b_b79k")] == [
        "builtin",
        "ViT-B-32/laion2b_s34b_b79k",
    ]


def test_going_back_walks_the_way_that_was_come(project: Project) -> None:
    for name in ("one", "two"):
        made(project, name)
        promote(project, name)
    promote(project, "two")
    assert model_before(project) == "one"
    assert [roll_back(project)[0], roll_back(project)[0]] == ["one", "builtin"]
    assert model_before(project) is None
    with pytest.raises(NotFoundError):
        roll_back(project)
    assert active_model(project) == "builtin"


def test_going_back_passes_over_models_whose_weights_are_gone(project: Project) -> None:
    for name in ("one", "two"):
        made(project, name)
        promote(project, name)
    delete_weights(project, "one")
    assert model_before(project) == "builtin"
    assert roll_back(project)[0] == "builtin"


def test_going_back_from_a_model_never_leads_to_itself(project: Project) -> None:
    for name in ("one", "two"):
        made(project, name)
        promote(project, name)
    promote(project, "one")
    delete_weights(project, "two")
    assert model_before(project) == "builtin"
    assert roll_back(project)[0] == "builtin"
    assert model_before(project) is None


def test_use_and_going_back_can_be_undone(project: Project) -> None:
    made(project, "one")
    promote(project, "one")
    roll_back(project)
    undo(project)
    assert active_model(project) == "one"
    undo(project)
    assert active_model(project) == "builtin"
    redo(project)
    assert active_model(project) == "one"


@pytest.mark.parametrize(
    ("metrics", "reason"),
    [
        ({"worse": ["valve", "lamp"]}, r"^This model got worse at valve, lamp\."),
        ({"retention": "lost"}, r"^This model may have lost part of its earlier skill\."),
        ({"worse": ["valve"], "retention": "lost"}, "got worse at valve and may have lost"),
    ],
)
def test_a_model_that_got_worse_is_used_only_when_confirmed(
    project: Project, metrics: dict[str, Any], reason: str
) -> None:
    made(project, "one", **metrics)
    with pytest.raises(RefusedError, match=reason):
        promote(project, "one")
    assert active_model(project) == "builtin"
    promote(project, "one", confirmed=True)
    assert active_model(project) == "one"


@pytest.mark.parametrize("retention", ["kept", "cannot tell", None])
def test_what_is_not_lost_needs_no_confirmation(project: Project, retention: str | None) -> None:
    made(project, "one", retention=retention, worse=[], critical_worse=[])
    promote(project, "one")


def test_a_mixup_that_rose_is_found_in_what_the_run_proved(project: Project) -> None:
    made(project, "one", verdict="too few cases", worse=[], critical_worse=[])
    job = project.folder.jobs / "run-one"
    job.mkdir(parents=True)
    ladder = Part(12, 6, 3 / 12, 8 / 12, None, None, Verdict.TOO_FEW)
    proven = replace(COMPARISON, verdict=Verdict.TOO_FEW, by_mixup={"ladder": ladder})
    (job / COMPARISON_FILE).write_text(json.dumps(proven.as_json()), encoding="utf-8")
    with pytest.raises(UnconfirmedError, match=r"ladder \(3 of 12 before, 8 after\)"):
        promote(project, "one")
    assert active_model(project) == "builtin"
    promote(project, "one", confirmed=True)
    assert active_model(project) == "one"


@pytest.mark.parametrize("left", ["", '{"run": "ru', "[]", "null", '{"run": "run-one"}', "\udcff"])
def test_a_model_whose_proof_is_damaged_is_used_only_when_confirmed(project: Project, left: str) -> None:
    made(project, "one", verdict="improved")
    job = project.folder.jobs / "run-one"
    job.mkdir(parents=True)
    file = job / COMPARISON_FILE
    file.write_text(left, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(DamagedError, match="cannot be read"):
        models.model_comparison(project, models.model_named(project, "one"))
    with pytest.raises(UnconfirmedError, match=r"^This model has a report that cannot be read\.") as told:
        promote(project, "one")
    assert str(file) in told.value.why
    assert active_model(project) == "builtin"
    promote(project, "one", confirmed=True)
    assert active_model(project) == "one"


def test_a_damaged_proof_does_not_let_pass_what_must_never_get_worse(project: Project) -> None:
    made(project, "one", critical_worse=["gas valve"])
    (project.folder.jobs / "run-one").mkdir(parents=True)
    (project.folder.jobs / "run-one" / COMPARISON_FILE).touch()
    with pytest.raises(RefusedError, match="gas valve"):
        promote(project, "one", confirmed=True)


def test_what_must_never_get_worse_is_refused_even_when_confirmed(project: Project) -> None:
    made(project, "one", critical_worse=["gas valve"])
    with pytest.raises(RefusedError, match="gas valve"):
        promote(project, "one", confirmed=True)
    assert active_model(project) == "builtin"


def test_tampered_weights_are_neither_used_nor_put_into_use(project: Project) -> None:
    folder = made(project, "one")
    (folder / models.WEIGHTS).write_bytes(b"something else")
    for use in (model_source, promote):
        with pytest.raises(RefusedError, match="not those that were registered"):
            use(project, "one")
    (folder / models.WEIGHTS).unlink()
    for use in (model_source, promote):
        with pytest.raises(RefusedError, match="gone"):
            use(project, "one")
    assert active_model(project) == "builtin"


def test_deleted_weights_leave_the_record(project: Project) -> None:
    folder = made(project, "one", verdict="improved")
    promote(project, "one")
    with pytest.raises(RefusedError, match="in use"):
        delete_weights(project, "one")
    roll_back(project)
    delete_weights(project, "one")
    delete_weights(project, "one")
    assert not folder.exists()
    assert models.model_named(project, "one").metrics == {"verdict": "improved"}
    with pytest.raises(RefusedError, match="gone"):
        promote(project, "one")
    with pytest.raises(RefusedError):
        delete_weights(project, "builtin")
    assert project.folder.models.is_dir()


def test_an_exported_model_is_a_copy_that_overwrites_nothing(project: Project, tmp_path: Path) -> None:
    made(project, "one")
    target = models.export_model(project, "one", tmp_path / "deep" / "copy")
    assert (target / models.WEIGHTS).read_bytes() == b"one"
    with pytest.raises(RefusedError, match="exists already"):
        models.export_model(project, "one", target)
    (tmp_path / "file").touch()
    with pytest.raises(MiwakeError):
        models.export_model(project, "one", tmp_path / "file" / "copy")
    for name in ("builtin", "none"):
        with pytest.raises(MiwakeError):
            models.export_model(project, name, tmp_path / "other")
