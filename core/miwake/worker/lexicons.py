"""Check the lexicon packs of a site, and take sound ones into a project."""

from collections.abc import Sequence
from pathlib import Path

from miwake.captions.pack_check import check_packs
from miwake.captions.pack_mistakes import PackError
from miwake.domain.lexicons import CheckedPack
from miwake.services import lexicons
from miwake.services.projects import Project


def checked(files: Sequence[Path]) -> list[CheckedPack]:
    """Return what is wrong with packs, and what they would add.

    Raises:
        NotFoundError: A file cannot be read.
    """
    return check_packs(files)


def packs_of(project: Project) -> list[CheckedPack]:
    """Return the packs of a project, with what is wrong with them now."""
    return check_packs(lexicons.packs(project))


def add_pack(project: Project, file: Path, *, replace: bool = False) -> CheckedPack:
    """Copy a pack into a project after it was checked together with those that are there.

    Raises:
        NotFoundError: The file cannot be read.
        PackError: The pack is wrong; the message names file and line.
        RefusedError: The project has a pack of that name.
    """
    beside = [each for each in lexicons.packs(project) if each.name != file.name]
    (found,) = check_packs([file], beside=beside)
    if found.mistakes:
        raise PackError(str(file), found.mistakes)
    lexicons.keep_pack(project, file, replace=replace)
    return found
