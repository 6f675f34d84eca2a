"""`miwake negatives`, `generate`, `decide` and `pair`: what is almost true."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.lines import stdin_batches
from miwake.cli.opening import open_to_change
from miwake.cli.output import emit, emit_lines, say
from miwake.cli.progress import TerminalControl
from miwake.domain.filters import parse_filter
from miwake.domain.models import BUILTIN
from miwake.domain.terms import Kind
from miwake.services import decisions, pairs, photos
from miwake.services.projects import open_project

INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind; may be repeated.")]
PerCaption = Annotated[int, typer.Option(min=1, max=50, help="How many for one description at most.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same negatives.")]
Masked = Annotated[
    str,
    typer.Option(
        metavar="NAME|none",
        help="Masked language model that weighs them and fills words in: builtin, a folder, or the name of one that "
        "was downloaded; none lets the rules speak alone.",
    ),
]


def propose(
    project: Path,
    kind: Kinds = None,
    per_caption: PerCaption = 8,
    seed: Seed = 0,
    masked: Masked = BUILTIN,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Propose look-alike descriptions for every description that has none, and find out how hard they are."""
    with open_to_change(project) as opened, TerminalControl(quiet=as_json) as control:
        from miwake.worker.difficulty import measure_difficulty  # noqa: PLC0415 - loads torch, as few commands need
        from miwake.worker.proposing import propose_negatives  # noqa: PLC0415 - loads spaCy, see above

        done = propose_negatives(
            opened, kinds=kind or tuple(Kind), per_caption=per_caption, seed=seed, control=control, masked=masked
        )
        measure_difficulty(opened, control=control)
    if as_json:
        emit(asdict(done))
        return
    say(f"{done.negatives_new} look-alike descriptions for {done.captions} descriptions; {done.nothing} offer none.")


def generate(kind: Kinds = None, per_caption: PerCaption = 8, seed: Seed = 0, masked: Masked = BUILTIN) -> None:
    """Read descriptions on stdin, one a line; write JSON lines on stdout. Touches no project."""
    try:
        from miwake.worker.proposing import generate_negatives  # noqa: PLC0415 - loads spaCy, see above

        batches = stdin_batches()
        kinds = kind or tuple(Kind)
        for answers in generate_negatives(batches, kinds=kinds, per_caption=per_caption, seed=seed, masked=masked):
            emit_lines(each.as_json() for each in answers)
            sys.stdout.flush()  # whoever writes one line and waits for its answer gets it
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def decide(
    project: Path,
    accept: Annotated[bool, typer.Option("--accept/--reject", help="Use them, or not.")],
    filter_: Annotated[str, typer.Option("--filter", help="field:value terms with AND, OR, NOT and brackets.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be decided.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Decide on many look-alike descriptions in one step, recorded as bulk."""
    parsed = parse_filter(filter_)
    with open_project(project) if dry_run else open_to_change(project) as opened:
        if dry_run:
            done = decisions.preview(opened, parsed)
        else:
            done, _ = decisions.decide_all(opened, parsed, accept=accept)
    if as_json:
        emit(asdict(done))
        return
    word = "would be" if dry_run else "were"
    say(f"{done.decided} of {done.matched} {word} {'accepted' if accept else 'rejected'} in bulk.")
    if done.left_alone:
        say(f"{done.left_alone} had been decided one by one or by sorting and are left as they are.")


def pair(
    project: Path,
    photo_a: str,
    photo_b: str,
    note: Annotated[str, typer.Option(help="What people confuse.")] = "",
) -> None:
    """Mark a look-alike pair."""
    with open_to_change(project) as opened:
        first, second = photos.find_photo(opened, photo_a), photos.find_photo(opened, photo_b)
        pairs.mark_pair(opened, first.id, second.id, note=note)
    say(f"{first.name} and {second.name} are marked as a look-alike pair.")
