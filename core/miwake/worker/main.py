"""`miwake worker run JOB_FOLDER`: the process of one job."""

import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from miwake.domain.errors import MiwakeError
from miwake.jobs import JobControl, JobFolder, JobSpec, run_job

Run = Callable[[JobSpec, JobControl], dict[str, object]]
# By name, so that a job loads only what its own kind needs.
KINDS: Mapping[str, str] = {
    "import": "miwake.worker.import_job",
    "measure": "miwake.worker.measure_job",
    "negatives": "miwake.worker.negatives_job",
    "retrain": "miwake.worker.retrain_job",
    "sample": "miwake.worker.sample_job",
    "tell": "miwake.worker.tell_job",
}


def run(arguments: Sequence[str]) -> int:
    """Run the job of the folder that is named; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: miwake worker run JOB_FOLDER\n")
        return 2
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    folder = JobFolder(Path(arguments[0]))
    try:
        if one_of_several(os.environ):
            run_together: Callable[[JobFolder], int] = import_module("miwake.worker.together").run
            return run_together(folder)
        return run_job(folder, _run)
    except MiwakeError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def one_of_several(environment: Mapping[str, str]) -> bool:
    """Return whether torchrun started this process as one of several that are to run the job together."""
    return "RANK" in environment and int(environment.get("WORLD_SIZE", "1")) > 1


def _run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    if spec.kind not in KINDS:
        raise MiwakeError(f"This Miwake knows no job of the kind {spec.kind!r}.", todo="Update Miwake.")
    run_kind: Run = import_module(KINDS[spec.kind]).run
    return run_kind(spec, control)
