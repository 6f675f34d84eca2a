import re

import pytest

from miwake.scenes import Claim, Phrase, World, render_scene
from miwake.scenes.lexicon import article, other_values, plural
from miwake.scenes.wording import word


@pytest.mark.parametrize(
    ("noun", "many"),
    [("cone", "cones"), ("church", "churches"), ("bookshelf", "bookshelves"), ("bunny", "bunnies"), ("sheep", "sheep"),
     ("bunch of grapes", "bunches of grapes"), ("bus", "buses"), ("box", "boxes")],
)  # fmt: skip
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_articles() -> None:
    assert article("open valve") == "an open valve"
    assert article("red cone") == "a red cone"


def test_shades_that_people_mix_up_are_no_alternatives() -> None:
    assert "red" not in other_values("colour", "orange")
    assert other_values("state", "open") == ("closed",)


def test_one_claim_has_many_wordings_and_says_the_same_words() -> None:
    claim = Claim(Phrase("barrel", (("colour", "red"),)), "left of", Phrase("ladder"))
    texts = {word(claim, number) for number in range(60)}
    assert len(texts) >= 8
    for text in texts:
        assert "red" in text
        assert "ladder" in text
        forwards = re.search(r"(barrel|drum).* left of", text) or re.search(r"^(to the )?left of a ladder", text)
        backwards = re.search(r"ladder.* right of", text) or re.search(r"^(to the )?right of a red (barrel|drum)", text)
        assert bool(forwards) != bool(backwards)


def test_captions_read_as_sentences() -> None:
    for seed in range(6):
        for world in (World.TEACH, World.GENERAL_REPLAY):
            for text in render_scene(seed, world=world).captions:
                assert re.fullmatch(r"[a-z][a-z ]*[a-z]", text)
                assert "  " not in text
                assert not re.search(r"\ba [aeio]", text)
                assert not re.search(r"\b(two|three|four|five) [a-z ]*\bthat is\b", text)


def test_what_a_worker_wears_and_holds_is_said_in_one_breath() -> None:
    dressed = Phrase("worker", (("helmet", "held"), ("helmet colour", "blue"), ("vest", "yellow")))
    texts = {word(Claim(dressed), number).removeprefix("a photo of ") for number in range(40)}
    assert "a worker in a yellow vest holding a blue helmet" in texts
    assert "a worker wearing a yellow vest with a blue helmet in hand" in texts
    both = dressed.with_trait("helmet", "worn")
    assert "a worker in a yellow vest and a blue helmet" in {word(Claim(both), number) for number in range(40)}
