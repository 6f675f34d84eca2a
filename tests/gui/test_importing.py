"""What becomes of an import whose process cannot be started."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from miwake.jobs import JobFolder, JobState
from miwake_desktop.actions import importing
from miwake_desktop.session import Session


def test_an_import_that_cannot_be_started_is_withdrawn(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[JobFolder] = []

    def refuse(folder: JobFolder) -> None:
        refused.append(folder)
        raise OSError("No memory.")

    monkeypatch.setattr(importing, "start_detached", refuse)
    bringing = importing.Importing(session, session)
    with qtbot.waitSignal(bringing.failed) as failed:
        bringing.bring([tmp_path])
    assert "It was withdrawn" in str(failed.args[0])
    assert refused[0].last_state().state is JobState.CANCELLED
