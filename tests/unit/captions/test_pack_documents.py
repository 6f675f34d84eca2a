"""What the documentation shows of lexicon packs is true of them."""

import re
import textwrap
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from miwake.captions import CaptionInput, Engine
from miwake.captions.pack_files import BUILT_IN, load_packs
from miwake.captions.pack_mistakes import PackError

ROOT = Path(__file__).parents[3]
README = (files("miwake_resources") / "lexicons" / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "lexicons.md").read_text("utf-8")


def examples(text: str) -> list[str]:
    return [textwrap.dedent(each) for each in re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)]


@pytest.mark.parametrize("example", [*examples(README), *examples(GUIDE)])
def test_an_example_is_a_pack(example: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")

    assert load_packs([path])[0].contrasts


def test_the_reference_shows_every_field_of_the_schema() -> None:
    schema = yaml.safe_load((files("miwake_resources") / "lexicons" / "pack.schema.json").read_text("utf-8"))
    rules = [schema, *schema["$defs"].values()]
    fields = {name for rule in rules for name in rule.get("properties", {})}

    assert not {name for name in fields if not re.search(rf"\b{name}\b", examples(README)[0])}


def test_the_reference_names_the_built_in_packs() -> None:
    assert f"({', '.join(BUILT_IN)})" in README


def test_the_guides_first_pack_does_what_the_guide_says(tmp_path: Path) -> None:
    path = tmp_path / "our-site.yaml"
    path.write_text(examples(GUIDE)[0], encoding="utf-8")
    (found,) = Engine.load(packs=[path]).propose([CaptionInput("A capped soil mixer at the gate")], per_caption=30)

    texts = {each.text for each in found.negatives}
    assert {"An uncapped soil mixer at the gate", "A capped jet grouter at the gate"} <= texts


@pytest.mark.parametrize(
    "content",
    [
        b"pack: p\nabout: x\n\ncolors: [red, blue]\n",
        b"pack: p\nstates:\n  - set: x\n    of: [door]\n\n\n    words: [open, closed, open]\n",
        b"pack: p\n\nstates:\n  - set: x\n    words: [open, closed]\n\n\n    of: ['@valvee']\n",
        b"pack: p\nstates:\n\t- set: x\n",
        "pack: p\nabout: 現場の言葉\n".encode("cp932"),
    ],
)
def test_the_mistakes_that_the_guide_shows_are_said_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(content)

    with pytest.raises(PackError) as caught:
        load_packs([path])
    said = caught.value.what.removeprefix(f"{path}, ")
    assert f"| {said} |" in GUIDE.replace('"ANSI" on', "“ANSI” on")
