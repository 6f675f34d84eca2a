"""One retraining of a project at a time."""

import pytest

from miwake.domain.errors import BusyError
from miwake.jobs import Command, JobState, request
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.lifecycle import claim
from miwake.jobs.messages import StateEvent, now
from miwake.services.projects import Project
from miwake.services.runs import RetrainRequest, list_runs, queue_retraining
from miwake.services.sorting import sort_photos
from unit.services.kit import with_mixup, with_photos


def test_a_second_retraining_waits_for_the_first(project: Project) -> None:
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, {photo: number % 2 + 1 for number, photo in enumerate(with_photos(project, 30))})
    first = queue_retraining(project, RetrainRequest())
    claim(first)
    with pytest.raises(BusyError, match="at work already") as told:
        queue_retraining(project, RetrainRequest())
    assert first.path.name in told.value.todo
    assert len(list_runs(project)) == 1
    with EventWriter(first.events_file) as writer:
        writer.append(StateEvent(at=now(), state=JobState.DONE, attempt=1))
    queue_retraining(project, RetrainRequest())


def test_no_second_retraining_is_queued_while_one_waits_to_be_started(project: Project) -> None:
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, {photo: number % 2 + 1 for number, photo in enumerate(with_photos(project, 30))})
    first = queue_retraining(project, RetrainRequest())
    with pytest.raises(BusyError, match="waits already to be started") as told:
        queue_retraining(project, RetrainRequest(seed=1))
    assert f"jobs cancel {project.folder.root} {first.path.name}" in told.value.todo
    assert [run.job for run in list_runs(project)] == [first.path.name]
    request(first, Command.CANCEL)
    second = queue_retraining(project, RetrainRequest())
    assert [run.job for run in list_runs(project)] == [first.path.name, second.path.name]
