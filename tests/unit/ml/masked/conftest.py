"""Tiny masked language models of two families, with the tokenizers that belong to them, made on the fly."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForMaskedLM,
    BertTokenizerFast,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaForMaskedLM,
)

SENTENCES = [
    "a worker in a red vest is standing on a ladder",
    "a worker in a blue vest is kneeling under a ladder",
    "an open valve is next to a closed valve",
    "two red barrels are behind a yellow crane",
    "A man is carrying a ladder to the crane",
] * 3
SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


@pytest.fixture(scope="session")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT with WordPiece, lower case."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # type: ignore[call-arg]  # noqa: S106 -- a piece
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(vocab_size=300, special_tokens=special))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.decoder = decoders.WordPiece()
    fast = BertTokenizerFast(tokenizer_object=tokenizer)
    folder = tmp_path_factory.mktemp("bert")
    config = BertConfig(vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=80, pad_token_id=0, **SIZES)
    return _written(BertForMaskedLM, config, fast, folder)


@pytest.fixture(scope="session")
def roberta_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A RoBERTa with byte-level BPE, cased."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer.train_from_iterator(
        SENTENCES,
        trainers.BpeTrainer(
            vocab_size=600, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
        ),
    )
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    names = {"bos": "<s>", "eos": "</s>", "pad": "<pad>", "unk": "<unk>", "cls": "<s>", "sep": "</s>", "mask": "<mask>"}
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **{f"{name}_token": piece for name, piece in names.items()}
    )
    folder = tmp_path_factory.mktemp("roberta")
    config = RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=90, pad_token_id=1, bos_token_id=0, **SIZES
    )
    return _written(RobertaForMaskedLM, config, fast, folder)


def _written(kind: type[PreTrainedModel], config: object, tokenizer: PreTrainedTokenizerFast, folder: Path) -> Path:
    with torch.random.fork_rng():
        torch.manual_seed(5)
        model = kind(config)  # type: ignore[arg-type]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
