"""The engine that the worker hands out: with a masked language model, or without."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from masked_models import write_roberta
from miwake.captions import CaptionInput
from miwake.domain.errors import NotFoundError
from miwake.worker.filling import load_engine

CAPTIONS = [CaptionInput(text) for text in ("a worker in a red vest", "an open valve", "a man on a ladder", "")]


def test_a_folder_of_any_family_weighs_what_the_rules_say(tmp_path: Path) -> None:
    alone = [list(one.negatives) for one in load_engine("none").propose(CAPTIONS)]
    engine = load_engine(str(write_roberta(tmp_path)))
    weighed = [list(one.negatives) for one in engine.propose(CAPTIONS)]
    assert {each.text for each in alone[0]} & {each.text for each in weighed[0]}
    assert {each.text: each.plausibility for each in alone[0]} != {each.text: each.plausibility for each in weighed[0]}
    assert weighed == [list(next(engine.propose([caption])).negatives) for caption in CAPTIONS]


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        load_engine(str(tmp_path / "nowhere"))


@pytest.mark.slow
def test_without_a_model_neither_pytorch_nor_transformers_is_loaded() -> None:
    code = "import sys; from miwake.worker.filling import load_engine; load_engine('none'); "
    code += "assert not {'torch', 'transformers', 'typeguard'} & {*sys.modules}; import torch, typeguard"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_what_is_loaded_is_not_walked_through_by_the_garbage_collector() -> None:
    gc.unfreeze()
    engine = load_engine("none")
    assert gc.isenabled()
    assert not any(each is engine for each in gc.get_objects())
    gc.unfreeze()


def test_the_garbage_collector_works_again_after_a_failed_load(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_engine("none", packs=[tmp_path / "nowhere.yaml"])
    assert gc.isenabled()
