from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from miwake_desktop.actions.projects import SampleMaking, make_project
from miwake_desktop.tasks import Tasks


@pytest.mark.slow
def test_the_sample_project_is_made_by_a_job_and_named_when_it_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    making = SampleMaking(tasks)
    said: list[str] = []
    making.progressed.connect(said.append)

    with qtbot.waitSignal(making.made, timeout=200_000) as made:
        making.start(tmp_path, photos=40)

    assert made.args == [tmp_path / "sample.miwake"]
    assert (tmp_path / "sample.miwake" / "project.db").is_file()
    assert any("Drawing photos" in words for words in said)
    tasks.close()


def test_a_new_project_is_made_and_an_existing_folder_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    made: list[Path] = []
    errors: list[Exception] = []

    for _ in range(2):
        make_project(tasks, tmp_path / "plant", done=made.append, failed=errors.append)
    qtbot.waitUntil(lambda: bool(made and errors))

    assert made == [tmp_path / "plant.miwake"]
    assert "exists already" in str(errors[0])
    tasks.close()
