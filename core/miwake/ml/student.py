"""The copy of a model that trains: frozen lower blocks with remembered output, upper blocks with gradients."""

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn.utils import parametrize

from miwake.domain.control import Control
from miwake.ml.devices import Precision, arithmetic
from miwake.ml.feature_store import FeatureStore
from miwake.ml.lora import LowRankWeights, rank_for
from miwake.ml.memory import Pieces
from miwake.ml.model import Model, colours_together
from miwake.ml.towers.photos import split_photo_tower
from miwake.ml.towers.sides import fixed_places
from miwake.ml.towers.split import WHOLE, SplitTower
from miwake.ml.towers.texts import split_text_tower
from miwake.ml.views import PLAIN, view_of

PhotoView = tuple[str, int]
"""SHA-256 of a photo and the number of a view of it."""

CHUNK = 32
LENGTHS = 3
"""Parts, by length, in which a step's texts go through the tower, at most."""
_PROBE_TEXTS = ("a valve", "a worker in a red helmet beside an open valve")


@dataclass(frozen=True, slots=True)
class StudentPlan:
    """How a student is made of a model; equal plans and models give equal students.

    Attributes:
        photo_depth: Blocks of the photo tower that train; None for the upper fifth.
        text_depth: The same for the text tower; None for the upper third.
        cache: Folder for the outputs of the frozen photo blocks.
        lora: Rank of thin matrices that train instead of the weights; 0 for none, None decides by the model's size.
    """

    photo_depth: int | None
    text_depth: int | None
    cache: Path
    lora: int | None = None


class Student:
    """A model in training; both towers stay in evaluation mode, so that batch-norm statistics and dropout stand still.

    Attributes:
        parameters: What trains, by name.
        micro_batch: Photos that fit into the memory at once while they are trained; None for all of a step.

    Args:
        model: The starting model; it is not changed.
        plan: What of it trains, and how.
        control: Is told where a tower cannot be cut, or trains through thin matrices unasked.

    Raises:
        RefusedError: The rank of thin matrices leaves nothing to train.
    """

    def __init__(self, model: Model, plan: StudentPlan, *, control: Control) -> None:
        self.model, self.plan = model, plan
        self.module = copy.deepcopy(model.module).eval()
        self._low_rank: LowRankWeights | None = None
        self._photos, self._texts = self._cut(plan)
        trained = self._above_the_cuts()
        rank = rank_for(plan.lora, trained=sum(each.numel() for each in trained.values()))
        if rank:
            self._low_rank = LowRankWeights(self.module, trained, rank)
            trained = self._low_rank.parameters
            # The parts of a tower that was cut before do not know of the thin matrices.
            self._photos, self._texts = self._cut(plan)
        self.parameters: dict[str, nn.Parameter] = trained
        for each in trained.values():
            each.requires_grad_()
        self._tell(control, rank=rank, asked=plan.lora is not None)
        self._folder = plan.cache / "features" / model.digest[:24] / self._photos.name
        self._pieces = Pieces(CHUNK, device=model.device, control=control)
        self.micro_batch: int | None = None
        self._stores: dict[int, FeatureStore] = {}
        self._remembered: dict[str, tuple[Tensor, Tensor]] = {}

    @property
    def has_shallow(self) -> bool:
        """Whether the uppermost blocks are fewer than all that train, so that they can train alone."""
        return self._low_rank is None and len(self._uppermost) < len(self.parameters)

    def limit(self, *, shallow: bool) -> None:
        """Let only the uppermost block of each tower train, and what is above it, or all that the cut allows."""
        kept = self._uppermost if shallow and self.has_shallow else frozenset(self.parameters)
        for name, each in self.parameters.items():
            each.requires_grad_(name in kept)

    @cached_property
    def _uppermost(self) -> frozenset[str]:
        photos, texts = self._cut(replace(self.plan, photo_depth=1, text_depth=1))
        return self._above(photos, texts) & frozenset(self.parameters)

    def probes(self) -> tuple[Callable[[], Tensor], Callable[[], Tensor]]:
        """Return what computes the embedding of one photo and of one text from their frozen output, to be measured."""
        tokens = self.model.tokeniser(_PROBE_TEXTS[-1:]).to(self.model.device)
        photo, text = self._photos.lower(self._probe()), self._texts.lower(tokens)
        return lambda: self._photos.upper(photo, None), lambda: self._texts.upper(text, tokens)

    @property
    def feature_bytes(self) -> int:
        """Bytes that the frozen output of a photo takes in the plain view; in another view at least half of it."""
        with torch.no_grad():
            return 4 * math.prod(self._photos.lower(self._probe()).shape[1:])

    def start_beside(self, start: Mapping[str, Tensor], trained: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the starting values of `parameters` in the form in which they can be mixed with trained ones."""
        return self._low_rank.start_beside(trained) if self._low_rank else dict(start)

    def plain(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return what values of `parameters` mean as weights of the model, by the model's own names."""
        return self._low_rank.plain(weights) if self._low_rank else dict(weights)

    def missing(self, keys: Sequence[str], view: int) -> list[str]:
        """Return the photos whose frozen output is not remembered in that view."""
        return self._store(view).missing(keys)

    def refresh(self) -> None:
        """Find what other processes have remembered meanwhile."""
        for store in self._stores.values():
            store.refresh()

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

    def remember_texts(self, texts: Sequence[str]) -> None:
        """Compute the frozen blocks' output of many texts; those of one length go together, so that none is filled up.

        Texts that were not named here are computed one by one as they come: what a text gives must not depend on which
        ones came before it, or a resumed run would not be the same.
        """
        lengths: dict[int, list[tuple[str, Tensor]]] = {}
        for text in dict.fromkeys(texts):
            tokens = self.model.tokeniser([text])[0]
            lengths.setdefault(len(tokens), []).append((text, tokens))
        for alike in lengths.values():
            lower = self._pieces.over(alike, self._lower_texts)
            self._remembered |= {text: (tokens, each) for (text, tokens), each in zip(alike, lower, strict=True)}

    def encode_photos(self, items: Sequence[PhotoView], precision: Precision = Precision.FP32) -> Tensor:
        """Return (N, D) unit vectors of remembered photos; without gradient they are computed piece by piece."""

        def encode(piece: Sequence[PhotoView]) -> Tensor:
            features = torch.stack([torch.from_numpy(self._store(view).read([key])[0]) for key, view in piece])
            with arithmetic(self.model.device, precision), parametrize.cached():
                made = self._photos.upper(colours_together(features.to(self.model.device)), None)
            return nn.functional.normalize(made.float(), dim=-1)

        return encode(items) if torch.is_grad_enabled() else self._pieces.over(items, encode)

    def encode_texts(self, texts: Sequence[str], precision: Precision = Precision.FP32) -> Tensor:
        """Return (N, D) unit vectors of texts; their frozen output is remembered in memory."""

        def encode(piece: Sequence[str]) -> Tensor:
            features, tokens = self._text_features(piece)
            with arithmetic(self.model.device, precision), parametrize.cached():
                made = self._texts.upper(features, tokens)
            return nn.functional.normalize(made.float(), dim=-1)

        if not torch.is_grad_enabled():
            return self._pieces.over(texts, encode)
        self._remember_texts(texts)
        order = sorted(range(len(texts)), key=lambda place: len(self._remembered[texts[place]][0]))
        # One context for all parts: weights are rounded to halves once.
        with arithmetic(self.model.device, precision), parametrize.cached():
            # Short texts go apart from long ones, which they would be filled up to.
            made = torch.cat([encode([texts[place] for place in part]) for part in _parts(order)])
        return made[torch.tensor(order, device=made.device).argsort()]

    def _probe(self) -> Tensor:
        chance = torch.Generator().manual_seed(0)
        return torch.rand((1, 3, *self.model.image_size), generator=chance).to(self.model.device)

    def _cut(self, plan: StudentPlan) -> tuple[SplitTower, SplitTower]:
        texts = self.model.tokeniser(_PROBE_TEXTS).to(self.model.device)
        return (
            split_photo_tower(self.module.get_submodule("visual"), probe=self._probe(), depth=plan.photo_depth),
            split_text_tower(self.module.get_submodule("text"), probe=texts, depth=plan.text_depth),
        )

    def _above_the_cuts(self) -> dict[str, nn.Parameter]:
        places = frozenset(f"visual.{name}" for name in fixed_places(self.module.get_submodule("visual")))
        names = self._above(self._photos, self._texts) - places
        return {name: each for name, each in self.module.named_parameters() if name in names}

    @staticmethod
    def _above(photos: SplitTower, texts: SplitTower) -> frozenset[str]:
        return frozenset({f"visual.{name}" for name in photos.trained} | {f"text.{name}" for name in texts.trained})

    def _tell(self, control: Control, *, rank: int, asked: bool) -> None:
        for side, tower in (("photo", self._photos), ("text", self._texts)):
            if tower.name == WHOLE:
                control.note(f"The {side} tower of this model cannot be cut, so all of it is trained; this is slower.")
        if rank and not asked:
            control.note(f"This model is large: it is trained through thin matrices (LoRA, rank {rank}).")

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
        features = self._pieces.over(pixels, self._lower)
        # The plain view is what validation is scored on; in the others half precision is below the change of the view.
        halves = view != PLAIN and bool(features.abs().max() < torch.finfo(torch.float16).max)
        self._store(view).add(keys, (features.half() if halves else features.float()).numpy())

    def _lower(self, pixels: Sequence[Tensor]) -> Tensor:
        return self._photos.lower(colours_together(torch.stack(list(pixels)).to(self.model.device))).detach().cpu()

    def _text_features(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        self._remember_texts(texts)
        found = [self._remembered[text] for text in texts]
        tokens = self.model.tokeniser(list(texts)).to(self.model.device)
        shape = (len(found), tokens.shape[1], *found[0][1].shape[1:])
        features = torch.zeros(shape, dtype=found[0][1].dtype, device=self.model.device)
        for number, (_, lower) in enumerate(found):
            features[number, : len(lower)] = lower
        return features, tokens

    def _remember_texts(self, texts: Sequence[str]) -> None:
        for text in dict.fromkeys(texts):
            if text not in self._remembered:
                self.remember_texts([text])

    def _lower_texts(self, texts: Sequence[tuple[str, Tensor]]) -> Tensor:
        tokens = torch.stack([each for _, each in texts])
        return self._texts.lower(tokens.to(self.model.device)).detach()


def _parts(order: Sequence[int]) -> list[Sequence[int]]:
    """Return a step's texts, from short to long, as parts of about equal number that are worth a pass of their own."""
    parts = max(1, min(LENGTHS, len(order) // CHUNK))
    size = -(-len(order) // parts)
    return [order[start : start + size] for start in range(0, len(order), size)]
