"""Score a model on a snapshot's test cases, pairs and the general set."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.control import Control
from miwake.domain.scores import CaseScores, PairScores, RetentionScores
from miwake.domain.snapshots import Example, Snapshot, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.scoring import score_caption_only, score_examples, score_pairs, score_retention, text_closeness
from miwake.worker.general import GeneralPhotos


@dataclass(frozen=True, slots=True)
class Bench:
    """What every model of a comparison is scored on, the same way.

    Attributes:
        snapshot: The frozen cases.
        general: The general photos.
        cache: Folder that remembers vectors by content and model.
        control: Told of the progress.
    """

    snapshot: Snapshot
    general: GeneralPhotos
    cache: Path
    control: Control

    @property
    def photos(self) -> Mapping[str, SnapshotPhoto]:
        """The snapshot's photos by their identity."""
        return {photo.sha256: photo for photo in self.snapshot.photos}

    def cases(self, split: Split) -> list[Example]:
        """Return the cases of a split: examples with something to confuse them with."""
        return [example for example in self.snapshot.of_split(split) if example.confusables]

    def score(self, model: Model, split: Split = Split.TEST) -> list[CaseScores]:
        """Return the cosines of the cases of a split."""
        return score_examples(
            model,
            self.cases(split),
            self.photos,
            open_photo=self.general.open,
            control=self.control,
            cache=self.cache,
        )

    def pairs(self, model: Model) -> list[PairScores]:
        """Return the 2x2 cosines of the test pairs."""
        wanted = [pair for pair in self.snapshot.pairs if pair.split is Split.TEST]
        return score_pairs(
            model, wanted, self.photos, open_photo=self.general.open, control=self.control, cache=self.cache
        )

    def retention(self, model: Model) -> RetentionScores:
        """Return for each general query whether a fitting photo came first."""
        return score_retention(
            model, self.general.measured, open_photo=self.general.open, control=self.control, cache=self.general.cache
        )

    def caption_only(self, model: Model) -> list[CaseScores]:
        """Return the cosines of the test cases' texts with the mean training photo."""
        training = [photo for photo in self.snapshot.photos if photo.split is Split.TRAIN and photo.made_of is None]
        return score_caption_only(
            model,
            self.cases(Split.TEST),
            self.photos,
            training=training,
            open_photo=self.general.open,
            control=self.control,
            cache=self.cache,
        )

    def closeness(self, encoder: Model) -> dict[str, list[float]]:
        """Return for each test case how close its description is to each confusable one, under a fixed encoder."""
        cases = self.cases(Split.TEST)
        pairs = [(case.caption, other.text) for case in cases for other in case.confusables]
        numbers = iter(text_closeness(encoder, pairs, control=self.control, cache=self.cache))
        return {case.id: [next(numbers) for _ in case.confusables] for case in cases}


def fixed_encoder(device: str) -> Model:
    """Return the encoder that says how alike two texts are: the built-in model's, which never changes."""
    return load_model("builtin", device=device)
