"""Two processes that share a step compute what one computes with the joined batch: loss, parts and every gradient."""

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import torch

from miwake.domain.control import SilentControl
from miwake.domain.errors import RefusedError
from miwake.ml.processes.group import Group, joined
from unit.ml.conftest import Site
from unit.ml.kit import FAMILIES
from unit.ml.two_processes import ALONE, SCENARIOS, run_of, step_of

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for family in ("vit", "bert", "siglip"):
        folder = tmp_path_factory.mktemp("models") / family
        folder.mkdir()
        made[family] = FAMILIES[family][0](folder)
    return made


@pytest.fixture(scope="module")
def made(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All that the two processes computed; starting them and their libraries is most of the time."""
    out, tests = tmp_path_factory.mktemp("two"), Path(__file__).parents[2]
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    script = Path(__file__).with_name("two_processes.py")
    path = os.pathsep.join((str(tests), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [*launch, str(script), str(out), *map(str, folders.values())],
        env=os.environ | {"PYTHONPATH": path, "GLOO_SOCKET_IFNAME": "lo"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    loaded: dict[str, Any] = torch.load(out / "made.pt", weights_only=True)
    return loaded


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_two_processes_have_the_loss_and_the_gradients_of_one(
    name: str, made: dict[str, Any], folders: dict[str, Path], tmp_path: Path
) -> None:
    family, micro_batch, rank = SCENARIOS[name]
    alone = step_of(ALONE, folders[family], tmp_path, micro_batch=micro_batch, rank=rank)
    together = made[name]
    assert together["loss"] == pytest.approx(alone["loss"], rel=1e-5)
    assert together["parts"] == pytest.approx(alone["parts"], rel=1e-4)
    assert len(together["parts"]) >= 5
    assert together["gradients"].keys() == alone["gradients"].keys()
    # Some gradients are zero but for rounding, such as those of the biases of attention's keys.
    largest = max(float(each.abs().max()) for each in alone["gradients"].values())
    for key, each in alone["gradients"].items():
        torch.testing.assert_close(together["gradients"][key], each, atol=1e-5 * largest, rtol=1e-3)


@pytest.mark.slow
def test_a_run_of_two_processes_is_the_run_of_one(
    made: dict[str, Any], folders: dict[str, Path], tmp_path: Path
) -> None:
    alone = run_of(None, folders["bert"], tmp_path, SilentControl(), Site())
    assert made["run"]["losses"] == pytest.approx(alone["losses"], rel=1e-3)
    # Each process writes its share: twice as many files as one process writes.
    assert made["run"]["stored"] > alone["stored"]


@pytest.mark.slow
def test_short_memory_in_one_process_makes_the_pieces_of_all_smaller(
    made: dict[str, Any], folders: dict[str, Path], tmp_path: Path
) -> None:
    alone = run_of(None, folders["vit"], tmp_path, SilentControl(), Site())
    assert any(note.startswith("Memory was short: photos now go through the model") for note in made["short"]["notes"])
    assert made["short"]["losses"] == pytest.approx(alone["losses"], rel=1e-3)


@pytest.mark.slow
def test_followers_listen_again_after_a_run_that_was_cancelled_or_failed(made: dict[str, Any]) -> None:
    assert made["cancelled"] == "cancelled"
    assert "Another process of this run failed. process 1: OSError: no " in made["unreadable"]
    assert "The last checkpoint is kept." in made["unreadable"]


def test_shares_are_neighbours_and_leave_nothing_out() -> None:
    for total in (0, 1, 2, 7, 64):
        items = list(range(total))
        shares = [list(Group(rank, 3, CPU).share(items)) for rank in range(3)]
        assert list(chain.from_iterable(shares)) == items
        assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_a_device_that_is_not_there_is_refused_before_anyone_waits() -> None:
    with pytest.raises(RefusedError), joined("toaster", {"RANK": "0", "WORLD_SIZE": "2", "LOCAL_RANK": "0"}):
        raise AssertionError("never reached")
