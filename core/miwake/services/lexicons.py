"""The lexicon packs of a project: YAML files in its folder, read by whatever proposes look-alike descriptions."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.services.projects import Project
from miwake.storage import settings

ENDINGS = (".yaml", ".yml")
_SETTING = "lexicons"


def packs(project: Project) -> list[Path]:
    """Return the files of the project's packs, by name."""
    folder = project.folder.lexicons
    return sorted(each for each in folder.glob("*") if each.suffix.lower() in ENDINGS and each.is_file())


def keep_pack(project: Project, file: Path, *, replace: bool = False) -> Path:
    """Copy a pack into the project, from where the next proposals read it; return the copy.

    Args:
        project: Where to.
        file: The pack; it was found sound.
        replace: Put it in the place of one of that name, which is kept among the backups.

    Raises:
        RefusedError: Its name does not end as a pack's does, or the project has one of that name.
        MiwakeError: It cannot be copied.
    """
    target = project.folder.lexicons / file.name
    if target.suffix.lower() not in ENDINGS:
        raise RefusedError(f"{file.name} does not end in .yaml.", kept="Nothing was added.", todo="Rename it.")
    if target.exists() and not replace:
        raise RefusedError(
            f"The project has a lexicon pack {file.name} already.",
            kept="It was not touched.",
            todo="Give the file another name, or replace the old one with --replace.",
        )
    try:
        content = file.read_bytes()
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            _put_away(project, target)
        fresh = target.with_name(f".{target.name}.part")
        fresh.write_bytes(content)
        fresh.replace(target)
    except OSError as error:
        raise MiwakeError(
            f"{file} cannot be copied into the project.", why=str(error), todo="Check the file and the drive."
        ) from error
    _note(project, f"Added lexicon pack {file.name}")
    return target


def remove_pack(project: Project, name: str) -> Path:
    """Take a pack out of the project; return the copy that is kept among the backups.

    Raises:
        NotFoundError: There is no such pack; the message lists those that there are.
        MiwakeError: It cannot be moved.
    """
    found = {each.name: each for each in packs(project)}
    pack = found.get(name) or next((each for each in found.values() if each.stem == name), None)
    if pack is None:
        raise NotFoundError(
            f"The project has no lexicon pack {name!r}.", todo=f"There are: {', '.join(found) or 'none'}."
        )
    try:
        kept = _put_away(project, pack)
    except OSError as error:
        raise MiwakeError(f"{pack} cannot be moved.", why=str(error), kept="It is still in use.") from error
    _note(project, f"Removed lexicon pack {pack.name}")
    return kept


def _put_away(project: Project, pack: Path) -> Path:
    project.folder.backups.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = project.folder.backups / f"{pack.stem}-{stamp}{pack.suffix}"
    shutil.move(pack, kept)
    return kept


def _note(project: Project, title: str) -> None:
    """Write into the history which packs there are now; files are not taken back by undo."""
    hashes = {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in packs(project)}
    with project.database.action("lexicon", title, undoable=False) as transaction:
        settings.set_setting(transaction, _SETTING, hashes)
