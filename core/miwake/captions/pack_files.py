"""Reads lexicon packs from YAML files and names file and line of whatever is wrong in them."""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from miwake.captions.pack_mistakes import MistakeFound, PackError, Source, meant
from miwake.captions.pack_sections import pack_of
from miwake.captions.pack_text import pack_text, yaml_root
from miwake.captions.packs import Home, Pack
from miwake.domain.lexicons import Mistake
from miwake.domain.terms import Kind

_EVERYDAY, _TRADES = "general", ("construction", "plant", "inspection", "warehouse")
BUILT_IN = (_EVERYDAY, *_TRADES)


def built_in_packs() -> list[Pack]:
    """Return the packs that come with the program, the commonest words first."""
    folder = files("miwake_resources") / "lexicons"
    return [
        parse_pack((folder / f"{name}.yaml").read_text("utf-8"), origin=f"{name}.yaml").at(
            Home.TRADE if name in _TRADES else Home.GENERAL
        )
        for name in BUILT_IN
    ]


def load_packs(paths: Iterable[Path] = ()) -> list[Pack]:
    """Return the packs of a site, in their order, and after them those that come with the program.

    Raises:
        NotFoundError: A pack's file cannot be read.
        PackError: A pack is wrong, or speaks of a family that none of them knows; the message names file and line.
    """
    packs = [*map(read_pack, paths), *built_in_packs()]
    for pack in packs:
        unknown = unknown_families(pack, packs)
        if unknown:
            raise PackError(pack.origin, unknown)
    return packs


def read_pack(path: Path) -> Pack:
    """Read a pack of a site.

    Raises:
        NotFoundError: There is no such file.
        PackError: It is not UTF-8, not YAML or not a pack; the message names the line.
    """
    return parse_pack(pack_text(path), origin=str(path)).at(Home.OWN)


def parse_pack(content: str, *, origin: str) -> Pack:
    """Return the pack that a YAML text describes; `origin` names it in errors.

    Raises:
        PackError: The text is not YAML or not a pack; the message names file and line.
    """
    source = Source(origin)
    pack = None
    root = yaml_root(content, origin=origin)
    try:
        pack = pack_of(root, source)
    except MistakeFound as found:
        source.mistakes.append(found.mistake)
    if pack is None or source.mistakes:
        raise PackError(origin, source.mistakes)
    return pack


def unknown_families(pack: Pack, packs: Sequence[Pack]) -> list[Mistake]:
    """Return a mistake for each family that a pack names as `@family` and none of the packs knows."""
    known = _families(packs)
    return [
        Mistake(line, f"there is no family {name!r}.{meant(name, sorted(known))}")
        for name, line in pack.named
        if name not in known
    ]


def _families(packs: Sequence[Pack]) -> set[str]:
    """Return what may stand after an `@`: families, wider words, and the nouns themselves."""
    known: set[str] = set()
    for pack in packs:
        for contrast in pack.contrasts:
            if contrast.kind == Kind.OBJECT:
                known |= {contrast.name, *contrast.wider}
                known.update(*(term.spellings for term in contrast.terms))
    return known
