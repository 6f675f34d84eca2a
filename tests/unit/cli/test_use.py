"""What `miwake tell` says of its answers: nothing that is not promised looks as if it were."""

import pytest

from miwake.cli.use import _summarise
from miwake.domain.telling import NOT_SURE, Telling, Told, ToldMixup

NONE = "  No error rate can be promised for these answers"


@pytest.mark.parametrize(
    ("mixup", "said"),
    [
        (
            ToldMixup("valve", 0.1, 40, 19),
            ["valve: 2 open; 1 not sure", "  At most 10% of the given answers should be wrong."],
        ),
        (
            ToldMixup("valve", None, 3, 19),
            [
                "valve (no promise): 2 open; 1 not sure",
                f"{NONE}: there are 3 validation scenes, at least 19 are needed.",
            ],
        ),
        (
            ToldMixup("valve", None, 40, 19),
            [
                "valve (no promise): 2 open; 1 not sure",
                f"{NONE}: it still errs too often on 40 validation scenes.",
            ],
        ),
    ],
)
def test_answers_without_a_promise_are_labelled(
    capsys: pytest.CaptureFixture[str], mixup: ToldMixup, said: list[str]
) -> None:
    answers = tuple(
        Told(f"{n}.jpg", "valve", answer, "open", 0.1) for n, answer in enumerate(("open", "open", NOT_SURE))
    )
    _summarise(Telling("builtin", 3, answers, (mixup,)))
    assert capsys.readouterr().out.splitlines() == said
