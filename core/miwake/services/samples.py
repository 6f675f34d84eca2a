"""Have the sample project made."""

from pathlib import Path

from miwake.jobs import JobFolder, new_spec

SAMPLE = "sample"
PHOTOS = 200


def queue_sample(jobs: Path, out: Path, *, photos: int = PHOTOS, seed: int = 0) -> JobFolder:
    """Make the job that draws the sample project into `out`; whoever called starts its process.

    Args:
        jobs: Where the job's folder goes: there is no project yet that it could lie in.
        out: Folder for `sample.miwake` and its photos.
        photos: How many photos it gets.
        seed: Draws them.
    """
    params = {"out": str(out.absolute()), "photos": photos, "seed": seed}
    spec = new_spec(SAMPLE, params=params, title="Making the sample project")
    return JobFolder(jobs / spec.id).create(spec)
