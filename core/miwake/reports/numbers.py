"""How numbers are written in a report: few digits, and none that the data cannot support."""

from miwake.domain.comparisons import Interval

_MINUTE = 60.0
_HOUR = 3600.0
_SMALLEST_P = 0.0001
_MINUS = "\N{MINUS SIGN}"


def percent(share: float) -> str:
    """Return a share as whole percent; what is neither nothing nor all is never written as 0 or 100.

    >>> percent(0.096), percent(0.0), percent(0.002)
    ('10%', '0%', '<1%')
    """
    if 0.0 < share < 0.005:  # noqa: PLR2004 - rounds to 0
        return "<1%"
    if 0.995 <= share < 1.0:  # noqa: PLR2004 - rounds to 100
        return ">99%"
    return f"{share:.0%}"


def percent_fine(share: float) -> str:
    """Return a share as percent with one digit, for thousands of queries."""
    return f"{share:.1%}"


def counted(share: float, n: int) -> int:
    """Return how many of `n` a share stands for."""
    return round(share * n)


def signed_points(change: float, *, digits: int = 0) -> str:
    r"""Return a change in points with its sign; a true minus sign, and no sign before zero.

    >>> signed_points(-0.3), signed_points(0.051), signed_points(-0.001)
    ('\N{MINUS SIGN}30', '+5', '0')
    """
    rounded = round(100.0 * change, digits) + 0.0
    if not rounded:
        return "0"
    return f"{_MINUS if rounded < 0 else '+'}{abs(rounded):.{digits}f}"


def interval(ends: Interval, *, digits: int = 0) -> str:
    """Return an interval of changes in points, such as "+2 to +12"."""
    return f"{signed_points(ends[0], digits=digits)} to {signed_points(ends[1], digits=digits)}"


def p_value(p: float) -> str:
    """Return a p value with the digits that matter.

    >>> p_value(0.0018), p_value(0.2), p_value(0.00000001), p_value(1.0)
    ('0.0018', '0.20', '<0.0001', '1')
    """
    if p < _SMALLEST_P:
        return f"<{_SMALLEST_P}"
    if p >= 1.0:
        return "1"
    return f"{p:.2g}" if p < 0.1 else f"{p:.2f}"  # noqa: PLR2004 - two digits that matter


def duration(seconds: float) -> str:
    """Return a time in the largest fitting unit.

    >>> duration(12.2), duration(212), duration(5400)
    ('12 s', '3 min 32 s', '1 h 30 min')
    """
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def amount(value: float) -> str:
    """Return an amount of the person's own unit with thousands apart.

    >>> amount(12345.4), amount(7.25)
    ('12,345', '7.2')
    """
    shown = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}"  # noqa: PLR2004 - small amounts keep a digit
    return shown.replace("-", _MINUS)
