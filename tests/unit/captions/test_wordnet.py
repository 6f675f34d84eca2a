"""Word relations: usual meanings only, by any inflected form."""

import re
import subprocess
import sys
from importlib.resources import files

import pytest

from miwake.captions.wordnet import antonyms, cohyponyms, common_ancestor_depth, exclusive, is_known, lemmas, relation


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("vehicle", "car", "hypernym"),
        ("cars", "vehicle", "hyponym"),
        ("bike", "Bicycles", "synonym"),
        ("couch", "sofa", "synonym"),
        ("dog", "animal", "hyponym"),
        ("people", "man", "hypernym"),
        ("hard hat", "helmet", "hyponym"),
        ("hard-hats", "helmet", "hyponym"),
        ("excavator", "machine", "hyponym"),
        ("girls", "children", "hyponym"),
        ("dog", "cat", None),
        ("red", "truck", None),
        ("qwxyz", "truck", None),
    ],
)
def test_nouns(a: str, b: str, expected: str | None) -> None:
    assert relation(a, b, part="noun") == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [("crane", "bird"), ("mouse", "person"), ("hatch", "birth"), ("nut", "person"), ("glove", "baseball equipment")],
)
def test_a_word_means_what_people_on_a_site_mean(a: str, b: str) -> None:
    assert relation(a, b, part="noun") is None


def test_names_of_people_and_places_are_no_meanings() -> None:
    assert relation("crane", "writer", part="noun") is None
    assert relation("turkey", "country", part="noun") is None
    assert relation("turkey", "bird", part="noun") == "hyponym"


def test_the_wider_word_is_the_converse_of_the_narrower() -> None:
    for a, b in (("forklift", "vehicle"), ("hammer", "tool"), ("walk", "move"), ("worker", "person")):
        part = "verb" if a == "walk" else "noun"
        assert (relation(a, b, part=part), relation(b, a, part=part)) == ("hyponym", "hypernym")  # type: ignore[arg-type]


def test_an_unknown_compound_is_a_kind_of_its_last_word() -> None:
    assert relation("cherry picker truck", "truck", part="noun") == "hyponym"
    assert relation("cherry picker truck", "vehicles", part="noun") == "hyponym"
    assert relation("truck", "cherry picker truck", part="noun") == "hypernym"
    assert relation("qwxyz", "big qwxyz", part="noun") == "hypernym"
    assert relation("cherry picker truck", "milk float truck", part="noun") is None


def test_verbs_and_adjectives() -> None:
    assert relation("strolling", "walks", part="verb") == "hyponym"
    assert relation("carried", "carry", part="verb") == "synonym"
    assert relation("push", "pull", part="verb") is None
    assert relation("shut", "closed", part="adjective") == "synonym"
    assert relation("soaked", "damp", part="adjective") is None
    assert relation("moist", "wet", part="adjective") == relation("wet", "moist", part="adjective") == "similar"
    assert relation("red", "blue", part="adjective") is None


def test_opposites_also_of_what_is_only_similar() -> None:
    assert antonyms("opened", "verb") >= {"close"}
    assert antonyms("wet", "adjective") == {"dry"}
    assert antonyms("moist", "adjective") == {"dry"}
    assert antonyms("red", "adjective") == frozenset()


def test_what_excludes_what() -> None:
    assert exclusive("dog", "cat")
    assert exclusive("man", "women")
    assert exclusive("ladder", "truck")
    assert not exclusive("worker", "man")
    assert not exclusive("dog", "animal")
    assert not exclusive("dog", "qwxyz")


def test_siblings_and_how_near_two_words_are() -> None:
    assert {"saw", "shovel", "screwdriver"} <= cohyponyms("hammers")
    assert not {"hammer", "tool", "hand tool"} & cohyponyms("hammer")
    assert common_ancestor_depth("truck", "van") > common_ancestor_depth("truck", "dog") > 0
    assert common_ancestor_depth("truck", "qwxyz") == 0
    assert common_ancestor_depth("inhale", "exhale", "verb") > 0


def test_base_forms() -> None:
    assert lemmas("women", "noun") == ("woman",)
    assert lemmas("scaffolds", "noun") == ("scaffold",)
    assert lemmas("Ladies", "noun") == ("lady",)
    assert lemmas("glass", "noun") == ("glass",)
    assert set(lemmas("glasses", "noun")) == {"glasses", "glass"}
    assert lemmas("running", "verb")[0] == "run"
    assert lemmas("dirtier", "adjective") == ("dirty",)
    assert lemmas("", "noun") == ()
    assert is_known("valves", "noun")
    assert not is_known("qwxyz", "noun")


def test_every_number_and_word_in_the_files_is_there() -> None:
    for part in ("noun", "verb", "adjective"):
        lines = (files("miwake_resources") / "wordnet" / f"{part}s.txt").read_text("utf-8").splitlines()
        size = int(lines[1].split()[1])
        wider = lines[2 : 2 + size]
        words = lines[3 + size : 3 + size + int(lines[2 + size].split()[1])]
        assert lines[3 + size + len(words)].startswith("irregular ")
        assert all(int(each) < size for line in wider for each in line.split())
        assert all(re.fullmatch(r"[^\t]+\t\d+( \d+)*(\t[^\t]+)?", line) for line in words)
        assert words == sorted(words)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    code = "import sys, miwake.captions.wordnet.words as w; sys.exit(w.words.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
