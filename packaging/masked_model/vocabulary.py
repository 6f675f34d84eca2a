"""The pruned vocabulary: what the sentences need, with the words of sites and photos as one piece each."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import yaml
from tokenizers import Tokenizer
from torch import Tensor

import miwake_resources

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_WORD = re.compile(r"[a-z]+")
_ASCII = re.compile(r"(##)?[!-~]")
_OFTEN = 4
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces in their order, and of each the pieces of the original vocabulary that it starts from."""

    pieces: tuple[str, ...]
    origins: tuple[tuple[int, ...], ...]


def pruned(folder: Path, captions: Iterable[str], others: Iterable[str]) -> Vocabulary:
    """Return the pieces that the sentences are cut into, and whole words that were cut before.

    Args:
        folder: The model that is started from (`tokenizer.json`).
        captions: Sentences about photos; a word that they hold four times becomes one piece.
        others: Further sentences; they keep their pieces.
    """
    tokenizer = _tokenizer(folder)
    captions = [*captions]
    whole = {word for word, count in Counter(_all_words(captions)).items() if count >= _OFTEN}
    whole |= {word for word in _all_words(_lexicon_words()) if len(word) >= _SHORTEST}
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    used = Counter(piece for each in tokenizer.encode_batch([*captions, *others]) for piece in each.tokens)
    kept = {piece for piece in used if piece in vocabulary} | {piece for piece in vocabulary if _ASCII.fullmatch(piece)}
    ordered = [*SPECIAL, *sorted(kept - {*SPECIAL}, key=vocabulary.__getitem__), *sorted(whole - {*vocabulary})]
    origins = []
    for piece in ordered:
        ids = tokenizer.encode(piece, add_special_tokens=False).ids
        origins.append((vocabulary[piece],) if piece in vocabulary else tuple(ids))
    return Vocabulary(tuple(ordered), tuple(origins))


def kept(folder: Path) -> Vocabulary:
    """Return the pieces that were written, for weights that are known."""
    ids = _tokenizer(folder).get_vocab(with_added_tokens=True)
    return Vocabulary(tuple(sorted(ids, key=ids.__getitem__)), ((0,),) * len(ids))


def embeddings(vocabulary: Vocabulary, original: Tensor) -> Tensor:
    """Return the word embeddings (V, D) to start from; a new word starts as the mean of its pieces."""
    return torch.stack([original[list(origin)].mean(dim=0) for origin in vocabulary.origins])


def write(vocabulary: Vocabulary, source: Path, folder: Path) -> None:
    """Write `tokenizer.json` and what transformers reads beside it."""
    content: dict[str, Any] = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    ids = {piece: number for number, piece in enumerate(vocabulary.pieces)}
    content |= {"padding": None, "truncation": None}
    content["model"]["vocab"] = ids
    content["added_tokens"] = [each | {"id": ids[each["content"]]} for each in content["added_tokens"]]
    for name, special in content["post_processor"].get("special_tokens", {}).items():
        special["ids"] = [ids[name]]
    for part in ("cls", "sep"):
        if part in content["post_processor"]:
            piece = content["post_processor"][part][0]
            content["post_processor"][part] = [piece, ids[piece]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    config = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "model_max_length": 128,
        **{f"{piece.strip('[]').lower()}_token": piece for piece in SPECIAL},
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> Tokenizer:
    """Return the written tokenizer."""
    return _tokenizer(folder)


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _all_words(texts: Iterable[str]) -> Iterable[str]:
    return (word for text in texts for word in _WORD.findall(text.lower()))


def _lexicon_words(content: object = None) -> list[str]:
    """Return every text in the built-in packs, keys included."""
    if content is None:
        packs = sorted((Path(miwake_resources.__file__).parent / "lexicons").glob("*.yaml"))
        return [text for pack in packs for text in _lexicon_words(yaml.safe_load(pack.read_text(encoding="utf-8")))]
    if isinstance(content, dict):
        return _lexicon_words([*content.keys(), *content.values()])
    if isinstance(content, list):
        return [text for each in content for text in _lexicon_words(each if each is not None else "")]
    return [str(content)]
