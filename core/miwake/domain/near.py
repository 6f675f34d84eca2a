"""What may have been meant by a name that there is not."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 3


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three known names: those that contain what was written, then those that are spelled nearly so.

    >>> near_names("valve", ["crane-boom", "valve-position", "ball-valve-lever"])
    ['valve-position', 'ball-valve-lever']
    >>> near_names("helmet-wron", ["helmet-worn", "crane-boom"])
    ['helmet-worn']
    """
    names = {each.casefold(): each for each in known}
    written = name.strip().casefold()
    containing = [each for each in names if written and written in each]
    close = get_close_matches(written, names, n=_MOST, cutoff=0.5)
    return [names[each] for each in dict.fromkeys((*containing, *close))][:_MOST]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question that names what is near, empty where nothing is.

    >>> did_you_mean("crane", ["crane-boom", "valve-position"])
    "Did you mean 'crane-boom'?"
    """
    near = [repr(each) for each in near_names(name, known)]
    return f"Did you mean {' or '.join(near)}?" if near else ""
