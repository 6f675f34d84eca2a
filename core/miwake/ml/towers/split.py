"""What a cut tower is, and how the cut is made without a copy of any weight."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

WHOLE = "whole"
TOLERANCE = 1e-3
"""Largest relative difference between the cut and the whole tower that is rounding, not a wrong cut."""


@dataclass(frozen=True, slots=True, eq=False)
class SplitTower:
    """A tower as two functions that share its weights.

    Attributes:
        name: Where it is cut, part of the key of cached outputs; "whole" trains all of it.
        lower: Inputs (N, ...) to features (N, ...); frozen.
        upper: Features and the inputs' token ids (None for photos) to embeddings (N, D), not normalised.
        trained: Names of the tower's parameters that the upper part uses.
    """

    name: str
    lower: Callable[[Tensor], Tensor]
    upper: Callable[[Tensor, Tensor | None], Tensor]
    trained: frozenset[str]


Upper = Callable[[Tensor, Tensor | None], Tensor]
"""From what the first block that trains is given, and the token ids, to embeddings; see `SplitTower.upper`."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Where a tower may be cut: what the place is called, the first block that trains, and what goes on from there."""

    name: str
    block: nn.Module
    upper: Upper


class Starting(nn.Module):
    """The first block that trains: it starts from features that were computed before, whatever it is called with.

    What else its tower gives it, such as positions, it gets as it would in the whole tower.

    Args:
        block: The block.
    """

    def __init__(self, block: nn.Module) -> None:
        super().__init__()
        self.block = block
        self.value: Tensor | None = None

    def forward(self, _features: Tensor, *args: object, **options: object) -> object:
        """Return the block's output for the value that was set."""
        return self.block(self.value, *args, **options)


def with_children(module: nn.Module, **children: nn.Module) -> nn.Module:
    """Return a module that shares everything with `module` but has other children; `module` stays as it is."""
    # Not copy.copy, which a module with parametrised weights refuses.
    clone = type(module).__new__(type(module))
    clone.__dict__.update(module.__dict__)
    clone.__dict__["_modules"] = {**module._modules, **children}  # noqa: SLF001  there is no public shallow copy
    return clone


class _ReachedError(Exception):
    def __init__(self, value: Tensor) -> None:
        super().__init__()
        self.value = value


def input_of(block: nn.Module, tower: nn.Module, inputs: Tensor) -> Tensor:
    """Return what `block` is given when `tower` runs on `inputs`; nothing above the block is computed.

    Raises:
        RuntimeError: The tower does not run through the block.
    """

    def stop(_block: nn.Module, args: tuple[Tensor, ...], options: dict[str, Tensor]) -> None:
        raise _ReachedError(args[0] if args else options["hidden_states"])

    handle = block.register_forward_pre_hook(stop, with_kwargs=True)
    try:
        tower(inputs)
    except _ReachedError as reached:
        return reached.value
    finally:
        handle.remove()
    raise RuntimeError("The tower does not run through the block that it was to be cut at.")


def used_parameters(tower: nn.Module, output: Callable[[], Tensor]) -> frozenset[str]:
    """Return the names of the tower's parameters that `output` depends on."""
    named = dict(tower.named_parameters())
    before = [each.requires_grad for each in named.values()]
    tower.requires_grad_(requires_grad=True)
    try:
        gradients = torch.autograd.grad(output().sum(), list(named.values()), allow_unused=True)
    finally:
        for each, wanted in zip(named.values(), before, strict=True):
            each.requires_grad = wanted
    used = zip(named, gradients, strict=True)
    return frozenset(name for name, gradient in used if gradient is not None)  # type: ignore[redundant-expr]  # autograd's stubs leave out None


def equals_whole(tower: nn.Module, split: SplitTower, probe: Tensor, tokens: Tensor | None) -> bool:
    """Return whether the two parts give what the tower gives."""
    with torch.no_grad():
        whole, cut = tower(probe), split.upper(split.lower(probe), tokens)
    return bool((whole - cut).abs().max() <= TOLERANCE * whole.abs().max())


def split_at(tower: nn.Module, cut: Cut | None, *, inputs: Tensor, tokens: Tensor | None) -> SplitTower:
    """Return the tower cut at a place.

    Args:
        tower: The tower, in evaluation mode.
        cut: Where; None where it cannot be cut.
        inputs: (N, ...) any inputs, on which the cut is checked.
        tokens: The same where they are token ids.

    Returns:
        The cut tower; the whole one where it cannot be cut, or where the cut does not give what the tower gives.
    """
    if cut is None:
        return whole_tower(tower)

    def lower(given: Tensor) -> Tensor:
        with torch.no_grad():
            return input_of(cut.block, tower, given)

    try:
        trained = used_parameters(tower, lambda: cut.upper(lower(inputs), tokens))
        made = SplitTower(cut.name, lower, cut.upper, trained)
        return made if equals_whole(tower, made, inputs, tokens) else whole_tower(tower)
    except (RuntimeError, TypeError, AttributeError, IndexError, AssertionError):
        return whole_tower(tower)


def whole_tower(tower: nn.Module) -> SplitTower:
    """Return the tower uncut: its lower part hands the input on, its upper part is the tower."""

    def upper(features: Tensor, tokens: Tensor | None) -> Tensor:
        made: Tensor = tower(features if tokens is None else tokens)
        return made

    return SplitTower(WHOLE, lambda inputs: inputs, upper, frozenset(name for name, _ in tower.named_parameters()))


def through(blocks: Iterable[nn.Module], value: Tensor, **options: Tensor | None) -> Tensor:
    """Return `value` after one block after the other."""
    for block in blocks:
        value = block(value, **options)
    return value


def first_trained(blocks: int, depth: int | None, *, part: int) -> int:
    """Return the index of the first block that trains: `depth` blocks from the top, by default one in `part`."""
    wanted = max(1, round(blocks / part)) if depth is None else depth
    return max(0, blocks - max(1, wanted))
