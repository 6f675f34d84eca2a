"""Measure how hard negatives are: how close the texts are, and which one the active model prefers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.difficulty import Difficulty, Unmeasured
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.models import BUILTIN
from miwake.ml.difficulty import Judge, see_photos
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.photos.decoding import open_photo
from miwake.services.batches import batches
from miwake.services.difficulty import unmeasured, write_difficulty
from miwake.services.models import active_model, model_source
from miwake.services.projects import Project
from miwake.worker.scoring import fixed_encoder

BATCH = 64


@dataclass(frozen=True, slots=True)
class Measured:
    """Of how many negatives the closeness was measured, of how many the margin, and how many the model doubts."""

    closeness: int = 0
    margins: int = 0
    doubted: int = 0

    def __add__(self, other: "Measured") -> "Measured":
        return Measured(self.closeness + other.closeness, self.margins + other.margins, self.doubted + other.doubted)

    @classmethod
    def of(cls, batch: Sequence[Difficulty]) -> "Measured":
        """Return the counts of a batch."""
        return cls(
            sum(each.closeness is not None for each in batch),
            sum(each.margin is not None for each in batch),
            sum(each.doubt is not None for each in batch),
        )


def measure_difficulty(project: Project, *, control: Control, device: str = "auto") -> Measured:
    """Measure what is not measured yet, or was with other models; what is done is kept when it is stopped.

    Validation and test scenes get no margin: for this, their photos are not even opened.

    Raises:
        CancelledError: The person cancelled.
    """
    done, measured_with = Measured(), None
    # Another model may come into use meanwhile.
    while (name := active_model(project)) != measured_with and not control.stop_requested:
        measured_with = name
        if unmeasured(project):
            done += _measure(project, name, device, control)
    return done


def _measure(project: Project, name: str, device: str, control: Control) -> Measured:
    """Measure with one model, for as long as it is the active one."""
    control.stage("Loading the model")
    encoder = fixed_encoder(device)
    active = encoder if name == BUILTIN else _loaded(project, name, device, control)
    asked = unmeasured(project, encoder=encoder.digest)
    judge = _judge(project, encoder, active, asked, control)
    control.stage("Finding out which look-alikes help most", len(asked))
    done = Measured()
    for batch in batches(asked, BATCH):
        control.checkpoint()
        if control.stop_requested or active_model(project) != name:
            break
        found = judge.measure(batch, control=control)
        write_difficulty(project, found, encoder=encoder.digest, model=name)
        done += Measured.of(found)
        control.advance(len(batch))
    return done


def _loaded(project: Project, name: str, device: str, control: Control) -> Model | None:
    try:
        return load_model(model_source(project, name), device=device)
    except (NotFoundError, RefusedError) as error:
        control.note(f"Which look-alikes are hard for {name} stays unknown: {error}")
        return None


def _judge(
    project: Project, encoder: Model, active: Model | None, asked: Sequence[Unmeasured], control: Control
) -> Judge:
    photos = {each.photo.sha256: each.photo for each in asked if each.photo}
    if active is None or not photos:
        return Judge(encoder, active, {})
    seen = see_photos(
        active,
        photos.values(),
        open_photo=lambda path: open_photo(Path(path)),
        control=control,
        cache=project.folder.cache,
    )
    if len(seen) < len(photos):
        control.note(f"{len(photos) - len(seen)} photos cannot be opened; their look-alikes are asked about last.")
    return Judge(encoder, active, seen)
