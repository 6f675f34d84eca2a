"""`miwake mirror` and `miwake recolour`: edited copies that change what is true."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import complain, emit, say, warn
from miwake.cli.progress import TerminalControl
from miwake.domain.colours import Colour
from miwake.domain.errors import RefusedError
from miwake.domain.filters import parse_filter
from miwake.services import negatives, photos
from miwake.services.projects import Project
from miwake.worker.counterfactuals import Copies

Chosen = Annotated[list[int] | None, typer.Option("--caption", help="Number of a description; may be repeated.")]
Text = Annotated[str | None, typer.Option(help="What is true of the copy, in your words.")]
AsJson = Annotated[bool, typer.Option("--json")]


def mirror(
    project: Path,
    photo: Annotated[list[str] | None, typer.Argument(help="Path, unique name or number of a photo.")] = None,
    filter_: Annotated[str | None, typer.Option("--filter", help="All photos that fit, such as split:train.")] = None,
    accept_text: Annotated[
        bool, typer.Option("--accept-text", help="I looked: nothing in it reads wrongly in a mirror.")
    ] = False,
    caption: Chosen = None,
    text: Text = None,
    as_json: AsJson = False,
) -> None:
    """Make mirrored copies of training photos; left and right change places in what is said of them."""
    if bool(photo) == (filter_ is not None):
        raise typer.BadParameter("Name photos, or a --filter.")
    if (caption or text) and len(photo or ()) != 1:
        raise typer.BadParameter("--caption and --text go with one photo.")
    from miwake.worker.mirroring import MirrorRequest, mirror_photos  # noqa: PLC0415 - loads scipy, as few commands need

    wanted = MirrorRequest(accept_text, tuple(caption or ()), text)
    with open_to_change(project) as opened, TerminalControl(quiet=as_json) as control:
        ids = [photos.find_photo(opened, each).id for each in photo or ()] if photo else _fitting(opened, filter_ or "")
        done = mirror_photos(opened, ids, wanted, control=control)
    nothing = bool(photo) and not done.made
    if as_json:
        emit(asdict(done))
    elif not nothing:
        _tell(done)
    if nothing:
        complain(_nothing(done))
        raise typer.Exit(1)


def recolour(
    project: Path,
    photo: Annotated[str, typer.Argument(help="Path, unique name or number of a photo.")],
    region: Annotated[str, typer.Option(help='"x,y x,y" a rectangle, more points a polygon; shares or pixels.')],
    source: Annotated[Colour, typer.Option("--from", help="The colour that the thing has.")],
    target: Annotated[Colour, typer.Option("--to", help="The colour that it gets.")],
    caption: Chosen = None,
    text: Text = None,
    tolerance: Annotated[float, typer.Option(min=1, max=60, help="Degrees of hue that change with it.")] = 22.0,
    repaint: Annotated[
        bool, typer.Option("--repaint", help="Also give colour to what has none, and make it much lighter or darker.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a copy of a training photo in which a thing has another colour, also in what is said of it."""
    from miwake.worker.recolouring import RecolourRequest, recolour_photo  # noqa: PLC0415 - loads scipy, see above

    wanted = RecolourRequest(region, source, target, tuple(caption or ()), text, tolerance, repaint)
    with open_to_change(project) as opened:
        made = recolour_photo(opened, photos.find_photo(opened, photo).id, wanted)
    if as_json:
        emit(asdict(made))
        return
    say(f"{made.name} ({made.photo}): {'; '.join(each.now for each in made.captions)}")
    say(f"{made.parameters['changed']:.0%} of the region changed. Look at it: {made.path}")


def _fitting(project: Project, expression: str) -> list[int]:
    """Return the photos that a filter fits, edited copies apart."""
    fitting, _ = negatives.fitting(project, parse_filter(expression))
    return [each.id for each in photos.list_photos(project) if each.id in fitting and each.made is None]


def _tell(done: Copies) -> None:
    for made in done.made:
        say(f"{made.name} ({made.photo}): {'; '.join(each.now for each in made.captions)}")
    say(f"{len(done.made)} mirrored, {len(done.refused)} not.")
    for reason, count in Counter(each.reason.replace(each.name, "a photo") for each in done.refused).most_common():
        warn(f"  {count}: {reason}")


def _nothing(done: Copies) -> RefusedError:
    return RefusedError(
        "No photo was mirrored.",
        why=" ".join(each.reason for each in done.refused),
        kept="Nothing was changed.",
        todo="Look at it. Where nothing reads wrongly in a mirror, accept it: --accept-text."
        if any(each.acceptable for each in done.refused)
        else "",
    )
