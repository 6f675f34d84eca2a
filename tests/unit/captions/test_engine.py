"""What holds for every negative of every text."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from miwake.captions import ALL_KINDS, CaptionInput, Engine
from miwake.domain.edits import apply_edits
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.terms import Kind, Operation
from miwake.domain.texts import normalised

Propose = Callable[..., list[Proposal]]

_WORDS = (
    "a an the red blue open closed man men woman dog dogs helmet ladder two three one on under with without wearing "
    "holding to left of right in front is are standing sits Riding VALVE and , . ? 😀 5 m 12 kg don't hot tall white "
    "there no several group people box's"
)
TEXTS = st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join) | st.text(max_size=60)
SETTINGS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _check(found: Proposals, caption: CaptionInput) -> None:
    texts = [normalised(each.text) for each in found.negatives]
    assert len(texts) == len(set(texts))
    assert not {normalised(text) for text in (caption.text, *caption.others)} & set(texts)
    assert bool(found.negatives) == (found.none_because is None)
    for each in found.negatives:
        assert apply_edits(caption.text, each.edits) == each.text
        assert 0 <= each.plausibility <= 1
        assert len(each.edits) == 1 or each.operation == Operation.SWAP
        assert "  " not in each.text or "  " in caption.text


@SETTINGS
@given(text=TEXTS, other=TEXTS)
def test_spans_rebuild_the_text_and_nothing_is_said_twice(engine: Engine, text: str, other: str) -> None:
    caption = CaptionInput(text, others=(other,), mixups=(("red", "blue"), ("open", "closed", "half open")))
    (found,) = engine.propose([caption], per_caption=30)

    assert found.caption == text
    _check(found, caption)


@SETTINGS
@given(texts=st.lists(TEXTS, max_size=5), seed=st.integers(0, 3))
def test_the_same_seed_gives_the_same_whatever_else_is_in_the_batch(
    engine: Engine, texts: list[str], seed: int
) -> None:
    together = list(engine.propose(map(CaptionInput, texts), seed=seed))

    assert together == [next(engine.propose([CaptionInput(text)], seed=seed)) for text in texts]


_COLOURS = st.sampled_from(("red", "blue", "green", "yellow", "white"))
_NOUNS = st.sampled_from(("cone", "barrel", "helmet", "truck", "ladder", "door"))
_LINKS = st.sampled_from(("and", "on", "under", "behind", "in front of", "to the left of", "next to"))


@SETTINGS
@given(colours=st.tuples(_COLOURS, _COLOURS), nouns=st.tuples(_NOUNS, _NOUNS), link=_LINKS)
def test_a_swap_done_twice_gives_the_caption_back(
    propose: Propose, colours: tuple[str, str], nouns: tuple[str, str], link: str
) -> None:
    assume(colours[0] != colours[1] and nouns[0] != nouns[1])
    caption = f"a {colours[0]} {nouns[0]} {link} a {colours[1]} {nouns[1]}"
    swapped = propose(caption, Kind.SWAP)
    assert swapped
    for each in swapped:
        assert caption in {again.text for again in propose(each.text, Kind.SWAP)}


def test_another_seed_gives_another_order(propose: Propose, engine: Engine) -> None:
    caption = CaptionInput("a man in a red shirt riding a brown horse on a beach")
    orders = {tuple(each.text for each in next(engine.propose([caption], seed=seed)).negatives) for seed in range(5)}

    assert len(orders) > 1


@pytest.mark.parametrize("kind", list(Kind))
def test_only_the_kinds_that_were_asked_for(propose: Propose, kind: Kind) -> None:
    caption = "Two men wearing red helmets are sitting on an open box with a dog and a white cat."

    assert {each.kind for each in propose(caption, kind)} == {kind}


def test_no_more_than_asked_for(propose: Propose) -> None:
    caption = "Two men wearing red helmets are sitting on an open box."

    assert [len(propose(caption, per_caption=count)) for count in (0, 1, 3)] == [0, 1, 3]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "This description is empty."),
        (" \n\t", "This description is empty."),
        ("ヘルメットをかぶった作業員", "This is not an English description."),
        ("一个戴着红色头盔的工人", "This is not an English description."),
        ("عامل يرتدي خوذة حمراء", "This is not an English description."),
        ("Ein Arbeiter mit einem roten Helm steht auf der Leiter", "This is not an English description."),
        ("un ouvrier avec un casque rouge dans la rue", "This is not an English description."),
        ("un hombre con un casco rojo en la calle", "This is not an English description."),
        ("🙂🙂 12345 !!!", "This is not an English description."),
        ("x " * 20_000, "This description is longer than 20000 characters."),
        ("a a a the the of of with with", "Nothing in this description has a known counterpart."),
        ("hmm", "Nothing in this description has a known counterpart."),
    ],
)
def test_a_text_that_offers_nothing_says_why(engine: Engine, text: str, why: str) -> None:
    (found,) = engine.propose([CaptionInput(text)])

    assert found == Proposals(text, (), why)


@pytest.mark.parametrize(
    "text",
    [
        "a man wering a red helmt nexto a opne valve",
        "A RED VALVE IS OPEN NEXT TO TWO LADDERS",
        "red helmet",
        "A man. A dog! Is it raining? no.",
        "😀 a red helmet 😀 on a table 👷‍♀️",
        "a sign that says \u202bخطر\u202c on a red door",
        "a 3.5 m ladder, 12 mm bolts and a 400V cable at 10:30",
        "a red\u00a0helmet\u2009on\ta\r\ntable",
        "İSTANBUL: A RED CAR ON A STREET",
        "the man's hat isn't on the dog's head",
        "(((red [helmet] {on} <table>)))",
        "\ud83d broken surrogate of a red car",
        "a red car\x00on a street",
        "e\u0301le\u0301phant in a zoo with a red car",
    ],
)
def test_odd_texts_keep_exact_spans(engine: Engine, text: str) -> None:
    caption = CaptionInput(text)
    (found,) = engine.propose([caption], per_caption=100)

    assert found.negatives
    _check(found, caption)


@pytest.mark.slow
def test_ten_thousand_characters_do_not_hang(engine: Engine) -> None:
    caption = CaptionInput("a man in a red shirt rides a brown horse on a beach and " * 180)
    started = time.process_time()
    (found,) = engine.propose([caption], per_caption=8)

    assert len(found.negatives) == 8
    _check(found, caption)
    assert time.process_time() - started < 30


def test_captions_stream(engine: Engine) -> None:
    read = 0

    def endless() -> Iterator[CaptionInput]:
        nonlocal read
        while True:
            read += 1
            yield CaptionInput(f"{read} red helmets on a table")

    stream = engine.propose(endless(), kinds=ALL_KINDS)
    first = [next(stream).caption for _ in range(3)]

    assert first == ["1 red helmets on a table", "2 red helmets on a table", "3 red helmets on a table"]
    assert read <= 256
