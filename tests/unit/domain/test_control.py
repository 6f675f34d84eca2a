"""The control that nobody listens to, and the fake that remembers."""

import inspect

import pytest

from fakes import RecordingControl
from miwake.domain.control import Control, SilentControl
from miwake.domain.errors import CancelledError

IMPLEMENTATIONS = [SilentControl, RecordingControl]


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
def test_it_answers_to_the_whole_protocol(implementation: type) -> None:
    for name, method in inspect.getmembers(Control, inspect.isfunction):
        if not name.startswith("_"):
            assert inspect.signature(getattr(implementation, name)) == inspect.signature(method)
    assert implementation().stop_requested is False


def test_the_silent_one_is_never_interrupted() -> None:
    control = SilentControl()
    control.stage("training", 10)
    control.advance(3)
    control.metric("validation scr", 0.5, 1)
    control.note("memory was short")
    control.checkpoint()
    assert not control.stop_requested


def test_the_recording_one_remembers_in_order() -> None:
    control = RecordingControl()
    control.stage("reading", 2)
    control.advance()
    control.stage("training")
    control.advance(5)
    control.metric("loss", 0.5, 3)
    control.note("slow disk")
    assert (control.stages, control.steps) == ([("reading", 2), ("training", None)], [1, 5])
    assert (control.metrics, control.notes) == ([("loss", 0.5, 3)], ["slow disk"])


def test_the_recording_one_stops_and_cancels_when_told() -> None:
    control = RecordingControl(stop_at=2, cancel_at=3)
    control.checkpoint()
    assert not control.stop_requested
    control.checkpoint()
    assert control.stop_requested
    with pytest.raises(CancelledError):
        control.checkpoint()
