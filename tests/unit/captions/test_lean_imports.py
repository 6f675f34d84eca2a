"""Importing without what is taken along leaves no trace: what was loaded stays, what was not can still be loaded."""

import sys
from types import ModuleType

import pytest

from miwake.captions.lean_imports import inflector, parser


@pytest.mark.parametrize("name", ["torch", "typeguard", "spacy.cli"])
def test_what_was_loaded_before_is_there_afterwards(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    inflector()
    parser()  # with the true ones, if they were not imported before
    loaded = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, loaded)
    inflector()
    parser()
    assert sys.modules[name] is loaded


@pytest.mark.parametrize("name", ["torch", "typeguard", "spacy.cli"])
def test_what_was_not_loaded_is_not_there_afterwards(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delitem(sys.modules, name, raising=False)
    inflector()
    parser()
    assert name not in sys.modules


def test_the_parser_tags_and_links_words() -> None:
    words = parser()("a dog chases a cat")
    assert [(word.tag_, word.head.text) for word in words] == [
        ("DT", "dog"),
        ("NN", "chases"),
        ("VBZ", "chases"),
        ("DT", "cat"),
        ("NN", "chases"),
    ]
