"""A small worker: runs the job in the folder it is given, as `params["mode"]` says."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from miwake.domain.errors import RefusedError
from miwake.jobs import JobControl, JobFolder, JobSpec, run_job


def count(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Count to `steps`, saving each step in a file; resumed, count `more` from the last one that was saved."""
    steps = spec.params.get("steps", 100_000)
    saves = Path(sys.argv[1]) / "saves"
    saves.mkdir(exist_ok=True)
    start = 0
    if control.last_checkpoint is not None:
        start = int((Path(sys.argv[1]) / control.last_checkpoint.path).read_text())
    if control.resumed and "more" in spec.params:
        steps = start + spec.params["more"]
    control.stage("count", steps)
    control.advance(start)
    step = start
    while step < steps and not control.stop_requested:
        control.checkpoint()
        time.sleep(spec.params.get("delay", 0.005))
        step += 1
        control.advance()
        control.metric("step", step, step)
        save(saves, step, control, torn=step == spec.params.get("torn_at") and not control.resumed)
    return {"start": start, "end": step}


def save(saves: Path, step: int, control: JobControl, *, torn: bool) -> None:
    fresh = saves / "fresh"
    if torn:
        fresh.write_text("")
        control.note("half saved")
        time.sleep(60)
    fresh.write_text(str(step))
    fresh.replace(saves / str(step))
    control.saved(f"saves/{step}", step=step)


def silent(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Never look at the control."""
    control.stage("silence")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.01)
    return {}


def deaf(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Start another process, ignore the system's signals too and never end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"]) as child:
        control.note(str(child.pid))
        return silent(spec, control)


def careless(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Leave a process behind on a cancel."""
    child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    control.note(str(child.pid))
    control.stage("ready")
    while True:
        control.checkpoint()
        time.sleep(0.01)


def describe(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Say what kind of process this is."""
    sys.stdout.write("words on stdout\n")
    sys.stderr.write("words on stderr\n")
    return {"pid": os.getpid(), "session": os.getsid(0), "stdin": sys.stdin.read()}


def refuse(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    """Fail in the user's world."""
    raise RefusedError("No photo is left.", why="All are excluded.", kept="Nothing changed.", todo="Include some.")


MODES = {run.__name__: run for run in (count, silent, deaf, careless, describe, refuse)}

if __name__ == "__main__":
    folder = JobFolder(Path(sys.argv[1]))
    sys.exit(run_job(folder, MODES[folder.spec.params["mode"]], poll=0.02, heartbeat=0.1))
