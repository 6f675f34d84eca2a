"""The first stage: the two towers are brought into one space without a single captioned photo.

The rows of the image tower's ImageNet classifier say where each class lies among photos, the text tower says where its
name and definition lie among texts. A ridge regression from texts to rows, written as A = U S V^T (texts x photos),
gives both projections: texts through S^1/2 U^T, photos through S^1/2 V^T.
"""

from typing import Any

import torch
from builtin_model import towers
from timm.data.imagenet_info import ImageNetInfo
from torch import Tensor, nn
from torch.nn import functional

RIDGE = 0.084  # Chosen by four-fold cross-validation over the classes: texts to the rows of classes never seen.
TEMPLATES = (
    "a photo of a {}.",
    "a {}",
    "there is a {} in the picture.",
    "a person next to a {}.",
    "a close-up of a {}.",
)
FOLDS = 4
_BATCH = 64


def class_texts() -> list[list[str]]:
    """Return the eight ways in which each of the 1,000 ImageNet classes is described: (ways, classes)."""
    info: Any = ImageNetInfo()
    names = [info.index_to_description(index) for index in range(info.num_classes())]
    detailed = [info.index_to_description(index, detailed=True) for index in range(info.num_classes())]
    synonyms = [name.split(", ") for name in names]
    return [
        names,
        detailed,
        [text.split(": ", 1)[1] for text in detailed],
        *([template.format(words[turn % len(words)]) for words in synonyms] for turn, template in enumerate(TEMPLATES)),
    ]


@torch.no_grad()
def pooled_texts(model: nn.Module, tokens: Tensor) -> Tensor:
    """Return the text tower's mean-pooled states before its projection: (N, 384)."""
    transformer, pooler = model.get_submodule("text.transformer"), model.get_submodule("text.pooler")
    by_length = (tokens != 0).sum(dim=1).argsort()
    pooled = torch.empty(len(tokens), model.get_parameter("text.proj.weight").shape[1])
    for chosen in torch.split(by_length, _BATCH):
        chunk = tokens[chosen]
        trimmed = chunk[:, : int((chunk != 0).sum(dim=1).max())]
        mask = (trimmed != 0).long()
        pooled[chosen] = pooler(transformer(input_ids=trimmed, attention_mask=mask), mask)
    return pooled


def ridge(texts: Tensor, rows: Tensor, *, strength: float = RIDGE) -> tuple[Tensor, Tensor]:
    """Regress rows on texts.

    Args:
        texts: (ways, classes, text width) pooled states.
        rows: (classes, photo width), centred.
        strength: The penalty.

    Returns:
        The mean text (text width) and the matrix (text width, photo width) that maps a centred text to a row.
    """
    ways, _, width = texts.shape
    flat = texts.flatten(0, 1)
    mean = flat.mean(dim=0)
    centred, targets = flat - mean, rows.repeat(ways, 1)
    covariance = centred.T @ centred / len(flat) + strength * torch.eye(width)
    return mean, torch.linalg.solve(covariance, centred.T @ targets / len(flat))


def unseen_class_recall(texts: Tensor, rows: Tensor, *, seed: int = 0) -> float:
    """Return the share of unseen classes whose text ranks their own row first among a quarter of the classes."""
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))
    hits: list[Tensor] = []
    for held_out in order.chunk(FOLDS):
        kept = order[~torch.isin(order, held_out)]
        mean, matrix = ridge(texts[:, kept], rows[kept])
        predicted = functional.normalize((texts[3, held_out] - mean) @ matrix, dim=1)
        scores = predicted @ functional.normalize(rows[held_out], dim=1).T
        hits.append(scores.argmax(dim=1) == torch.arange(len(held_out)))
    return torch.cat(hits).float().mean().item()


@torch.no_grad()
def align(model: nn.Module, sources: towers.Sources) -> float:
    """Set both projections and centre the texts; return the recall among unseen classes.

    The mean text is subtracted in the last layer's bias, which mean pooling passes on unchanged.
    """
    rows = towers.classifier(sources).get_parameter("classifier.weight").detach()
    rows = rows - rows.mean(dim=0)
    tokenize = towers.tokenizer(sources.text_folder)
    texts = torch.stack([pooled_texts(model, tokenize(way)) for way in class_texts()])
    mean, matrix = ridge(texts, rows)
    left, scale, right = torch.linalg.svd(matrix, full_matrices=False)
    root = scale.sqrt()[:, None]
    model.get_parameter("text.proj.weight").copy_(root * left.T)
    model.get_parameter("visual.head.proj.weight").copy_(root * right)
    model.get_parameter("text.transformer.encoder.layer.5.output.LayerNorm.bias").sub_(mean)
    return unseen_class_recall(texts, rows)
