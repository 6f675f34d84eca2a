"""Tiny models of every family of towers that open_clip knows, written as model folders with random weights."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from open_clip.model import CustomTextCLIP
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    M2M100Config,
    MT5Config,
    PretrainedConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
)

WORDS = (
    *("a", "photo", "of", "the", "red", "blue", "green", "square", "circle", "worker"),
    *("in", "helmet", "on", "table", "left", "right", "and", "two"),
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")

VIT: dict[str, Any] = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "layers": 3, "width": 32, "head_width": 16, "patch_size": 8},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 3},
}

TIMM: dict[str, Any] = {
    "embed_dim": 24,
    "init_logit_scale": 3.0,
    "vision_cfg": {"image_size": 32, "timm_model_name": "test_efficientnet", "timm_pool": "avg"},
    "text_cfg": {
        "context_length": 20,
        "hf_model_name": "tiny",
        "hf_tokenizer_name": "tiny",
        "hf_model_pretrained": False,
        "hf_pooler_type": "mean_pooler",
        "hf_proj_type": "linear",
    },
}


def write_model(folder: Path, config: dict[str, Any]) -> Path:
    """Write random weights for a configuration as a model folder, as if they had been trained."""
    settings = json.loads(json.dumps(config))
    settings.pop("custom_text", None)
    if settings["text_cfg"].get("hf_model_name"):
        settings["text_cfg"]["hf_model_name"] = str(folder)
    with torch.random.fork_rng():
        torch.manual_seed(11)
        module = CustomTextCLIP(**settings)
    save_file(
        {name: each.half() if each.is_floating_point() else each for name, each in module.state_dict().items()},
        folder / "open_clip_model.safetensors",
    )
    shown = {"model_cfg": config, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.5] * 3}}
    (folder / "open_clip_config.json").write_text(json.dumps(shown), encoding="utf-8")
    return folder


def write_tokenizer(folder: Path) -> int:
    """Write a tokenizer of a few whole words; return the size of its vocabulary."""
    vocabulary = {word: number for number, word in enumerate(SPECIAL + WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  a word, not a password
    tokenizer.normalizer = normalizers.Lowercase()  # type: ignore[assignment]  # the stubs know the property only
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()  # type: ignore[assignment]
    tokenizer.post_processor = processors.TemplateProcessing(  # type: ignore[assignment]
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    return len(vocabulary)


BLOCKS = {"hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 48}


def bert(words: int) -> PretrainedConfig:
    return BertConfig(vocab_size=words, max_position_embeddings=32, pad_token_id=0, **BLOCKS)


def roberta(words: int) -> PretrainedConfig:
    return RobertaConfig(
        vocab_size=words, max_position_embeddings=40, pad_token_id=0, bos_token_id=2, eos_token_id=3, **BLOCKS
    )


def nllb(words: int) -> PretrainedConfig:
    return M2M100Config(
        vocab_size=words,
        d_model=32,
        encoder_layers=3,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=48,
        decoder_ffn_dim=48,
        max_position_embeddings=40,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=3,
        decoder_start_token_id=3,
    )


def mt5(words: int) -> PretrainedConfig:
    return MT5Config(
        vocab_size=words,
        d_model=32,
        d_kv=16,
        d_ff=48,
        num_layers=3,
        num_decoder_layers=1,
        num_heads=2,
        pad_token_id=0,
        eos_token_id=3,
        decoder_start_token_id=0,
    )


def write_huggingface(folder: Path, config: dict[str, Any], tower: Callable[[int], PretrainedConfig]) -> Path:
    """Write a model whose text tower is one of transformers."""
    tower(write_tokenizer(folder)).to_json_file(folder / "config.json")
    return write_model(folder, config)


def with_text(tower: Callable[[int], PretrainedConfig]) -> Callable[[Path], Path]:
    return lambda folder: write_huggingface(folder, TIMM, tower)


def with_vision(**vision: Any) -> Callable[[Path], Path]:
    return lambda folder: write_model(folder, {**VIT, "vision_cfg": {"image_size": 32, **vision}})


def siglip(folder: Path) -> Path:
    """Write a model as SigLIP's are: pooled by attention, texts padded to the full length, and a bias of the logits."""
    words = write_tokenizer(folder)
    vision = {"image_size": 160, "timm_model_name": "test_vit3", "timm_pool": "map", "timm_proj": "none"}
    text = {"context_length": 16, "vocab_size": words, "width": 96, "heads": 2, "layers": 3, "pool_type": "last"}
    text |= {"no_causal_mask": True, "proj_bias": True, "hf_tokenizer_name": "tiny"}
    config = {"embed_dim": 96, "init_logit_scale": 2.3, "init_logit_bias": -10, "custom_text": True}
    return write_model(folder, {**config, "vision_cfg": vision, "text_cfg": text})


def ends_at_a_class_token(folder: Path) -> Path:
    """Write a model whose text tower appends a class token, as CoCa's does, which cannot be cut."""
    text = {"context_length": 20, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 3, "embed_cls": True}
    return write_model(folder, {**VIT, "text_cfg": text})


FAMILIES: dict[str, tuple[Callable[[Path], Path], frozenset[str]]] = {
    "vit": (lambda folder: write_model(folder, VIT), frozenset()),
    "resnet": (with_vision(layers=[1, 1, 1, 1], width=8, head_width=64), frozenset()),
    "convnext": (with_vision(timm_model_name="test_convnext", timm_pool="", timm_proj="linear"), frozenset()),
    "timm vit": (with_vision(image_size=160, timm_model_name="test_vit", timm_pool="token"), frozenset()),
    "timm resnet": (with_vision(timm_model_name="test_resnet", timm_pool="avg"), frozenset({"photo"})),
    "siglip": (siglip, frozenset()),
    "bert": (with_text(bert), frozenset()),
    "roberta": (with_text(roberta), frozenset()),
    "nllb": (with_text(nllb), frozenset()),
    "mt5": (with_text(mt5), frozenset({"text"})),
    "class token": (ends_at_a_class_token, frozenset({"text"})),
}
"""How each family is written, and which of its towers cannot be cut."""
