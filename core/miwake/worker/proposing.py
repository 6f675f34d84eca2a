"""Propose negatives for captions, with the caption engine."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from miwake.captions import CaptionInput
from miwake.domain.control import Control
from miwake.domain.negatives import Proposals
from miwake.domain.terms import Kind
from miwake.services import descriptions, lexicons, mixups, negatives
from miwake.services.projects import Project
from miwake.worker.filling import BUILTIN, load_engine

BATCH = 16


@dataclass(frozen=True, slots=True)
class Proposed:
    """What proposing did; the names are those of the command line's JSON."""

    captions: int = 0
    negatives_new: int = 0
    nothing: int = 0


def propose_negatives(
    project: Project, *, kinds: Collection[Kind], per_caption: int, seed: int, control: Control, masked: str = BUILTIN
) -> Proposed:
    """Propose negatives for every caption of the project that has none, in small transactions.

    Args:
        project: The project.
        kinds: What they may get wrong.
        per_caption: Most of one caption.
        seed: Equal seeds give equal negatives.
        control: Told of the progress.
        masked: The masked language model, see `load_engine`.
    """
    todo = negatives.captions_to_do(project)
    if not todo:
        return Proposed()
    control.stage("Loading the language pipeline")
    engine = load_engine(masked, packs=lexicons.packs(project))
    choices = {mixup.id: mixup.choices for mixup in mixups.list_mixups(project)}
    of_photo: dict[int, list[str]] = {}
    for caption in descriptions.descriptions(project):
        of_photo.setdefault(caption.photo, []).append(caption.text)
    inputs = (
        CaptionInput(
            caption.text,
            others=tuple(text for text in of_photo[caption.photo] if text != caption.text),
            mixups=tuple(choices.values()),
        )
        for caption in todo
    )
    control.stage("Proposing look-alike descriptions", len(todo))
    done, series = Proposed(), f"negatives-{secrets.token_hex(4)}"
    batch: list[tuple[int, Proposals]] = []
    found = engine.propose(inputs, kinds=kinds, per_caption=per_caption, seed=seed)
    for caption, proposals in zip(todo, found, strict=True):
        batch.append((caption.id, proposals))
        if len(batch) == BATCH:
            done = _write(project, batch, done, series)
            control.advance(len(batch))
            control.checkpoint()
            batch = []
    return _write(project, batch, done, series)


def generate_negatives(
    batches: Iterable[Sequence[str]], *, kinds: Collection[Kind], per_caption: int, seed: int, masked: str = BUILTIN
) -> Iterator[list[Proposals]]:
    """Yield the proposals for each batch of captions, in order, without any project; constant memory."""
    engine = load_engine(masked)
    for batch in batches:
        captions = map(CaptionInput, batch)
        yield list(engine.propose(captions, kinds=kinds, per_caption=per_caption, seed=seed))


def _write(project: Project, batch: list[tuple[int, Proposals]], done: Proposed, series: str) -> Proposed:
    if not batch:
        return done
    new, _ = negatives.add_proposals(project, batch, series=series)
    nothing = sum(not proposals.negatives for _, proposals in batch)
    return Proposed(done.captions + len(batch), done.negatives_new + new, done.nothing + nothing)
