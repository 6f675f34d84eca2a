"""What may have been meant: a part of a name, or a name with a slip."""

import pytest

from miwake.domain.near import did_you_mean, near_names

KNOWN = ["crane-boom", "valve-position", "ball-valve-lever", "helmet-worn", "Gauge-needle"]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("valve", ["valve-position", "ball-valve-lever"]),
        ("helmet-wron", ["helmet-worn"]),
        ("GAUGE", ["Gauge-needle"]),
        ("e", ["crane-boom", "valve-position", "ball-valve-lever"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_near_names(written: str, near: list[str]) -> None:
    assert near_names(written, KNOWN) == near


def test_nothing_is_asked_where_nothing_is_near() -> None:
    assert did_you_mean("xyz", KNOWN) == ""
    assert did_you_mean("valve", KNOWN) == "Did you mean 'valve-position' or 'ball-valve-lever'?"
