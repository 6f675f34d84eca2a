"""`miwake jobs`: what runs in the background, and the commands to it."""

from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.following import follow
from miwake.cli.output import emit_lines, say
from miwake.cli.tables import show_table
from miwake.jobs import Command, JobState, start_detached
from miwake.services import jobs, runs
from miwake.services.projects import open_project

app = typer.Typer(help="Jobs that run in the background.", no_args_is_help=True)
Job = Annotated[str | None, typer.Argument(help="A job's identifier; the newest that runs if left out.")]


@app.command(name="list")
def list_jobs(project: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the jobs, newest first."""
    with open_project(project) as opened:
        found = jobs.jobs(opened)
    if as_json:
        emit_lines(
            {
                "id": job.spec.id,
                "kind": job.spec.kind,
                "title": job.spec.title,
                "state": str(job.status.state),
                "stage": job.status.stage,
                "done": job.status.done,
                "total": job.status.total,
                "seconds_left": job.status.seconds_left,
            }
            for job in found
        )
        return
    rows = [(job.spec.id, job.status.state, job.spec.title, job.status.stage) for job in found]
    show_table(("Job", "State", "Title", "Stage"), rows, none="No jobs.")


@app.command()
def pause(project: Path, job: Job = None) -> None:
    """Pause a job."""
    _command(project, job, Command.PAUSE)


@app.command()
def resume(
    project: Path, job: Job = None, wait: Annotated[bool, typer.Option("--wait", help="Follow it to its end.")] = False
) -> None:
    """Let a paused job go on, start one that waits, or an interrupted one again (from its last checkpoint, if any)."""
    with open_project(project) as opened:
        found = jobs.find_job(opened, job) if job else jobs.resumable(opened)
        waits = jobs.is_waiting(found.folder)
        startable = waits or found.status.state is JobState.INTERRUPTED
        if found.spec.kind == runs.RETRAIN and startable:
            runs.require_none_at_work(opened)
    if startable:
        start_detached(found.folder)
        say(f"{found.spec.id} {'is started' if waits else 'starts again, from its last checkpoint if it has one'}.")
    else:
        jobs.command(found.folder, Command.RESUME)
    if wait:
        follow(found.folder)


@app.command()
def stop(project: Path, job: Job = None) -> None:
    """Stop a job and keep the best so far."""
    _command(project, job, Command.STOP)


@app.command()
def cancel(project: Path, job: Job = None) -> None:
    """Cancel a job and discard what it did."""
    _command(project, job, Command.CANCEL)


def _command(project: Path, job: str | None, wanted: Command) -> None:
    with open_project(project) as opened:
        found = jobs.find_job(opened, job)
    state = jobs.command(found.folder, wanted)
    say(f"{found.spec.id}: asked to {wanted}; it is {state}.")
