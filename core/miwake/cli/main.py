"""The command line's root: every command hangs here, and every error of the user's world ends here."""

import io
import sys
from collections.abc import Sequence

import typer

from miwake.cli import (
    copies,
    counterfactuals,
    jobs,
    journal,
    lexicons,
    lists,
    mixups,
    models,
    negatives,
    photos,
    retraining,
    texts,
    use,
)
from miwake.cli.output import complain
from miwake.domain.errors import MiwakeError

app = typer.Typer(
    name="miwake",
    help="Stop a vision-language model from mixing up near-identical photos. Without a command the window opens.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="new")(photos.new)
app.command(name="import")(photos.import_photos)
app.command(name="list")(lists.list_rows)
app.command(name="caption")(texts.caption)
app.command(name="edit")(texts.edit)
app.command(name="remove")(texts.remove)
app.add_typer(mixups.app, name="mixup")
app.add_typer(lexicons.app, name="lexicon")
app.command(name="sort")(mixups.sort)
app.command(name="negatives")(negatives.propose)
app.command(name="generate")(negatives.generate)
app.command(name="decide")(negatives.decide)
app.command(name="pair")(negatives.pair)
app.command(name="mirror")(counterfactuals.mirror)
app.command(name="recolour")(counterfactuals.recolour)
app.command(name="retrain")(retraining.retrain)
app.command(name="evaluate")(retraining.evaluate)
app.command(name="report")(retraining.report)
app.command(name="demo")(retraining.demo)
app.command(name="tell")(use.tell)
app.add_typer(models.app, name="models")
app.add_typer(jobs.app, name="jobs")
app.command(name="undo")(journal.undo)
app.command(name="redo")(journal.redo)
app.command(name="history")(journal.history)
app.command(name="check")(copies.check)
app.command(name="backup")(copies.backup)
app.command(name="restore")(copies.restore)
app.command(name="export")(copies.export)


def run_command(words: Sequence[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 the user's world, 2 wrong usage, 3 nothing better."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 whatever the system's own encoding; file names may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=list(words), prog_name="miwake")
    except MiwakeError as error:
        complain(error)
        return 1
    except SystemExit as ended:
        return int(ended.code or 0)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return 0
