"""What the job strip says of a job: how far it is, how it ended, and what can be done then."""

from dataclasses import dataclass

from miwake.domain.terms import Verdict
from miwake.jobs import JobState, JobStatus, ListedJob
from miwake_desktop.models.run_words import verdict_words
from miwake_desktop.texts import counted, tr

RETRAIN, TELL, NEGATIVES, IMPORT = "retrain", "tell", "negatives", "import"
MINUTE = 60
HOUR = 3600
_STAGES = {
    "retraining": "Training",
    "preparing": "Preparing",
    "looking at photos": "Looking at photos",
    "choosing how far to go": "Choosing how far to go",
}
_WAITING = {
    JobState.PENDING: "Starting…",
    JobState.PAUSING: "Pausing…",
    JobState.PAUSED: "Paused",
    JobState.STOPPING: "Stopping, keeps the best…",
    JobState.CANCELLING: "Cancelling…",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended, for a person.

    Attributes:
        words: One or two sentences.
        role: How they are shown: good, bad, warning or nothing.
        button: What a button beside them says; empty for none.
        place: The place that the button leads to.
    """

    words: str
    role: str = ""
    button: str = ""
    place: str = ""


def stage_words(status: JobStatus, *, waits: bool = False) -> str:
    """Return what a job does at the moment; `waits` where nobody has started it."""
    if waits:
        return tr("Waits to be started")
    waiting = _WAITING.get(status.state)
    if waiting:
        return tr(waiting)
    return tr(_STAGES.get(status.stage, status.stage)) or tr("Starting…")


def progress_words(job: ListedJob, *, waits: bool = False) -> str:
    """Return title, stage, steps and time left of a job that runs, or that it waits to be started."""
    status = job.status
    steps = f" {status.done:,} / {status.total:,}" if status.total else ""
    left = f" · {time_left(status.seconds_left)}" if status.seconds_left is not None else ""
    return f"{tr(job.spec.title)} · {stage_words(status, waits=waits)}{steps}{left}"


def time_left(seconds: float) -> str:
    """Return a time to come, no finer than it can be known.

    >>> time_left(95)
    'about 2 min left'
    """
    if seconds < MINUTE:
        return tr("less than a minute left")
    if seconds < HOUR:
        return f"{tr('about')} {round(seconds / MINUTE)} {tr('min left')}"
    return f"{tr('about')} {seconds / HOUR:.1f} {tr('h left')}"


def ending(job: ListedJob) -> Ending | None:
    """Return how a job ended; None where there is nothing to say."""
    state, status, title = job.status.state, job.status, tr(job.spec.title)
    if state is JobState.CANCELLED:
        return None
    if state is JobState.INTERRUPTED:
        return Ending(f"{title}: {tr('it was interrupted; what it saved before is kept.')}", "warning")
    if state is JobState.FAILED:
        why = status.failure
        said = " ".join(part for part in (why.what, why.why, why.kept, why.todo) if part) if why else tr("It failed.")
        return Ending(f"{title}: {said}", "bad")
    return _success(job)


def details(job: ListedJob) -> str:
    """Return what someone who repairs Miwake wants to know about a failed job."""
    failure = job.status.failure
    shown = ending(job)
    parts = [shown.words if shown else "", failure.details if failure else "", str(job.folder.path)]
    return "\n\n".join(part for part in parts if part)


def _success(job: ListedJob) -> Ending:
    result = job.status.result or {}
    if job.spec.kind == RETRAIN:
        verdict = Verdict(result["verdict"]) if result.get("verdict") else None
        role = {Verdict.IMPROVED: "good", Verdict.WORSE: "bad"}.get(verdict, "") if verdict else ""
        words = tr("The retraining is done: {verdict}.").format(verdict=verdict_words(verdict))
        return Ending(words, role, tr("See the report"), "report")
    if job.spec.kind == TELL:
        photos = counted(int(result.get("photos", 0)), "photo was told apart", "photos were told apart")
        return Ending(f"{photos}.", "good", tr("See the answers"), "use")
    if job.spec.kind == NEGATIVES:
        return Ending(tr("Look-alike descriptions were proposed."), "good", tr("Review them"), "review")
    if job.spec.kind == IMPORT:
        return Ending(
            f"{counted(int(result.get('photos_new', 0)), 'photo was', 'photos were')} {tr('imported.')}", "good"
        )
    return Ending(f"{tr(job.spec.title)}: {tr('done.')}", "good")
