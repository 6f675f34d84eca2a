"""What Review says when it asks nothing: nothing waits, only what was put off does, or the day's portion is done."""

from collections.abc import Callable

from miwake_desktop.models.portion import Portion
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.place import Empty


def nothing_waits(propose: Callable[[], None]) -> Empty:
    """Return the page that leads to proposals."""
    return Empty(
        tr("Nothing waits for a decision"),
        tr(
            "Describe photos or import a captions file first. Then Miwake proposes descriptions that are "
            "almost right, and you say which of them are wrong for their photo."
        ),
        tr("Propose look-alikes"),
        propose,
    )


def only_put_off(count: int, take_up: Callable[[], None]) -> Empty:
    """Return the page that offers what was put off once more."""
    words = counted(count, "that you put off is left.", "that you put off are left.")
    return Empty(tr("Nothing else waits"), words, tr("Go through them again"), take_up)


def portion_done(portion: Portion, go_on: Callable[[], None], retrain: Callable[[], None]) -> Empty:
    """Return the page that ends a portion, and offers the next."""
    words = tr("You decided {decided} today. {left}").format(
        decided=f"{portion.decided:,}",
        left=counted(portion.left, "more waits; it need not be today.", "more wait; they need not be today."),
    )
    again = tr("The next {n}").format(n=portion.following)
    return Empty(tr("That is today's portion"), words, again, go_on, tr("Go to Retrain"), retrain)
