"""Use a model on new photos: one answer for each mix-up, or not sure, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.errors import RefusedError
from miwake.domain.mixups import Mixup
from miwake.domain.snapshots import Example, Snapshot, SnapshotPhoto
from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told, ToldMixup
from miwake.domain.terms import Split
from miwake.evaluation import Answer, Threshold, threshold
from miwake.evaluation.neither import neither_limit
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.scoring import score_choices
from miwake.photos.sources import FoundPhoto, find_photos
from miwake.services.mixups import list_mixups
from miwake.services.models import active_model, model_source
from miwake.services.projects import Project
from miwake.services.snapshots import make_snapshot
from miwake.services.sorting import sorted_to_neither
from miwake.services.tellings import require_tellable
from miwake.worker.general import GeneralPhotos
from miwake.worker.looking import File, Refused, Seen, look_at_files

PROMISED_ERRORS = 0.1


@dataclass(frozen=True, slots=True)
class TellRequest:
    """What to tell apart.

    Attributes:
        folder: Folder (or file) of new photos.
        model: Which model; None for the active one.
        promised: Share of given answers that may be wrong.
        device: "auto", "cpu", "cuda", "mps" or "xpu".
    """

    folder: Path
    model: str | None = None
    promised: float = PROMISED_ERRORS
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class _Rule:
    """When an answer of one mix-up is given: learned from the project's own photos.

    Attributes:
        known: Whether any photo of the project was sorted by it; where none was, nothing is sure.
    """

    threshold: Threshold
    neither: float | None
    known: bool


def tell(project: Project, wanted: TellRequest, *, control: Control) -> Telling:
    """Answer every mix-up of the project for every photo of a folder; the photos are only read.

    Raises:
        NotFoundError: There is no such folder.
        RefusedError: The project has no mix-up, or the folder no photo.
        CancelledError: The person cancelled.
    """
    require_tellable(project, wanted.folder)
    questions = list_mixups(project)
    name = wanted.model or active_model(project)
    photos, refused = _photos(wanted.folder, control)
    if not photos:
        raise RefusedError(f"There is no photo in {wanted.folder}.", todo="Choose a folder with photos.")
    control.stage("Loading the model")
    model = load_model(model_source(project, name), device=wanted.device)
    snapshot = make_snapshot(project)
    rows: list[Told] = []
    told: list[ToldMixup] = []
    for question in questions:
        rule = _learn(project, model, question, snapshot, wanted.promised, control)
        told.append(_told(question, rule))
        scores = _scores(model, photos, question.choices, project, control)
        rows += [_answer(photo, question, score, rule) for photo, score in zip(photos, scores, strict=True)]
    return Telling(name, len(photos), tuple(rows), tuple(told), tuple((each.path, each.reason) for each in refused))


def _photos(folder: Path, control: Control) -> tuple[list[SnapshotPhoto], list[Refused]]:
    found, refused = [], []
    for each in find_photos([folder]):
        if isinstance(each, FoundPhoto) and each.member is None:
            found.append(File(each.path, each.name, str(each.path)))
        elif not isinstance(each, FoundPhoto):
            refused.append(Refused(each.path, each.reason))
    control.stage("Looking at photos", len(found))
    photos = []
    for seen in look_at_files(found):
        control.advance()
        control.checkpoint()
        if isinstance(seen, Seen):
            photos.append(SnapshotPhoto(seen.facts.sha256, str(seen.file.path), 0, Split.TEST))
        else:
            refused.append(seen)
    return photos, refused


def _learn(
    project: Project, model: Model, question: Mixup, snapshot: Snapshot, promised: float, control: Control
) -> _Rule:
    """Set the thresholds: not sure on validation scenes, neither on what was sorted and what was not."""
    photos = {photo.sha256: photo for photo in snapshot.photos}
    known = [example for example in snapshot.examples if example.mixup == question.name and example.choice is not None]
    held_out = [example for example in known if photos[example.photo].split is Split.VALIDATION]
    fits = [example for example in known if photos[example.photo].split is not Split.TEST]
    cosines = _known_scores(model, fits, question.choices, photos, project, control)
    answers = [_known_answer(example, cosines[example.photo], photos[example.photo].group) for example in held_out]
    true = [cosines[example.photo][example.choice or 0] for example in fits]
    unfitting = [
        SnapshotPhoto(photo.sha256, str(photo.path), photo.group, Split.TRAIN)
        for photo in sorted_to_neither(project, question.id)
        if photo.split is not Split.TEST
    ]
    best = [max(score) for score in _scores(model, unfitting, question.choices, project, control)]
    return _Rule(threshold(answers, promised=promised), neither_limit(true, best), known=bool(known))


def _known_answer(example: Example, cosines: Sequence[float], group: int) -> Answer:
    best, second = sorted(cosines, reverse=True)[:2]
    return Answer(best - second, cosines.index(best) == example.choice, group)


def _known_scores(
    model: Model,
    examples: Sequence[Example],
    choices: Sequence[str],
    photos: dict[str, SnapshotPhoto],
    project: Project,
    control: Control,
) -> dict[str, tuple[float, ...]]:
    wanted = list({example.photo: photos[example.photo] for example in examples}.values())
    scores = _scores(model, wanted, choices, project, control)
    return {photo.sha256: score for photo, score in zip(wanted, scores, strict=True)}


def _scores(
    model: Model, photos: Sequence[SnapshotPhoto], choices: Sequence[str], project: Project, control: Control
) -> list[tuple[float, ...]]:
    if not photos:
        return []
    opened = GeneralPhotos.shipped()
    return score_choices(model, photos, choices, open_photo=opened.open, control=control, cache=project.folder.cache)


def _answer(photo: SnapshotPhoto, question: Mixup, cosines: Sequence[float], rule: _Rule) -> Told:
    best, second = sorted(cosines, reverse=True)[:2]
    answer = question.choices[list(cosines).index(best)]
    limit = rule.threshold.margin
    given = answer
    if rule.neither is not None and best < rule.neither:
        given = NEITHER
    elif not rule.known or best <= second or (limit is not None and best - second < limit):
        given = NOT_SURE
    return Told(photo.path, question.name, given, answer, round(best - second, 4))


def _told(question: Mixup, rule: _Rule) -> ToldMixup:
    found = rule.threshold
    return ToldMixup(
        question.name, found.promised if found.margin is not None else None, found.groups, found.groups_needed
    )
