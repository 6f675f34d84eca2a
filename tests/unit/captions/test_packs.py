"""Lexicon packs of a site: what they add, and how mistakes in them are named."""

from pathlib import Path

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.captions.pack_files import built_in_packs, parse_pack, read_pack
from miwake.domain.errors import NotFoundError, RefusedError

PACK = """
pack: site
objects:
  - family: site machines
    is: [machine]
    words: [piling rig = pile driver, soil mixer]
states:
  - set: tag on or off
    words: [tagged, untagged]
    of: ['@site machines']
"""


def test_a_site_pack_adds_contrasts(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(PACK, "utf-8")
    engine = Engine.load(packs=[path])
    (found,) = engine.propose([CaptionInput("a tagged pile driver")], per_caption=20)

    assert {"a tagged soil mixer", "an untagged pile driver"} <= {each.text for each in found.negatives}


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("", 1, "the pack is empty"),
        ("pack: [", 1, "not valid YAML"),
        ("- a\n- b", 1, "fields were expected"),
        ("language: en", 1, "the field 'pack' is missing"),
        ("pack: p\ncolors: [red]", 2, "there is no field 'colors'"),
        ("pack: p\nobjects:\n  - family: x\n    words: [one]", 3, "at least two words"),
        ("pack: p\nobjects:\n  - family: x\n    words: [a, a]", 4, "'a' is there twice"),
        ("pack: p\nobjects:\n  - family: x\n    words: red", 4, "a list was expected"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], alike: [[a, c]]}", 3, "'c' is in 'alike'"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], targets: [c]}", 3, "'c' is in 'targets'"),
        ("pack: p\nactions:\n  - set: x\n    words: [a, b]\n    frame: sideways", 5, "'sideways' must be one of"),
        ("pack: p\nforms:\n  go: [goes, going]", 3, "'go' needs four forms"),
        ("pack: p\npack: q", 2, "'pack' is given twice"),
        ("pack: p\nobjects:\n  - {family: x, words: [a, b], mass: perhaps}", 3, "must be true or false"),
    ],
)
def test_a_mistake_names_file_and_line(content: str, line: int, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_pack(content, origin="site.yaml")

    assert caught.value.what.startswith(f"site.yaml, line {line}")
    assert why in caught.value.what


def test_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00pack")

    with pytest.raises(NotFoundError, match=r"nowhere\.yaml"):
        read_pack(tmp_path / "nowhere.yaml")
    with pytest.raises(RefusedError, match="not UTF-8"):
        read_pack(binary)


def test_the_built_in_packs_are_sound() -> None:
    packs = {pack.name: pack for pack in built_in_packs()}

    assert set(packs) == {"general", "construction", "plant", "inspection"}
    assert all(pack.contrasts for pack in packs.values())
