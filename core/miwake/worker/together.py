"""A job that several processes run together, each started by torchrun: the first leads, the others follow."""

from miwake.domain.errors import RefusedError
from miwake.jobs import JobFolder, run_job
from miwake.ml.processes.follower import follow
from miwake.ml.processes.group import joined
from miwake.ml.processes.leader import Leader
from miwake.worker import retrain_job


def run(folder: JobFolder) -> int:
    """Run the job as one of several processes; return the exit code of this one.

    Only the leader owns the job, writes its events and touches the project.

    Raises:
        RefusedError: The job is not a retraining, or this machine has no such device.
    """
    spec = folder.spec
    if spec.kind != "retrain":
        raise RefusedError("Only a retraining can be run by several processes.", todo="Start it without torchrun.")
    with joined(str(spec.params["device"])) as group:
        if not group.leads:
            follow(group)
            return 0
        leader = Leader(group)
        try:
            return run_job(folder, lambda spec, control: retrain_job.run(spec, control, team=leader))
        finally:
            leader.dismiss()
