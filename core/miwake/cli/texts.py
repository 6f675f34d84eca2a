"""`miwake caption`, `edit` and `remove`: what is said of photos."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import say, warn
from miwake.domain.wording import counted
from miwake.services import descriptions, mixups, negatives, pairs, photos
from miwake.services.history import still_used
from miwake.services.projects import Project


class Editable(StrEnum):
    """What has a text that can be edited."""

    CAPTION = "caption"
    NEGATIVE = "negative"


class Removable(StrEnum):
    """What can be removed."""

    PHOTO = "photo"
    CAPTION = "caption"
    NEGATIVE = "negative"
    PAIR = "pair"
    MIXUP = "mixup"


def caption(
    project: Path,
    photo: Annotated[list[str], typer.Argument(help="Path, unique name or number of a photo.")],
    text: Annotated[str, typer.Option(help="What is true of each of the photos.")],
) -> None:
    """Describe photos."""
    with open_to_change(project) as opened:
        ids = [photos.find_photo(opened, each).id for each in photo]
        changes = descriptions.describe(opened, dict.fromkeys(ids, text))
    say(f"{counted(len(changes.captions), 'new description')}.")


def edit(
    project: Path,
    what: Editable,
    id_: Annotated[int, typer.Argument(metavar="ID")],
    text: Annotated[str, typer.Option()],
) -> None:
    """Change the text of a description or of a look-alike description."""
    with open_to_change(project) as opened:
        change = descriptions.edit_description if what is Editable.CAPTION else negatives.edit_negative
        change(opened, id_, text)
    say("Changed.")


def remove(project: Path, what: Removable, id_: Annotated[list[str], typer.Argument(metavar="ID...")]) -> None:
    """Remove photos, descriptions, look-alike descriptions, pairs or mix-ups; files are never touched."""
    with open_to_change(project) as opened:
        if what is Removable.PHOTO:
            changes = photos.remove_photos(opened, [photos.find_photo(opened, each).id for each in id_])
            if kept := still_used(opened, changes):
                warn(kept)
        else:
            for each in id_:
                number = mixups.mixup_named(opened, each).id if what is Removable.MIXUP else _number(each)
                _REMOVERS[what](opened, number)
    steps = "" if what is Removable.PHOTO or len(id_) == 1 else f" {len(id_)}"
    say(f"{len(id_)} removed; `miwake undo {project}{steps}` brings them back.")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise typer.BadParameter(f"{text!r} is no number; see `miwake list`.")
    return int(text)


_REMOVERS: dict[Removable, Callable[[Project, int], Any]] = {
    Removable.CAPTION: descriptions.remove_description,
    Removable.NEGATIVE: negatives.remove_negative,
    Removable.PAIR: pairs.remove_pair,
    Removable.MIXUP: mixups.remove_mixup,
}
