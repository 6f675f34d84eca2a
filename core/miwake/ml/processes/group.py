"""The processes of a run as they hear each other: orders, tensors, and whether all is well everywhere."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor

from miwake.domain.errors import MiwakeError
from miwake.ml.devices import choose_device
from miwake.ml.memory import is_short

LEADER = 0
PATIENCE = timedelta(days=30)
"""A paused run may wait for weeks; a process that died is noticed by its connection, not by the clock."""
_BACKENDS = {"cuda": "cpu:gloo,cuda:nccl", "xpu": "cpu:gloo,xpu:xccl"}

Item = TypeVar("Item")
Made = TypeVar("Made")


class State(IntEnum):
    """How a part of the work went; the worst one of all processes counts."""

    FINE = 0
    MEMORY_SHORT = 1
    FAILED = 2


class OthersFailedError(Exception):
    """What was tried together failed somewhere; a follower waits for the next order."""


@dataclass(frozen=True, slots=True)
class Group:
    """This process among the others.

    Attributes:
        rank: Its number; the leader's is 0.
        size: How many there are.
        device: Where it computes.
    """

    rank: int
    size: int
    device: torch.device

    @property
    def leads(self) -> bool:
        """Whether this process leads."""
        return self.rank == LEADER

    def tell(self, order: Any) -> None:
        """Give an order to all followers; the leader only."""
        dist.broadcast_object_list([order], src=LEADER, device=torch.device("cpu"))

    def hear(self) -> Any:
        """Wait for the next order; followers only."""
        heard: list[Any] = [None]
        dist.broadcast_object_list(heard, src=LEADER, device=torch.device("cpu"))
        return heard[0]

    def share(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return this process's part of the items: neighbours, as many as the others have, or one less."""
        return items[slice(*self._bounds(len(items), self.rank))]

    def own_rows(self, rows: Tensor) -> Tensor:
        """Return the rows (n, D) that belong to this process's share of (N, D)."""
        return rows[slice(*self._bounds(len(rows), self.rank))]

    def together(self, work: Callable[[], Made]) -> Made:
        """Do a part of the work that all processes do now, and go on only where it went well everywhere.

        Returns:
            What `work` made here.

        Raises:
            MemoryError: On the leader: memory was short somewhere.
            MiwakeError: On the leader: a follower failed, with its reason; or its own error.
            OthersFailedError: On a follower: something went wrong, there or elsewhere.
        """
        try:
            made = work()
        except Exception as error:
            # Whatever it was: the others wait here until each process has said how it went.
            self._settle(State.MEMORY_SHORT if is_short(error) else State.FAILED, error)
            raise
        self._settle(State.FINE, None)
        return made

    def _settle(self, state: State, error: Exception | None) -> None:
        worst = torch.tensor(int(state))
        dist.all_reduce(worst, op=dist.ReduceOp.MAX)
        worst_of_all = State(int(worst))
        if worst_of_all is State.FINE:
            return
        words: list[Any] = [None] * self.size
        dist.all_gather_object(words, "" if error is None else f"process {self.rank}: {type(error).__name__}: {error}")
        if not self.leads:
            raise OthersFailedError
        if worst_of_all is State.MEMORY_SHORT:
            raise MemoryError
        if error is not None:
            raise error
        raise MiwakeError(
            "Another process of this run failed.",
            why="; ".join(word for word in words if word),
            kept="The last checkpoint is kept.",
            todo="See what it printed, then start the run again.",
        )

    def gathered(self, rows: Tensor, total: int) -> Tensor:
        """Return the rows (total, D) of all processes, from each one's share (n, D) of them."""
        sizes = [stop - start for start, stop in (self._bounds(total, rank) for rank in range(self.size))]
        padded = rows.new_zeros((max(sizes), rows.shape[1]))
        padded[: len(rows)] = rows.detach()
        padded = self._outgoing(padded)
        parts = [torch.empty_like(padded) for _ in sizes]
        dist.all_gather(parts, padded)
        return torch.cat([part[:size] for part, size in zip(parts, sizes, strict=True)]).to(rows.device)

    def spread(self, values: Tensor) -> Tensor:
        """Return the leader's values (any shape) on every process."""
        sent = self._outgoing(values)
        dist.broadcast(sent, src=LEADER)
        return sent.to(values.device)

    def summed(self, values: Tensor) -> Tensor:
        """Return the sum over all processes; on the leader only it is complete."""
        sent = self._outgoing(values)
        dist.reduce(sent, dst=LEADER)
        return sent.to(values.device)

    def _bounds(self, total: int, rank: int) -> tuple[int, int]:
        return rank * total // self.size, (rank + 1) * total // self.size

    def _outgoing(self, values: Tensor) -> Tensor:
        # What has no way of its own between processes (Apple's GPUs) goes through the CPU's memory.
        return values.detach().to("cpu" if self.device.type not in _BACKENDS else self.device).contiguous().clone()


@contextmanager
def joined(wanted: str, environment: Mapping[str, str] = os.environ) -> Iterator[Group]:
    """Join the processes that torchrun started.

    Args:
        wanted: The device, as in `choose_device`; of several cards each process of a machine takes its own.
        environment: What torchrun set.

    Raises:
        RefusedError: This machine has no such device.
    """
    device = choose_device(wanted)
    if device.type in _BACKENDS and ":" not in wanted:
        device = choose_device(f"{device.type}:{environment['LOCAL_RANK']}")
    dist.init_process_group(_BACKENDS.get(device.type, "gloo"), timeout=PATIENCE)
    try:
        yield Group(dist.get_rank(), dist.get_world_size(), device)
    finally:
        dist.destroy_process_group()
