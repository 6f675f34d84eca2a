"""Verdicts and times of runs as a person reads them."""

import re
from datetime import datetime

from miwake.domain.terms import Verdict
from miwake_desktop.texts import tr

# How the identifier of a job begins: the time in UTC.
_BEGAN = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)")
_WORDS = {
    Verdict.IMPROVED: "improved",
    Verdict.WORSE: "worse",
    Verdict.NO_EVIDENCE: "no evidence of a change",
    Verdict.TOO_FEW: "too few to tell",
}


def verdict_words(verdict: Verdict | None) -> str:
    """Return a verdict in a few words, in the language of the window.

    >>> verdict_words(Verdict.TOO_FEW)
    'too few to tell'
    """
    return tr(_WORDS[verdict]) if verdict else tr("no verdict")


def local_time(stamp: str, *, seconds: bool = False) -> str:
    """Return an ISO 8601 time as this place reads it, empty for none.

    Args:
        stamp: The time.
        seconds: Whether two things of the same minute must be told apart by it.

    >>> local_time("")
    ''
    """
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def run_time(job: str) -> str:
    """Return when a retraining began, by which its model is called too; its identifier where that tells no time."""
    began = _BEGAN.match(job)
    if not began:
        return job
    return local_time("{}-{}-{}T{}:{}:{}+00:00".format(*began.groups()), seconds=True)
