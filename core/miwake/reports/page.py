"""All that the report's template shows, as text: the template decides nothing."""

from dataclasses import dataclass

from miwake.domain.comparisons import Comparison
from miwake.domain.terms import Verdict
from miwake.domain.wording import mixed_up_counts, model_words, risen_sentence, verdict_sentence
from miwake.reports.charts import CLASSES, Drawing, Waffle, drawing, waffle
from miwake.reports.details import Found, Number, found_apart, numbers
from miwake.reports.numbers import amount, interval, percent, signed_points
from miwake.reports.parts_view import CSS, Table, table
from miwake.reports.photo_cards import Section, sections
from miwake.reports.sources import PhotoSource
from miwake.reports.texts import Texts
from miwake.reports.trust import Fact, facts


@dataclass(frozen=True, slots=True)
class Rate:
    """The mix-up rate of the head: before, after and its interval; only where it may be shown."""

    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    sentence: str
    verdict: str
    css: str
    risen: str
    unreviewed: bool
    compared: str
    counts: tuple[int, int, int]
    fixed: int
    broken: int
    rate: Rate | None
    rate_withheld: str
    near: str | None
    waffle: Waffle
    waffle_label: str
    legend: tuple[tuple[str, str, int], ...]
    mixups: Table
    cost: tuple[str, ...]
    sections: tuple[Section, ...]
    bands: Table
    facts: tuple[Fact, ...]
    kinds: Table
    curves: tuple[Drawing, ...]
    numbers: tuple[Number, ...]
    found: Found | None
    notes: tuple[str, ...]


def page(comparison: Comparison, *, photos: PhotoSource | None, title: str, texts: Texts) -> Page:
    """Return what the report shows of a comparison."""
    counts = mixed_up_counts(comparison)
    squares = waffle(comparison)
    flips = [each.flip for each in comparison.outcomes]
    return Page(
        title=title,
        sentence=verdict_sentence(comparison),
        verdict=texts(f"verdict.{comparison.verdict}"),
        css=CSS[comparison.verdict],
        risen=risen_sentence(comparison),
        unreviewed=comparison.unreviewed,
        compared=_compared(comparison, texts),
        counts=counts,
        fixed=comparison.fixed,
        broken=comparison.broken,
        rate=_rate(comparison, texts),
        rate_withheld=texts("rate.withheld") if counts[2] else "",
        near=_near(comparison, texts),
        waffle=squares,
        waffle_label=texts("waffle.one") if squares.per_square == 1 else texts("waffle.many", n=squares.per_square),
        legend=tuple((name, texts(name), flips.count(flip)) for flip, name in CLASSES.items()),
        mixups=table(comparison.by_mixup, named=str, texts=texts),
        cost=_cost(comparison, texts),
        sections=sections(comparison, photos=photos, texts=texts) if comparison.outcomes else (),
        bands=table(comparison.by_band, named=lambda name: texts(f"band.{name}"), texts=texts),
        facts=facts(comparison, texts=texts),
        kinds=table(comparison.by_kind, named=lambda name: texts(f"kind.{name}"), texts=texts),
        curves=tuple(found for found in map(drawing, comparison.curves) if found),
        numbers=numbers(comparison, texts=texts),
        found=found_apart(comparison, texts=texts),
        notes=_notes(comparison, texts),
    )


def _compared(comparison: Comparison, texts: Texts) -> str:
    tested = mixed_up_counts(comparison)[2]
    if not tested:
        return ""
    said = texts(
        "compared" if comparison.model_after else "compared.none",
        before=model_words(comparison.model_before),
        after=model_words(comparison.model_after or ""),
        photos=texts.photos(tested),
        scenes=texts.scenes(comparison.groups),
    )
    return said[0].upper() + said[1:]


def _rate(comparison: Comparison, texts: Texts) -> Rate | None:
    if comparison.verdict is Verdict.TOO_FEW:
        return None
    difference = comparison.difference
    change = texts("rate.change", change=signed_points(difference.scr), interval=interval(difference.ci95))
    if not comparison.fixed + comparison.broken:
        change = texts("rate.none")
    return Rate(percent(comparison.before.scr), percent(comparison.after.scr), change)


def _near(comparison: Comparison, texts: Texts) -> str | None:
    before, after = comparison.before.near_misses, comparison.after.near_misses
    return texts("near", before=before, after=after) if before or after else None


def _cost(comparison: Comparison, texts: Texts) -> tuple[str, ...]:
    cost = comparison.cost
    if cost is None or comparison.verdict is Verdict.TOO_FEW:
        return ()
    low, high = cost.change_ci95
    sentences = [
        texts("cost.text", before=amount(cost.before), after=amount(cost.after)),
        texts("cost.interval", low=amount(low), high=amount(high)),
    ]
    if cost.minutes_spent is not None:
        sentences.append(texts("cost.minutes", minutes=f"{cost.minutes_spent:.0f}"))
    return tuple(sentences)


def _notes(comparison: Comparison, texts: Texts) -> tuple[str, ...]:
    limits = [texts("limit.photos"), texts("limit.scenes"), texts("limit.tie")]
    first = [texts("limit.unreviewed")] if comparison.unreviewed else []
    return (*first, *comparison.notes, *limits)
