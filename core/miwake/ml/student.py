"""The copy of a model that trains: frozen lower blocks with remembered output, upper blocks with gradients."""

import copy
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from miwake.domain.control import Control
from miwake.ml.devices import Precision, arithmetic
from miwake.ml.feature_store import FeatureStore
from miwake.ml.model import Model, colours_together
from miwake.ml.towers.photos import split_photo_tower
from miwake.ml.towers.split import WHOLE
from miwake.ml.towers.texts import split_text_tower
from miwake.ml.views import PLAIN, view_of

PhotoView = tuple[str, int]
"""SHA-256 of a photo and the number of a view of it."""

CHUNK = 32
_PROBE_TEXTS = ("a valve", "a worker in a red helmet beside an open valve")


class Student:
    """A model in training; both towers stay in evaluation mode, so that batch-norm statistics and dropout stand still.

    Args:
        model: The starting model; it is not changed.
        photo_depth: Blocks of the photo tower that train; None for the upper fifth.
        text_depth: The same for the text tower; None for the upper third.
        cache: Folder for the outputs of the frozen photo blocks.
        control: Is told where a tower cannot be cut.
    """

    def __init__(
        self, model: Model, *, photo_depth: int | None, text_depth: int | None, cache: Path, control: Control
    ) -> None:
        self.model = model
        self.module = copy.deepcopy(model.module).eval()
        visual, text = self.module.get_submodule("visual"), self.module.get_submodule("text")
        probe = torch.rand((1, 3, *model.image_size), generator=torch.Generator().manual_seed(0)).to(model.device)
        self._photos = split_photo_tower(visual, probe=probe, depth=photo_depth)
        self._texts = split_text_tower(text, probe=model.tokeniser(_PROBE_TEXTS).to(model.device), depth=text_depth)
        names = {f"visual.{name}" for name in self._photos.trained} | {f"text.{name}" for name in self._texts.trained}
        self.parameters: dict[str, nn.Parameter] = {
            name: each for name, each in self.module.named_parameters() if name in names
        }
        for each in self.parameters.values():
            each.requires_grad_()
        for side, tower in (("photo", self._photos), ("text", self._texts)):
            if tower.name == WHOLE:
                control.note(f"The {side} tower of this model cannot be cut, so all of it is trained; this is slower.")
        self._folder = cache / "features" / model.digest[:24] / self._photos.name
        self._stores: dict[int, FeatureStore] = {}
        self._remembered: dict[str, tuple[Tensor, Tensor]] = {}

    def missing(self, keys: Sequence[str], view: int) -> list[str]:
        """Return the photos whose frozen output is not remembered in that view."""
        return self._store(view).missing(keys)

    def remember(
        self, openers: Mapping[str, Callable[[], Image.Image]], views: Sequence[int], *, control: Control
    ) -> None:
        """Compute the frozen blocks' output of photos in some views, once.

        Raises:
            CancelledError: The person cancelled; what is computed stays remembered.
        """
        for view in views:
            wanted = self.missing(list(openers), view)
            for start in range(0, len(wanted), CHUNK):
                self._compute(wanted[start : start + CHUNK], openers, view, control)

    def encode_photos(self, items: Sequence[PhotoView], precision: Precision = Precision.FP32) -> Tensor:
        """Return (N, D) unit vectors of remembered photos."""
        features = torch.stack([torch.from_numpy(self._store(view).read([key])[0]) for key, view in items])
        with arithmetic(self.model.device, precision):
            made = self._photos.upper(colours_together(features.to(self.model.device)), None)
        return nn.functional.normalize(made.float(), dim=-1)

    def encode_texts(self, texts: Sequence[str], precision: Precision = Precision.FP32) -> Tensor:
        """Return (N, D) unit vectors of texts; their frozen output is remembered in memory."""
        features, tokens = self._text_features(texts)
        with arithmetic(self.model.device, precision):
            made = self._texts.upper(features, tokens)
        return nn.functional.normalize(made.float(), dim=-1)

    def _store(self, view: int) -> FeatureStore:
        if view not in self._stores:
            self._stores[view] = FeatureStore(self._folder / f"view-{view}")
        return self._stores[view]

    def _compute(
        self, keys: Sequence[str], openers: Mapping[str, Callable[[], Image.Image]], view: int, control: Control
    ) -> None:
        pixels = []
        for key in keys:
            control.checkpoint()
            pixels.append(view_of(self.model, openers[key](), key=key, view=view))
            control.advance()
        pixels_together = colours_together(torch.stack(pixels).to(self.model.device))
        features = self._photos.lower(pixels_together).detach().cpu()
        # The plain view is what validation is scored on; in the others half precision is below the change of the view.
        halves = view != PLAIN and bool(features.abs().max() < torch.finfo(torch.float16).max)
        self._store(view).add(keys, (features.half() if halves else features.float()).numpy())

    def _text_features(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        for text in dict.fromkeys(texts):
            if text not in self._remembered:
                tokens = self.model.tokeniser([text])
                lower = self._texts.lower(tokens.to(self.model.device)).detach()
                self._remembered[text] = tokens[0], lower[0]
        found = [self._remembered[text] for text in texts]
        tokens = self.model.tokeniser(list(texts)).to(self.model.device)
        shape = (len(found), tokens.shape[1], *found[0][1].shape[1:])
        features = torch.zeros(shape, dtype=found[0][1].dtype, device=self.model.device)
        for number, (_, lower) in enumerate(found):
            features[number, : len(lower)] = lower
        return features, tokens
