"""Errors of the user's world: each says what happened, why, what was kept and what to do."""


class MiwakeError(Exception):
    """Something in the user's world went wrong; shown to the person, with a way out.

    Args:
        what: What happened, one sentence.
        why: The cause, where it is known.
        kept: What was kept or left as it was.
        todo: What the person can do now.
    """

    def __init__(self, what: str, *, why: str = "", kept: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.kept = kept
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.kept, self.todo) if part)


class NotFoundError(MiwakeError):
    """What was named does not exist."""


class RefusedError(MiwakeError):
    """What was asked for would break a rule; nothing was changed."""


class BusyError(MiwakeError):
    """Something else holds what is needed; try again later."""


class DiskFullError(MiwakeError):
    """A disk has, or would have, no room left."""


class DamagedError(MiwakeError):
    """A file of the project does not hold what was written there; what does not need it goes on."""


class PhotoRefusedError(MiwakeError):
    """A file cannot be imported as a photo; `what` is the reason a person reads."""


class CancelledError(MiwakeError):
    """The person cancelled the job; its partial results are discarded."""

    def __init__(self) -> None:
        super().__init__("The job was cancelled.", kept="Everything from before it is unchanged.")
