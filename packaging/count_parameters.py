"""Writes which base models open_clip knows, and how many weights each of its architectures has.

So a mistyped name is found without loading open_clip, and a list of all need not build every one.

Run it again when open_clip is updated: `.venv/bin/python packaging/count_parameters.py`. Architectures whose text tower
comes from transformers need files of the hub to be built, and are left out.
"""

import json
from importlib.metadata import version
from pathlib import Path

import open_clip
import torch
from open_clip.model import CustomTextCLIP

FOLDER = Path(__file__).parents[1] / "resources" / "miwake_resources" / "models"
PARAMETERS = FOLDER / "parameters.json"
NAMES = FOLDER / "pretrained.json"


def count(architecture: str) -> int | None:
    """Return the number of weights; None where the towers are not all in the package."""
    config = open_clip.get_model_config(architecture)
    if "multimodal_cfg" in config or config["text_cfg"].get("hf_model_name"):
        return None
    config.pop("custom_text", None)
    if config["vision_cfg"].get("timm_model_name"):
        config["vision_cfg"]["timm_model_pretrained"] = False
    with torch.device("meta"):
        return sum(each.numel() for each in CustomTextCLIP(**config).parameters())


def write_names() -> None:
    """Write the names of all base models, and of which open_clip they are."""
    names = [f"{architecture}/{tag}" for architecture, tag in open_clip.list_pretrained()]
    shown = {"open_clip": version("open_clip_torch"), "names": names}
    NAMES.write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
    print(f"{len(names)} base models: {NAMES}")


def main() -> None:
    """Write both tables."""
    write_names()
    counted = {name: count(name) for name in sorted(open_clip.list_models())}
    shown = {name: number for name, number in counted.items() if number is not None}
    PARAMETERS.write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
    print(f"{len(shown)} of {len(counted)} architectures: {PARAMETERS}")


if __name__ == "__main__":
    main()
