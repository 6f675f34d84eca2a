"""Tables of mix-ups, kinds and bands as rows of text, with no number that the data cannot support."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from miwake.domain.comparisons import Direction, Part
from miwake.domain.terms import Verdict
from miwake.reports.charts import Whisker, axis, reach, whisker
from miwake.reports.numbers import counted, interval, percent
from miwake.reports.texts import Texts

CSS = {
    Verdict.IMPROVED: "improved",
    Verdict.WORSE: "worse",
    Verdict.NO_EVIDENCE: "even",
    Verdict.TOO_FEW: "few",
}


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """One direction of a mix-up: `true` taken for `said`."""

    true: str
    said: str
    n: int
    before: int
    after: int
    share_before: float
    share_after: float


@dataclass(frozen=True, slots=True)
class Row:
    """One mix-up, kind or band; rates and whisker are None where the cases are too few."""

    name: str
    n: int
    scenes: str
    before: int
    after: int
    fixed: int
    broken: int
    rates: tuple[str, str] | None
    interval: str | None
    whisker: Whisker | None
    verdict: str
    css: str
    directions: tuple[DirectionRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows on one common axis; `axis` is None where no row has an interval."""

    rows: tuple[Row, ...]
    axis: tuple[str, str, str] | None


def table(parts: Mapping[str, Part], *, named: Callable[[str], str], texts: Texts) -> Table:
    """Return the rows of these parts, in their order."""
    half = reach([part.ci95 for part in parts.values() if part.ci95 and supported(part)])
    rows = tuple(_row(named(name), part, half=half, texts=texts) for name, part in parts.items())
    return Table(rows, axis(half) if any(row.whisker for row in rows) else None)


def supported(part: Part) -> bool:
    """Return whether rates and intervals may be shown of this part."""
    return part.ci95 is not None and part.verdict is not Verdict.TOO_FEW


def _row(name: str, part: Part, *, half: float, texts: Texts) -> Row:
    shown = part.ci95 if supported(part) else None
    before, after = part.mixed_up
    return Row(
        name=name,
        n=part.n,
        scenes=texts.scenes(part.groups),
        before=before,
        after=after,
        fixed=part.fixed,
        broken=part.broken,
        rates=(percent(part.before), percent(part.after)) if shown else None,
        interval=interval(shown) if shown else None,
        whisker=whisker(part.after - part.before, shown, reach=half) if shown else None,
        verdict=texts(f"verdict.{part.verdict}"),
        css=CSS[part.verdict],
        directions=tuple(_direction(key, each) for key, each in part.directions.items()),
    )


def _direction(key: str, direction: Direction) -> DirectionRow:
    true, _, said = key.partition(">")
    return DirectionRow(
        true=true,
        said=said,
        n=direction.n,
        before=counted(direction.before, direction.n),
        after=counted(direction.after, direction.n),
        share_before=round(100 * direction.before, 1),
        share_after=round(100 * direction.after, 1),
    )
