"""One engine for all tests of the captions: loading the parser takes seconds."""

from collections.abc import Callable

import pytest

from miwake.captions import ALL_KINDS, CaptionInput, Engine
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind

Propose = Callable[..., list[Proposal]]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="session")
def propose(engine: Engine) -> Propose:
    """Return what makes all negatives of one caption."""

    def make(text: str, *kinds: Kind, others: tuple[str, ...] = (), per_caption: int = 300) -> list[Proposal]:
        caption = CaptionInput(text, others=others)
        return list(next(engine.propose([caption], kinds=kinds or ALL_KINDS, per_caption=per_caption)).negatives)

    return make
