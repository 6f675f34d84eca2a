import os
from pathlib import Path

import pytest

from miwake.domain.errors import NotFoundError
from miwake.services.base_models import downloads, folder_of, is_downloaded, source_of
from miwake.services.models import lasting_name, model_source
from miwake.services.projects import Project
from unit.services.test_models import made

NAME = "ViT-B-32/laion2b_s34b_b79k"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIWAKE_MODELS", str(tmp_path / "models"))
    folder = tmp_path / "models" / "ViT-B-32--laion2b_s34b_b79k"
    folder.mkdir(parents=True)
    (folder / "open_clip_config.json").write_text("{}")
    return folder


def test_downloads_lie_in_the_persons_folder_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIWAKE_MODELS", raising=False)
    assert downloads().parts[-2:] == ("miwake", "models")
    assert str(downloads()).startswith(os.environ["HOME"])


def test_a_downloaded_model_is_found_by_its_name(there: Path, project: Project) -> None:
    assert folder_of(NAME) == there
    assert is_downloaded(NAME)
    assert source_of(NAME) == model_source(project, NAME) == str(there)
    assert lasting_name(project, NAME) == NAME


def test_one_that_is_not_here_is_never_fetched_but_told_how_to_get(there: Path, project: Project) -> None:
    assert not is_downloaded("ViT-B-16/openai")
    with pytest.raises(NotFoundError, match="not downloaded") as missing:
        model_source(project, "ViT-B-16/openai")
    assert "miwake models download ViT-B-16/openai" in missing.value.todo


def test_half_a_download_does_not_count(there: Path) -> None:
    (there / "open_clip_config.json").unlink()
    assert not is_downloaded(NAME)


def test_files_are_found_and_named_by_their_whole_path(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "weights.pt").touch()
    assert source_of("mine") == lasting_name(project, "mine") == str(tmp_path / "mine")
    assert source_of("mine/weights.pt") == str(tmp_path / "mine" / "weights.pt")
    assert lasting_name(project, "RN50@mine/weights.pt") == f"RN50@{tmp_path / 'mine' / 'weights.pt'}"


def test_a_model_of_the_project_comes_before_a_folder_of_its_name(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one").mkdir()
    made(project, "one")
    assert model_source(project, "one") == str(project.folder.models / "one")
    assert lasting_name(project, "one") == "one"


@pytest.mark.parametrize("name", ["nothing", "no/such/folder", "RN50@nowhere.pt", "../x"])
def test_what_is_nowhere_is_said(name: str, tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "deep" / "here"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    with pytest.raises(NotFoundError, match="There is no model"):
        model_source(project, name)
    with pytest.raises(NotFoundError):
        lasting_name(project, name)
