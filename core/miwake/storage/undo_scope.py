"""What an undo may take back: neither half of what is being written, nor what is in use or was not meant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, false, or_

from miwake.domain.errors import BusyError, RefusedError
from miwake.storage.tables import JournalRow


@dataclass(frozen=True, slots=True)
class Scope:
    """What an undo may take back.

    Attributes:
        unfinished: By the action's word, from when on (ISO 8601) its entries are parts of something that is still being
            written, and so cannot be undone as a whole.
        passed_over: Undo what was done before that, instead of refusing.
        only: The words of the actions that may be taken back; empty for any.
        in_use: By the action's word, until when (ISO 8601) its entries brought what a running retraining works with.
    """

    unfinished: Mapping[str, str] = field(default_factory=dict)
    passed_over: bool = False
    only: Collection[str] = ()
    in_use: Mapping[str, str] = field(default_factory=dict)

    def is_unfinished(self) -> ColumnElement[bool]:
        """Return whether an entry is a part of something unfinished."""
        return or_(
            false(), *[and_(JournalRow.action == word, JournalRow.at >= at) for word, at in self.unfinished.items()]
        )

    def require(self, entry: JournalRow) -> None:
        """Check that an entry may be undone.

        Raises:
            BusyError: It is still going on, or in use.
            RefusedError: It is no action of those that may be.
        """
        if entry.action in self.unfinished and entry.at >= self.unfinished[entry.action]:
            raise BusyError(
                f"“{entry.title}” is still going on.",
                kept="Nothing was taken back.",
                todo="Wait until it has ended, or cancel it; then all of it can be taken back.",
            )
        if self.only and entry.action not in self.only:
            raise RefusedError(
                "Something else was done since.",
                why=f"It is “{entry.title}”.",
                kept="Nothing was taken back.",
                todo="Take that back first.",
            )
        if entry.action in self.in_use and entry.at <= self.in_use[entry.action]:
            raise BusyError(
                f"“{entry.title}” cannot be taken back while a retraining runs.",
                why="It was given what that brought when it began, and its report shows the photos.",
                kept="Nothing was taken back.",
                todo="Wait until it has ended, or cancel it.",
            )


ANYTHING = Scope()
