"""Looking a site's packs over before they are used: every mistake of each file, and what it would add."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from miwake.captions.pack_files import built_in_packs, read_pack, unknown_families
from miwake.captions.pack_mistakes import PackError
from miwake.captions.packs import Pack
from miwake.domain.lexicons import CheckedPack


def check_packs(files: Iterable[Path], *, beside: Iterable[Path] = ()) -> list[CheckedPack]:
    """Look packs over, each for itself and all of them together.

    Args:
        files: What to look over.
        beside: Packs that are used already; families of theirs may be named.

    Raises:
        NotFoundError: A file cannot be read.
    """
    checked = [_read(file) for file in files]
    built_in = built_in_packs()
    others = [pack for _, pack in map(_read, beside) if pack is not None]
    every = [*(pack for _, pack in checked if pack is not None), *others, *built_in]
    known = {spelling for pack in built_in for spelling in _spellings(pack)}
    return [found if pack is None else _judged(found.file, pack, every, known) for found, pack in checked]


def _read(file: Path) -> tuple[CheckedPack, Pack | None]:
    try:
        return CheckedPack(file), read_pack(file)
    except PackError as error:
        return CheckedPack(file, mistakes=error.mistakes), None


def _judged(file: Path, pack: Pack, every: Sequence[Pack], known: set[str]) -> CheckedPack:
    kinds = Counter([*(each.kind for each in pack.contrasts), *(each.kind for each in pack.phrases)])
    new = dict.fromkeys(spelling for spelling in _spellings(pack) if spelling not in known)
    return CheckedPack(
        file,
        pack.name,
        tuple(unknown_families(pack, every)),
        tuple((str(kind), count) for kind, count in kinds.items()),
        tuple(new),
    )


def _spellings(pack: Pack) -> Iterable[str]:
    for contrast in pack.contrasts:
        for term in contrast.terms:
            yield from term.spellings
    for phrase in pack.phrases:
        yield from phrase.spellings
