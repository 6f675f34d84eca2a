"""The catalogue that ships: 40 ready mix-ups, each fit for people and for the model."""

from collections import Counter
from itertools import combinations

import pytest

from miwake.domain.catalogue import Domain, ReadyMixup
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.mixups import FEWEST_CHOICES, MOST_CHOICES
from miwake.domain.texts import normalised
from miwake.services import history
from miwake.services.catalogue import catalogue, ready_mixup, take
from miwake.services.mixups import list_mixups
from miwake.services.projects import Project

# 77 tokens is what CLIP's text towers read, two of them mark start and end; no tokenizer makes two tokens of one ASCII
# letter.
LONGEST = 75
READY = catalogue()


def is_japanese(text: str) -> bool:
    return any("\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" for char in text)


def test_there_are_eight_for_each_of_the_five_domains() -> None:
    assert Counter(ready.domain for ready in READY) == dict.fromkeys(Domain, 8)


def test_nothing_is_there_twice() -> None:
    for name in (
        [ready.id for ready in READY],
        [normalised(ready.name.en) for ready in READY],
        [normalised(ready.name.ja) for ready in READY],
        [normalised(choice.en) for ready in READY for choice in ready.choices],
        [normalised(choice.ja) for ready in READY for choice in ready.choices],
        [ready.photos.en for ready in READY],
        [ready.photos.ja for ready in READY],
    ):
        assert not [each for each, count in Counter(name).items() if count > 1]


@pytest.mark.parametrize("ready", READY, ids=[ready.id for ready in READY])
def test_each_is_worded_for_people_and_for_the_model(ready: ReadyMixup) -> None:
    assert FEWEST_CHOICES <= len(ready.choices) <= MOST_CHOICES
    assert ready.as_new().choices == tuple(choice.en for choice in ready.choices)
    for words in (ready.title, ready.name, ready.photos, *ready.choices):
        assert words.en.isascii()
        assert is_japanese(words.ja)
    for choice in ready.choices:
        assert len(choice.en) <= LONGEST
        assert choice.en == choice.en.strip().rstrip(".")
        assert choice.en[0].islower()
    for one, other in combinations(ready.choices, 2):
        # A choice within another would be found wherever the other is written.
        assert f" {one.en} " not in f" {other.en} "
        assert f" {other.en} " not in f" {one.en} "
    assert ready.photos.en.endswith(".")
    assert ready.photos.ja.endswith("。")


def test_some_are_taken_into_a_project_in_one_step(project: Project) -> None:
    take(project, ["valve-position", "helmet-worn", "valve-position"])

    assert [mixup.name for mixup in list_mixups(project)] == ["valve open or closed", "helmet on or in hand"]
    assert all(ready_mixup(each).among(list_mixups(project)) for each in ("valve-position", "helmet-worn"))
    history.undo(project)
    assert list_mixups(project) == []


def test_they_are_named_in_japanese_if_wanted(project: Project) -> None:
    take(project, ["helmet-worn"], language="ja")

    (mixup,) = list_mixups(project)
    assert (mixup.name, mixup.choices[1]) == ("ヘルメットの着用", "a worker holding a helmet")


def test_one_that_is_there_is_refused_and_nothing_is_added(project: Project) -> None:
    take(project, ["valve-position"])

    with pytest.raises(RefusedError, match="valve open or closed"):
        take(project, ["helmet-worn", "valve-position"])
    # Under its other name it would be asked about twice.
    with pytest.raises(RefusedError, match="valve-position already"):
        take(project, ["valve-position"], language="ja")
    assert len(list_mixups(project)) == 1


def test_what_the_catalogue_lacks_is_named(project: Project) -> None:
    with pytest.raises(NotFoundError, match=r"Did you mean 'helmet-worn'\?"):
        take(project, ["valve-position", "helmet-warn"])
    with pytest.raises(NotFoundError, match="lists what it has"):
        ready_mixup("zzz")
    assert list_mixups(project) == []
