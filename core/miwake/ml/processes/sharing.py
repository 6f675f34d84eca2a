"""What leader and followers do together: a step on shared photos and texts, and the frozen blocks' output.

Every process encodes its share; the leader has all embeddings, computes the loss of the whole batch with its masks, and
sends back the gradient of every embedding. The sum of what the processes carry back to the weights is then the gradient
of the one loss, as if one process had computed it all. (An all-gather with gradients does the same where every process
computes the loss; here only the leader needs to know what may be compared with what.)
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from miwake.domain.control import Control
from miwake.ml.gradients import Encode, Scale, carry, embedding_gradients, encoded, unscaled
from miwake.ml.processes.group import Group
from miwake.ml.processes.orders import Remember
from miwake.ml.student import Student
from miwake.ml.team import Loss, Step


def shared_step(
    group: Group, student: Student, step: Step, *, loss_of: Loss | None = None, scale: Scale = unscaled
) -> Tensor | None:
    """Take part in a step.

    Args:
        group: The processes.
        student: Gets the leader's weights; on the leader it gets the gradients.
        step: All photos and texts of the step.
        loss_of: On the leader: all embeddings to a scalar loss.
        scale: On the leader: applied to the loss before its gradients are computed.

    Returns:
        On the leader the loss, detached and not scaled.

    Raises:
        MemoryError: On the leader: memory was short somewhere.
        MiwakeError: On the leader: a follower failed.
        OthersFailedError: On a follower: the step is not finished.
    """
    _take_weights(group, student)
    mine: list[tuple[Encode, Sequence[Any]]] = [
        (lambda items: student.encode_photos(items, step.precision), group.share(step.photos)),
        (lambda items: student.encode_texts(items, step.precision), group.share(step.texts)),
    ]
    vectors = group.together(lambda: [_encoded(student, *each, step.micro_batch) for each in mine])
    totals = (len(step.photos), len(step.texts))
    everything = [group.gathered(each, total) for each, total in zip(vectors, totals, strict=True)]
    loss, gradients = group.together(lambda: _lead(everything, loss_of, scale))
    received = [group.own_rows(group.spread(each)) for each in gradients]
    group.together(lambda: _carried(mine, vectors, received, step.micro_batch))
    _give_gradients(group, student)
    return loss


def shared_memory(group: Group, student: Student, order: Remember, control: Control) -> None:
    """Compute this process's share of the photos' frozen output, and find that of the others on the disk.

    Raises:
        CancelledError: On the leader: the person cancelled.
        MiwakeError: On the leader: a follower failed.
        OthersFailedError: On a follower: something went wrong, there or elsewhere.
    """
    share = {key: order.openers[key] for key in group.share(list(order.openers))}
    group.together(lambda: student.remember(share, (order.view,), control=control))
    student.refresh()


def _encoded(student: Student, encode: Encode, inputs: Sequence[Any], micro_batch: int | None) -> Tensor:
    if not inputs:
        return torch.zeros(0, student.model.width, device=student.model.device)
    return encode(inputs) if micro_batch is None else encoded(encode, inputs, micro_batch)


def _lead(everything: list[Tensor], loss_of: Loss | None, scale: Scale) -> tuple[Tensor | None, Sequence[Tensor]]:
    if loss_of is None:
        return None, everything
    return embedding_gradients(everything, loss_of, scale=scale)


def _carried(
    mine: Sequence[tuple[Encode, Sequence[Any]]],
    vectors: Sequence[Tensor],
    gradients: Sequence[Tensor],
    micro_batch: int | None,
) -> None:
    for (encode, inputs), made, gradient in zip(mine, vectors, gradients, strict=True):
        if inputs and micro_batch is None:
            torch.autograd.backward(made, gradient)
        elif inputs and micro_batch is not None:
            carry(encode, inputs, gradient, micro_batch)


def _take_weights(group: Group, student: Student) -> None:
    values = list(student.parameters.values())
    received = group.spread(torch.cat([each.detach().flatten() for each in values]))
    if not group.leads:
        with torch.no_grad():
            for each, part in zip(values, _parts(received, values), strict=True):
                each.copy_(part)


def _give_gradients(group: Group, student: Student) -> None:
    values = list(student.parameters.values())
    flat = torch.cat([(torch.zeros_like(each) if each.grad is None else each.grad).flatten() for each in values])
    used = torch.tensor([each.grad is not None for each in values], dtype=flat.dtype, device=flat.device)
    received = group.summed(torch.cat((flat, used)))
    someones = received[len(flat) :] > 0
    for each, part, somewhere in zip(values, _parts(received, values), someones.tolist(), strict=True):
        # A follower's gradients are the leader's now; what nobody has a gradient of must not look as if it had zeros,
        # and what the leader holds still is not for the others to move.
        each.grad = part if group.leads and somewhere and each.requires_grad else None


def _parts(flat: Tensor, values: Sequence[Tensor]) -> list[Tensor]:
    made, start = [], 0
    for each in values:
        made.append(flat[start : start + each.numel()].view_as(each).clone())
        start += each.numel()
    return made
