"""What speaks for and against the result: earlier skill, comparison run, decisions, what the test can show."""

from dataclasses import dataclass

from miwake.domain.comparisons import Comparison
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.terms import RetentionVerdict
from miwake.domain.wording import mixed_up_counts
from miwake.reports.numbers import counted, interval, percent, percent_fine
from miwake.reports.texts import Texts

LEAST_QUERIES = 2_000
_LEAK = 0.1  # the texts alone do so much better than guessing that the test gives itself away
_RETENTION_CSS = {
    RetentionVerdict.KEPT: "good",
    RetentionVerdict.LOST: "bad",
    RetentionVerdict.CANNOT_TELL: "plain",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading, its short answer, and sentences that explain it; css is good, bad, warn or plain."""

    title: str
    head: str
    sentences: tuple[str, ...]
    css: str = "plain"


def facts(comparison: Comparison, *, texts: Texts) -> tuple[Fact, ...]:
    """Return what a careful reader asks next, always in the same order."""
    found = [
        _retention(comparison, texts),
        *_earlier(comparison, texts),
        _control(comparison, texts),
        _decisions(comparison, texts),
        _provable(comparison, texts),
    ]
    texts_alone = _texts_alone(comparison, texts)
    return (*found, texts_alone) if texts_alone else tuple(found)


def _retention(comparison: Comparison, texts: Texts) -> Fact:
    measured = comparison.retention
    if measured is None:
        return Fact(texts("retention"), texts("retention.none"), (texts("retention.none.text"),))
    if measured.verdict is RetentionVerdict.CANNOT_TELL:
        sentences = [texts("retention.few", queries=f"{measured.queries:,}", least=f"{LEAST_QUERIES:,}")]
    else:
        sentences = [
            texts(
                "retention.text",
                before=percent_fine(measured.recall_at_1_before),
                after=percent_fine(measured.recall_at_1_after),
                queries=f"{measured.queries:,}",
                interval=interval(measured.difference_ci95, digits=1),
            )
        ]
    if measured.verdict is RetentionVerdict.LOST:
        sentences.append(texts("retention.lost.text"))
    head = texts(f"retention.{measured.verdict}")
    return Fact(texts("retention"), head, tuple(sentences), _RETENTION_CSS[measured.verdict])


def _earlier(comparison: Comparison, texts: Texts) -> list[Fact]:
    earlier = comparison.earlier
    if earlier is None or not earlier.fixed:
        return []
    lost = earlier.fixed - earlier.still
    sentence = texts("earlier.lost.text" if lost else "earlier.text", fixed=earlier.fixed, lost=lost)
    head = texts("earlier.head", still=earlier.still, fixed=earlier.fixed)
    return [Fact(texts("earlier"), head, (sentence,), "warn" if lost else "good")]


def _control(comparison: Comparison, texts: Texts) -> Fact:
    _, after, tested = mixed_up_counts(comparison)
    if comparison.control is None or not tested:
        return Fact(texts("control"), texts("control.none"), (texts("control.none.text"),))
    numbers = {"control": counted(comparison.control.scr, tested), "n": tested, "after": after}
    sentence = texts("control.text", recipe=comparison.control.recipe, **numbers)
    return Fact(texts("control"), texts("control.head", **numbers), (sentence,))


def _decisions(comparison: Comparison, texts: Texts) -> Fact:
    counts = comparison.decisions
    by_people = counts.sorted + counts.one_by_one + counts.bulk
    listed = [
        texts(f"decisions.{name}", n=getattr(counts, name))
        for name in ("sorted", "one_by_one", "bulk", "unreviewed")
        if getattr(counts, name)
    ]
    sentence = (", ".join(listed) + ".") if listed else texts("decisions.none")
    warn = comparison.unreviewed or counts.unreviewed > 0
    head = texts("decisions.head.one") if by_people == 1 else texts("decisions.head", n=by_people)
    return Fact(texts("decisions"), head, (sentence[0].upper() + sentence[1:],), "warn" if warn else "plain")


def _provable(comparison: Comparison, texts: Texts) -> Fact:
    title = texts("provable")
    scenes = texts.scenes(comparison.groups)
    if comparison.provable_change is not None:
        points = round(100 * comparison.provable_change)
        head = texts("provable.head", points=points)
        return Fact(title, head, (texts("provable.text", points=points),))
    if comparison.groups < LEAST_GROUPS:
        sentence = texts("provable.none.text", least=LEAST_GROUPS, scenes=comparison.groups)
    else:
        tested = texts.photos(mixed_up_counts(comparison)[2])
        sentence = texts("provable.small.text", photos=tested, scenes=scenes)
    return Fact(title, texts("provable.none"), (sentence,), "warn")


def _texts_alone(comparison: Comparison, texts: Texts) -> Fact | None:
    rate, chance = comparison.caption_only, comparison.before.chance
    if rate is None or comparison.groups < LEAST_GROUPS:
        return None
    leak = rate < chance - _LEAK
    sentence = texts("texts.leak" if leak else "texts.fair", rate=percent(rate), chance=percent(chance))
    return Fact(texts("texts"), texts("texts.head", rate=percent(rate)), (sentence,), "warn" if leak else "plain")
