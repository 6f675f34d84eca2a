"""The published recipe, written plainly: all weights train in fp32, 77 tokens, one true and five false captions.

It follows the description of AHNPL (Huang et al., arXiv 2505.15576) and of the code that it is built on; nothing is
remembered and nothing is frozen. Only what a step costs is of interest here, so the loss keeps its parts and no more.
"""

import time
from collections.abc import Sequence

import open_clip
import torch
from PIL import Image
from torch import Tensor, nn

TOKENS = 77
BATCH = 16


def seconds_of_steps(
    photos: Sequence[Image.Image], captions: Sequence[str], negatives: Sequence[Sequence[str]], *, steps: int
) -> list[float]:
    """Return the time of each of some steps on ViT-B/32 with random weights, after one that does not count.

    Args:
        photos: One for each row; rows are taken in turn, 16 a step.
        captions: The true caption of each.
        negatives: Five false captions of each.
        steps: How many steps to time.
    """
    torch.manual_seed(0)
    model, _, preprocess = open_clip.create_model_and_transforms("ViT-B-32")
    model.train()
    tokenise = open_clip.get_tokenizer("ViT-B-32")
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-5)
    times = []
    for step in range(steps + 1):
        rows = [(step * BATCH + place) % len(photos) for place in range(BATCH)]
        started = time.monotonic()
        pixels = torch.stack([preprocess(photos[row]) for row in rows])
        texts = [captions[row] for row in rows] + [text for row in rows for text in negatives[row]]
        loss = _loss(model, pixels, tokenise(texts, context_length=TOKENS))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        times.append(time.monotonic() - started)
    return times[1:]


def _loss(model: nn.Module, pixels: Tensor, tokens: Tensor) -> Tensor:
    photos = nn.functional.normalize(model.encode_image(pixels), dim=-1)  # type: ignore[operator]
    texts = nn.functional.normalize(model.encode_text(tokens), dim=-1)  # type: ignore[operator]
    scale, count = model.logit_scale.exp(), len(photos)  # type: ignore[operator]
    logits, right = scale * photos @ texts.T, torch.arange(count)
    contrast = nn.functional.cross_entropy(logits, right) + nn.functional.cross_entropy(logits[:, :count].T, right)
    true, false = texts[:count], texts[count:].view(count, -1, texts.shape[-1])
    moved = photos[:, None] + (false - true[:, None])
    similar = torch.einsum("bd,bkd->bk", photos, moved)
    visual = nn.functional.cross_entropy(scale * torch.cat([torch.ones(count, 1), similar], 1), right * 0)
    gaps = (photos * true).sum(-1)[:, None] - torch.einsum("bd,bkd->bk", photos, false)
    margin = torch.relu(0.2 - gaps).mean()
    whole: Tensor = contrast / 2 + 0.2 * visual + 0.2 * margin
    return whole
