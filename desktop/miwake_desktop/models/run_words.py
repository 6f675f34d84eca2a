"""Verdicts and times of runs as a person reads them."""

from datetime import datetime

from miwake.domain.terms import Verdict
from miwake_desktop.texts import tr

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


def local_time(stamp: str) -> str:
    """Return an ISO 8601 time as this place reads it, empty for none.

    >>> local_time("")
    ''
    """
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
