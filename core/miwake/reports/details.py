"""The numbers for a reader who wants to check: everything behind the verdict, under Details."""

from dataclasses import dataclass

from miwake.domain.comparisons import Comparison
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.terms import Verdict
from miwake.reports.numbers import duration, p_value, percent
from miwake.reports.texts import Texts


@dataclass(frozen=True, slots=True)
class Number:
    """A name and its value, as text."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """The cases that were found through a model's mistakes: a title and a sentence."""

    title: str
    text: str


def numbers(comparison: Comparison, *, texts: Texts) -> tuple[Number, ...]:
    """Return the run's facts and, where there are enough scenes, the statistics."""
    models = f"{comparison.model_before} → {comparison.model_after or texts('number.none')}"
    cases = comparison.cases
    found = [
        Number(texts("number.run"), comparison.run),
        Number(texts("number.recipe"), comparison.recipe),
        Number(texts("number.models"), models),
        Number(texts("number.split"), ", ".join(str(cases.get(split, 0)) for split in ("train", "validation", "test"))),
        Number(texts("number.device"), _device(comparison, texts)),
    ]
    if comparison.alpha is not None:
        found.append(Number(texts("number.alpha"), f"{comparison.alpha:g}"))
    if comparison.groups >= LEAST_GROUPS:
        found.append(Number(texts("number.test"), _test(comparison, texts)))
    if comparison.verdict is not Verdict.TOO_FEW:
        found += _rates(comparison, texts)
    return tuple(found)


def found_apart(comparison: Comparison, *, texts: Texts) -> Found | None:
    """Return what became of the cases that count in nothing else."""
    part = comparison.found
    if part is None:
        return None
    before, after = part.mixed_up
    return Found(texts("found"), texts("found.text", n=part.n, before=before, after=after))


def _device(comparison: Comparison, texts: Texts) -> str:
    return texts(
        "number.device.text",
        device=comparison.device,
        seconds=duration(comparison.seconds),
        training=duration(comparison.seconds_training),
    )


def _test(comparison: Comparison, texts: Texts) -> str:
    p = p_value(comparison.difference.p)
    return texts(
        "number.test.small" if p.startswith("<") else "number.test.text",
        p=p.removeprefix("<"),
        fixed=comparison.fixed,
        broken=comparison.broken,
        scenes=texts.scenes(comparison.groups),
    )


def _rates(comparison: Comparison, texts: Texts) -> list[Number]:
    before, after = comparison.before, comparison.after
    found = [
        Number(
            texts("number.pair"),
            texts("number.change", before=percent(before.scr_pair), after=percent(after.scr_pair)),
        )
    ]
    if before.scr_mutual is not None and after.scr_mutual is not None:
        change = texts("number.change", before=percent(before.scr_mutual), after=percent(after.scr_mutual))
        found.append(Number(texts("number.mutual"), change))
    return [*found, Number(texts("number.chance"), percent(before.chance))]
