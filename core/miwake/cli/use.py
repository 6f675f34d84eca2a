"""`miwake tell`: use the active model on new photos."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.output import emit, say, warn
from miwake.cli.progress import TerminalControl
from miwake.domain.telling import Telling, ToldMixup
from miwake.domain.wording import counted
from miwake.services.projects import open_project
from miwake.services.tellings import require_known_ending, require_tellable, write_sidecars, write_telling


def tell(
    project: Path,
    folder: Path,
    out: Annotated[Path | None, typer.Option(help="A table to write: .xlsx, .csv or .json.")] = None,
    sidecars: Annotated[bool, typer.Option("--sidecars", help="Write an XMP file beside each photo.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, mps or xpu.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Answer each mix-up for each photo of a folder, or "not sure", or "neither"."""
    if out:
        require_known_ending(out)
    with open_project(project) as opened, TerminalControl(quiet=as_json) as control:
        require_tellable(opened, folder)
        from miwake.worker import telling as use  # noqa: PLC0415 - loads torch, which a refusal need not wait for

        telling = use.tell(opened, use.TellRequest(folder, device=device), control=control)
    if out:
        write_telling(telling, out)
    if sidecars:
        written, kept = write_sidecars(telling)
        warn(f"{counted(written, 'sidecar')} written; {len(kept)} left as there was one already.")
    if as_json:
        emit(telling.as_json())
        return
    _summarise(telling)
    if out:
        say(f"Wrote {out}.")


def _summarise(telling: Telling) -> None:
    for mixup in telling.mixups:
        given = Counter(told.answer for told in telling.answers if told.mixup == mixup.mixup)
        counts = "; ".join(f"{count} {answer}" for answer, count in given.most_common())
        say(f"{mixup.mixup}{' (no promise)' if mixup.promised is None else ''}: {counts}")
        say(f"  {_promise(mixup)}")
    for path, reason in telling.refused:
        warn(f"{path}: {reason}")


def _promise(mixup: ToldMixup) -> str:
    if mixup.promised is not None:
        return f"At most {mixup.promised:.0%} of the given answers should be wrong."
    scenes = counted(mixup.scenes, "validation scene")
    why = (
        f"it still errs too often on {scenes}"
        if mixup.scenes >= mixup.scenes_needed
        else f"there {'is' if mixup.scenes == 1 else 'are'} {scenes}, at least {mixup.scenes_needed} are needed"
    )
    return f"No error rate can be promised for these answers: {why}."
