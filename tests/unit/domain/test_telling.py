"""Answers for new photos: read back as they were written."""

import json

from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told, ToldMixup


def test_it_is_read_back_as_it_was_written() -> None:
    telling = Telling(
        "m1",
        3,
        (
            Told("new/開.jpg", "valve", "an open valve", "an open valve", 0.12),
            Told("new/2.jpg", "valve", NOT_SURE, "a closed valve", 0.001),
            Told("new/3.jpg", "valve", NEITHER, "a closed valve", -0.2),
        ),
        (ToldMixup("valve", 0.05, 40, 30), ToldMixup("刃", None, 3, 30)),
        (("new/broken.jpg", "not an image"),),
    )
    assert Telling.from_json(json.loads(json.dumps(telling.as_json()))) == telling
