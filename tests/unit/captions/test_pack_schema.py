"""The schema that editors use and the reader that the program uses accept the same packs."""

import json
from importlib.resources import files
from itertools import chain
from typing import Any

import pytest
import yaml

from miwake.captions.pack_files import BUILT_IN, parse_pack
from miwake.captions.pack_mistakes import PackError
from miwake.captions.pack_sections import LANGUAGES, NUMBERS, USAGES

LEXICONS = files("miwake_resources") / "lexicons"
SCHEMA = json.loads((LEXICONS / "pack.schema.json").read_text("utf-8"))
DEFINED = SCHEMA["$defs"]
SECTIONS = {
    "objects": "family",
    "attributes": "modifiers",
    "states": "modifiers",
    "actions": "verbs",
    "relations": "phrase",
    "presence": "phrase",
    "seen": "seen",
}
LEAST = {
    "family": {"family": "f", "words": ["a", "b", "c"]},
    "modifiers": {"set": "s", "words": ["a", "b", "c"]},
    "verbs": {"set": "s", "words": ["a", "b", "c"]},
    "phrase": {"phrase": "a", "to": ["b"]},
    "seen": {"phrase": "a", "of": ["b"]},
}
# A value that is right for each field, and one that is wrong for it.
VALUES: dict[str, tuple[Any, Any]] = {
    **dict.fromkeys(("of", "not_of", "of_object", "is", "same", "context", "not_context", "what"), (["x"], {"x": "y"})),
    **dict.fromkeys(("mass", "plural_only", "one_way", "scale", "any_verb", "symmetric", "seldom"), (True, "perhaps")),
    "targets": (["a"], "a"),
    "alike": ([["a", "b"]], [["a"]]),
    "frame": ("any", "sideways"),
    "number": ("many", "few"),
    "family": ("f", ["f"]),
    "set": ("s", ["s"]),
    "words": (["a", "b", "c"], "a"),
    "phrase": ("a", ["a"]),
    "to": (["b"], "b"),
    **dict.fromkeys(("opposite", "also"), (["b"], "b")),
}


def fits(value: Any, rule: dict[str, Any]) -> bool:
    """Whether a value is as the schema says; knows the words of JSON Schema that this one uses, and no others."""
    unknown = rule.keys() - {*CHECKS, "$ref", "description", "$schema", "title", "$defs", "properties"}
    assert not unknown, unknown
    if "$ref" in rule and not fits(value, DEFINED[rule["$ref"].rpartition("/")[2]]):
        return False
    return all(CHECKS[name](value, rule) for name in rule if name in CHECKS)


def of_type(value: Any, rule: dict[str, Any]) -> bool:
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "number": int | float}
    wanted = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    return any(isinstance(value, types[each]) for each in wanted)


def of_fields(value: dict[str, Any], rule: dict[str, Any]) -> bool:
    named, others = rule.get("properties", {}), rule["additionalProperties"]
    return all(
        fits(each, named[name]) if name in named else others is not False and fits(each, others)
        for name, each in value.items()
    )


CHECKS: dict[str, Any] = {
    "type": of_type,
    "enum": lambda value, rule: value in rule["enum"],
    "required": lambda value, rule: set(rule["required"]) <= value.keys(),
    "additionalProperties": of_fields,
    "items": lambda value, rule: all(fits(each, rule["items"]) for each in value),
    "minItems": lambda value, rule: len(value) >= rule["minItems"],
    "maxItems": lambda value, rule: len(value) <= rule["maxItems"],
}


def is_read(pack: dict[str, Any]) -> bool:
    try:
        parse_pack(yaml.safe_dump(pack), origin="site.yaml")
    except PackError:
        return False
    return True


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_built_in_packs_are_as_the_schema_says(name: str) -> None:
    text = (LEXICONS / f"{name}.yaml").read_text("utf-8")

    assert fits(yaml.safe_load(text), SCHEMA)
    assert text.startswith("# yaml-language-server: $schema=pack.schema.json\n")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_is_known_to_both_or_to_none(section: str) -> None:
    kind = SECTIONS[section]
    assert set(LEAST[kind]) == set(DEFINED[kind]["required"])
    for name, (right, wrong) in VALUES.items():
        pack = {"pack": "p", section: [{**LEAST[kind], name: right}]}
        known = name in DEFINED[kind]["properties"]
        assert is_read(pack) == fits(pack, SCHEMA) == known, name
        if known:
            pack = {"pack": "p", section: [{**LEAST[kind], name: wrong}]}
            assert not is_read(pack), name
            assert not fits(pack, SCHEMA), name
    assert set(DEFINED[kind]["properties"]) <= set(VALUES)


@pytest.mark.parametrize("section", SECTIONS)
def test_what_must_be_there_must_be_there_for_both(section: str) -> None:
    kind = SECTIONS[section]
    for name in LEAST[kind]:
        pack = {"pack": "p", section: [{key: value for key, value in LEAST[kind].items() if key != name}]}
        assert not is_read(pack), name
        assert not fits(pack, SCHEMA), name


def test_the_fields_of_a_pack_are_known_to_both() -> None:
    whole = {
        "pack": "p",
        "language": "en",
        "about": "x",
        **{section: [LEAST[kind]] for section, kind in SECTIONS.items()},
        "counts": {"numbers": ["one"], "several": ["many"], "groups": ["a row of"]},
        "prepositions": {"in": ["beach"]},
        "sound": ["intact"],
        "fixed": ["hard hat"],
        "abstract": ["site"],
        "people": {"male": ["man"], "female": ["woman"]},
        "forms": {"lie": ["lies", "lying", "lay", "lain"]},
    }
    assert set(whole) == set(SCHEMA["properties"])
    assert is_read(whole)
    assert fits(whole, SCHEMA)
    for name, wrong in {
        "colours": [],
        "pack": ["p"],
        "language": "xx",
        "counts": {"dozens": ["a dozen"]},
        "people": {"men": ["man"]},
        "forms": {"lie": ["lies"]},
        "prepositions": ["in"],
        "fixed": "hard hat",
        "objects": {},
    }.items():
        assert not is_read(whole | {name: wrong}), name
        assert not fits(whole | {name: wrong}, SCHEMA), name


def test_the_closed_lists_are_the_same() -> None:
    entries = chain.from_iterable(DEFINED[kind]["properties"].items() for kind in LEAST)
    lists = {(name, tuple(rule["enum"])) for name, rule in entries if "enum" in rule}

    assert lists == {("frame", USAGES), ("number", NUMBERS)}
    assert tuple(SCHEMA["properties"]["language"]["enum"]) == LANGUAGES
