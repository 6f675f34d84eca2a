"""What two processes compute for `test_processes.py`: started by torchrun, the leader writes what came out."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from fakes import RecordingControl
from miwake.domain.control import Control, SilentControl
from miwake.domain.errors import CancelledError, MiwakeError
from miwake.domain.recipes import recipe
from miwake.ml.batches import BatchPlan
from miwake.ml.devices import Precision
from miwake.ml.loading import load_model
from miwake.ml.material import gather
from miwake.ml.options import ReplayItem, TrainingOptions
from miwake.ml.processes.follower import follow
from miwake.ml.processes.group import joined
from miwake.ml.processes.leader import Leader
from miwake.ml.steps import Stepper, start_vectors
from miwake.ml.student import Student, StudentPlan
from miwake.ml.team import Alone, Team
from unit.ml.conftest import Site
from unit.ml.runs import losses, retrained

OPTIONS = TrainingOptions(batch_size=7, views=2, precision=Precision.FP32, steps=3, evaluations=1, replay_batch=3)
SCENARIOS: dict[str, tuple[str, int | None, int]] = {
    "vit": ("vit", None, 0),
    "bert": ("bert", None, 0),
    "siglip": ("siglip", None, 0),
    "siglip in pieces": ("siglip", 2, 0),
    "bert in pieces": ("bert", 3, 0),
    "vit through thin matrices": ("vit", None, 2),
}
"""Family, micro-batch and rank of thin matrices."""


def plain(colour: str) -> Image.Image:
    return Image.new("RGB", (40, 40), colour)


def general() -> list[ReplayItem]:
    colours = {"a green circle": "green", "a red helmet": "maroon", "two": "white", "the table": "olive"}
    return [ReplayItem(f"general {name}", caption, partial(plain, name)) for caption, name in colours.items()]


def step_of(team: Team, folder: Path, cache: Path, *, micro_batch: int | None, rank: int) -> dict[str, Any]:
    """Return loss, parts and gradients of the first step of a run, masks and all."""
    site, model = Site(), load_model(folder, device="cpu")
    control = SilentControl()
    student = Student(model, StudentPlan(None, None, cache, rank), control=control)
    material = gather(site.snapshot(), general(), options=OPTIONS, open_photo=site.open)
    team.remember(student, material.openers, (0,), control=control)
    team.remember(student, {key: material.openers[key] for key in material.training_photos}, (1,), control=control)
    assert not student.missing(material.training_photos, 1)
    batches = BatchPlan(material.cases, material.pairs, size=OPTIONS.batch_size, negatives=4, views=2, seed=0)
    stepper = Stepper(
        student,
        material,
        batches,
        # At the first step nothing has moved: the gradient of `retention` is rounding, times its weight.
        recipe=replace(recipe("ahnpl"), retention=400.0),
        options=OPTIONS,
        start=start_vectors(student, material.replay),
        control=control,
        team=team,
    )
    stepper.micro_batch = micro_batch
    loss, parts = stepper._gradients(0, progress=0.5, precision=Precision.FP32)
    gradients = {name: each.grad for name, each in student.parameters.items()}
    return {"loss": loss, "parts": parts, "gradients": gradients}


def run_of(team: Team | None, folder: Path, workspace: Path, control: Control, site: Site) -> dict[str, Any]:
    """Return what a whole short run gives."""
    model = load_model(folder, device="cpu")
    result = retrained(model, site, workspace, options=OPTIONS, control=control, replay=general(), team=team)
    return {"losses": losses(result), "notes": list(result.notes), "stored": len(list(workspace.rglob("*.npy")))}


class Unreadable(Site):
    """Photos that only the leader can read."""

    def open(self, path: str) -> Image.Image:
        if os.environ.get("RANK") == "1":
            raise OSError(f"no {path} on this machine")
        return super().open(path)


def attempt(work: Callable[[], object]) -> str:
    try:
        work()
    except CancelledError:
        return "cancelled"
    except MiwakeError as error:
        return str(error)
    return "done"


def lead(leader: Leader, folders: dict[str, Path], out: Path) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, (family, micro_batch, rank) in SCENARIOS.items():
        made[name] = step_of(leader, folders[family], out / name, micro_batch=micro_batch, rank=rank)
    bert = folders["bert"]
    cancelling = RecordingControl(cancel_at=3)
    made["cancelled"] = attempt(lambda: run_of(leader, bert, out / "cancelled", cancelling, Site()))
    made["unreadable"] = attempt(lambda: run_of(leader, bert, out / "unreadable", SilentControl(), Unreadable()))
    made["run"] = run_of(leader, bert, out / "run", SilentControl(), Site())
    os.environ["SHORT"] = "1"
    leader._student = None
    made["short"] = run_of(leader, folders["vit"], out / "short", SilentControl(), Site())
    return made


def run_short_of_memory(follower_only: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    """Make the follower fail where more than three photos go through its vision transformer at once."""

    def encode(self: Student, items: Any, precision: Precision = Precision.FP32) -> torch.Tensor:
        if torch.is_grad_enabled() and len(items) > 3 and self.plan.cache.name == "short":
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.")
        return follower_only(self, items, precision)

    return encode


def main(out: Path, folders: dict[str, Path]) -> None:
    torch.set_num_threads(1)
    with joined("cpu") as group:
        if not group.leads:
            Student.encode_photos = run_short_of_memory(Student.encode_photos)  # type: ignore[method-assign]
            follow(group)
            return
        leader = Leader(group)
        made = lead(leader, folders, out)
        leader.dismiss()
        torch.save(made, out / "made.pt")


ALONE = Alone()

if __name__ == "__main__":
    main(Path(sys.argv[1]), {path.name: path for path in map(Path, sys.argv[2:])})
