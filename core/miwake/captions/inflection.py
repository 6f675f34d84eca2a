"""English inflection: number, verb forms, articles, agreement."""

import re
from collections.abc import Mapping
from functools import lru_cache

from miwake.captions.lean_imports import inflector

_ENGINE = inflector()
_VOWEL_GROUP = re.compile(r"[aeiouy]+")
_DOUBLES = re.compile(r"(?:[^aeiou]|qu)[aeiou][bcdfglmnprtvz]$")
_SINGULAR_TO_PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "'s": "'re"}
_PLURAL_TO_SINGULAR = {after: before for before, after in _SINGULAR_TO_PLURAL.items()}
_THIRD, _ING, _PAST, _PARTICIPLE = range(4)
_FORM_OF_TAG = {"VBZ": _THIRD, "VBG": _ING, "VBD": _PAST, "VBN": _PARTICIPLE}


@lru_cache(maxsize=20_000)
def plural(noun: str) -> str:
    """Return the plural of a singular noun or noun phrase in lower case."""
    found = str(_ENGINE.plural_noun(noun) or noun)
    return "t-shirts" if found == "t-shirt" else found


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str | None:
    """Return the singular of a plural noun in lower case; None if it is no plural."""
    found = _ENGINE.singular_noun(noun)
    return str(found) if found else None


@lru_cache(maxsize=20_000)
def article(following: str) -> str:
    """Return "a" or "an", as the first word of `following` sounds."""
    first = re.split(r"[\s-]", following.strip(), maxsplit=1)[0]
    if not first or not first[0].isalnum():
        return "a"
    if first[0].isdigit():
        return "an" if first[0] == "8" or first in {"11", "18"} else "a"
    return str(_ENGINE.a(first)).split(" ", 1)[0]


def verb_forms(base: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str, str]:
    """Return third person, -ing form, past and past participle of a verb; particles after it stay."""
    head, _, rest = base.partition(" ")
    four = irregular.get(head) or _regular(head)
    return tuple(f"{form} {rest}" if rest else form for form in four)  # type: ignore[return-value]


def form_for_tag(base: str, forms: tuple[str, str, str, str], tag: str) -> str:
    """Return the form that a Penn Treebank verb tag asks for."""
    index = _FORM_OF_TAG.get(tag)
    return base if index is None else forms[index]


def to_plural_verb(verb: str) -> str:
    """Return the form of a finite verb in lower case that goes with a plural: "stands" gives "stand"."""
    if verb in _SINGULAR_TO_PLURAL:
        return _SINGULAR_TO_PLURAL[verb]
    if verb.endswith("ies") and len(verb) > 4:  # noqa: PLR2004 -- dies, lies, ties keep their ie
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb.removesuffix("s")


def to_singular_verb(verb: str) -> str:
    """Return the third person of a finite verb in lower case: "stand" gives "stands"."""
    return _PLURAL_TO_SINGULAR.get(verb) or _regular(verb)[_THIRD]


@lru_cache(maxsize=20_000)
def _regular(base: str) -> tuple[str, str, str, str]:
    if base.endswith("e"):
        ing = base + "ing" if base.endswith(("ee", "oe", "ye")) else base[:-1] + "ing"
        return base + "s", ing, base + "d", base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        past = base[:-1] + "ied"
        return base[:-1] + "ies", base + "ing", past, past
    stem = base + base[-1] if len(_VOWEL_GROUP.findall(base)) == 1 and _DOUBLES.search(base) else base
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, stem + "ing", stem + "ed", stem + "ed"
