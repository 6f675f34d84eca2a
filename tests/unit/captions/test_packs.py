"""Lexicon packs of a site: what they add, and how mistakes in them are named."""

from pathlib import Path

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.captions.pack_files import BUILT_IN, built_in_packs, load_packs, parse_pack, read_pack
from miwake.captions.pack_mistakes import PackError
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
SCALE = """
pack: site
attributes:
  - set: wear of a liner
    scale: true
    words: [unworn, slightly worn, heavily worn = badly worn]
    of: [liner]
"""
CONTEXT = """
pack: site
objects:
  - family: weld defect of the site
    context: [weld, '@aircraft']
    words: [frobble, gribble]
"""


def texts_of(path: Path, pack: str, caption: str) -> dict[str, str | None]:
    path.write_text(pack, "utf-8")
    engine = Engine.load(packs=[path])
    (found,) = engine.propose([CaptionInput(caption)], per_caption=40)
    return {each.text: each.suspect for each in found.negatives}


def test_a_site_pack_adds_contrasts(tmp_path: Path) -> None:
    found = texts_of(tmp_path / "site.yaml", PACK, "a tagged pile driver")

    assert {"a tagged soil mixer", "an untagged pile driver"} <= set(found)


def test_on_a_scale_neighbours_may_both_be_true_and_ends_are_not(tmp_path: Path) -> None:
    found = texts_of(tmp_path / "site.yaml", SCALE, "an unworn liner")

    assert found["a heavily worn liner"] is None
    assert "may also be said" in (found["a slightly worn liner"] or "")


def test_a_noun_with_a_context_is_only_exchanged_where_the_description_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"

    assert "a gribble in the weld" in texts_of(path, CONTEXT, "a frobble in the weld")
    assert "a gribble on a helicopter" in texts_of(path, CONTEXT, "a frobble on a helicopter")
    assert "a gribble on a table" not in texts_of(path, CONTEXT, "a frobble on a table")


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("", 1, "the pack is empty"),
        ("pack: [", 1, "not valid YAML"),
        ("pack: p\nobjects:\n\t- family: x", 3, "a tab indents the line"),
        ("pack: p\nobjects:\n  - family: x\n    words:\n\t- a", 5, "a tab indents the line"),
        ("- a\n- b", 1, "fields were expected"),
        ("language: en", 1, "the field 'pack' is missing"),
        ("pack: p\ncolors: [red]", 2, "there is no field 'colors'"),
        ("pack: p\nactons: [red]", 2, "Did you mean 'actions'?"),
        ("pack: p\nobjects:\n  family: x", 3, "'objects' must be a list"),
        ("pack: p\nobjects:\n  - family: x\n    words: [one]", 3, "at least two words"),
        ("pack: p\nobjects:\n  - family: x\n    words:\n      - b\n      - a\n      - c = a", 7, "'a' is there twice"),
        ("pack: p\nobjects:\n  - family: x\n    words: [a, b = ]", 4, "a word is empty"),
        ("pack: p\nobjects:\n  - family: x\n    words: red", 4, "a list was expected"),
        ("pack: p\nobjects:\n  - familly: x\n    words: [a, b]", 3, "Did you mean 'family'?"),
        ("pack: p\nobjects:\n  - set: x\n    words: [a, b]", 3, "the field 'family' is missing"),
        ("pack: p\nobjects:\n  - family: x\n    words: [a, b]\n    of_object: [c]", 5, "there is no field 'of_object'"),
        ("pack: p\nstates:\n  - set: x\n    words: [a, b]\n    mass: true", 5, "there is no field 'mass'"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], scale: true}", 3, "at least three words"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], alike: [[a, c]]}", 3, "'c' is in 'alike'"),
        ("pack: p\nstates:\n  - {set: x, words: [a = c, b], alike: [[a, c]]}", 3, "say the same"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], alike: [[a, b, a]]}", 3, "two different words"),
        ("pack: p\nstates:\n  - {set: x, words: [a, b], targets: [c]}", 3, "'c' is in 'targets'"),
        ("pack: p\nactions:\n  - set: x\n    words: [a, b]\n    frame: sideways", 5, "'sideways' must be one of"),
        ("pack: p\nrelations:\n  - {phrase: on the Left, to: [on the left]}", 3, "exchanged for itself"),
        ("pack: p\nrelations:\n  - {phrase: on the left, to: []}", 3, "at least one phrase"),
        ("pack: p\nforms:\n  go: [goes, going]", 3, "four forms were expected"),
        ("pack: p\npack: q", 2, "'pack' is given twice"),
        ("pack: p\npeople:\n  men: [man]", 3, "there is no field 'men'"),
        ("pack: p\nobjects:\n  - {family: x, words: [a, b], mass: perhaps}", 3, "must be true or false"),
    ],
)
def test_a_mistake_names_file_and_line(content: str, line: int, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_pack(content, origin="site.yaml")

    assert caught.value.what.startswith(f"site.yaml, line {line}: ")
    assert why in caught.value.what


def test_all_mistakes_of_a_pack_are_named_at_once() -> None:
    content = "pack: p\nobjects:\n  - {family: x, words: [one]}\n  - red\nstates:\n  - {set: y, words: [a, a]}\n"
    with pytest.raises(PackError) as caught:
        parse_pack(content, origin="site.yaml")

    assert [each.line for each in caught.value.mistakes] == [3, 4, 6]
    assert "Also in line 6: 'a' is there twice." in caught.value.why


def test_a_family_that_no_pack_knows_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("pack: p\nstates:\n  - set: x\n    words: [a, b]\n    of:\n      - '@vehicle'\n      - '@valv'\n")

    with pytest.raises(PackError) as caught:
        load_packs([path])

    assert caught.value.what == f"{path}, line 7: there is no family 'valv'. Did you mean 'valve'?"


def test_a_site_may_speak_of_the_families_of_all_packs(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("pack: one\nstates:\n  - {set: x, words: [a, b], of: ['@rig', '@wheel', '@machine']}\n")
    two.write_text("pack: two\nobjects:\n  - {family: rig, words: [jack-up, drillship]}\n")

    assert [pack.name for pack in load_packs([one, two])][:2] == ["one", "two"]


def test_an_empty_or_missing_section_is_no_mistake() -> None:
    assert parse_pack("pack: p\nobjects: []\nabout: nothing\n", origin="site.yaml").contrasts == ()


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"\xff\xfep\x00a\x00", 1, "UTF-16"),
        ("pack: p\n# 現場の言葉\n".encode("cp932"), 2, "Shift-JIS (CP932"),
        ("pack: p\nabout: Häuser und Züge\n".encode("latin-1"), 2, "is not UTF-8 text. Save it as UTF-8."),
    ],
)
def test_a_file_that_is_not_utf8_says_what_it_seems_to_be(tmp_path: Path, content: bytes, line: int, why: str) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(content)

    with pytest.raises(PackError) as caught:
        read_pack(path)

    assert caught.value.what.startswith(f"{path}, line {line}: ")
    assert why in caught.value.what


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PACK.strip().replace("\n", "\r\n").encode())

    assert [each.name for each in read_pack(path).contrasts] == ["site machines", "tag on or off"]


def test_a_missing_file_or_a_folder_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(NotFoundError) as caught:
            read_pack(path)
        assert str(path) in caught.value.what


def test_the_built_in_packs_are_sound() -> None:
    packs = built_in_packs()

    assert [pack.name for pack in packs] == list(BUILT_IN)
    assert all(pack.contrasts and pack.about for pack in packs)
    assert len(load_packs()) == len(packs)
