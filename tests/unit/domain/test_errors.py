"""Errors of the user's world carry all four parts and read as sentences."""

import pickle

import pytest

from miwake.domain import errors
from miwake.domain.errors import CancelledError, MiwakeError, RefusedError


def test_the_parts_are_kept_apart_and_read_in_order() -> None:
    error = MiwakeError("It failed.", why="The disk is full.", kept="Nothing was lost.", todo="Free some space.")
    assert (error.what, error.why, error.kept, error.todo) == (
        "It failed.",
        "The disk is full.",
        "Nothing was lost.",
        "Free some space.",
    )
    assert str(error) == "It failed. The disk is full. Nothing was lost. Free some space."


def test_missing_parts_leave_no_gaps() -> None:
    assert str(MiwakeError("It failed.", todo="Try again.")) == "It failed. Try again."


def test_every_error_of_the_module_can_be_caught_as_one_kind() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]
    assert len(kinds) > 1
    assert all(issubclass(each, MiwakeError) for each in kinds)


def test_a_cancelled_job_says_what_was_kept() -> None:
    with pytest.raises(MiwakeError, match="Everything from before it is unchanged"):
        raise CancelledError


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(RefusedError("No.", todo="Ask.")))  # noqa: S301 - our own bytes
    assert isinstance(error, RefusedError)
    assert str(error) == "No. Ask."
