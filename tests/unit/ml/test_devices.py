"""Devices are chosen or refused by name, and every precision trains; GPUs are played by fakes, fp16 runs on the CPU."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from fakes import RecordingControl
from miwake.domain.errors import CancelledError, RefusedError
from miwake.ml import devices, steps
from miwake.ml.devices import Precision, arithmetic, choose_device, gradient_scaler, precisions, repeatable
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions, TrainingResult
from unit.ml.runs import losses, retrained

CPU = torch.device("cpu")
OPTIONS = TrainingOptions(steps=6, batch_size=8, views=1, learning_rate=1e-4, evaluations=3, precision=Precision.FP32)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`machine("cuda", cards=2)`: a computer that has such a device beside its CPU."""

    def with_device(kind: str, *, cards: int = 1, bf16: bool = True) -> None:
        monkeypatch.setattr(devices, "available", lambda each: each in {kind, "cpu"})
        if kind in {"cuda", "xpu"}:
            monkeypatch.setattr(getattr(torch, kind), "device_count", lambda: cards)
        monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", True)
        monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", "")
        monkeypatch.delenv("CUBLAS_WORKSPACE_CONFIG")
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda *, including_emulation: including_emulation or bf16)

    return with_device


@pytest.mark.parametrize("kind", ["cuda", "mps", "xpu", "cpu"])
def test_the_fastest_kind_is_chosen_and_the_cpu_can_be_asked_for(kind: str, machine: Callable[..., None]) -> None:
    machine(kind)
    assert choose_device() == torch.device(kind)
    assert choose_device(kind) == torch.device(kind)
    assert choose_device("cpu") == CPU


def test_one_of_several_cards_is_chosen_by_its_number(machine: Callable[..., None]) -> None:
    machine("cuda", cards=2)
    assert choose_device("cuda:1") == torch.device("cuda", 1)
    for wrong in ("cuda:2", "cuda:x", "cuda:", "cpu:1"):
        with pytest.raises(RefusedError, match=wrong):
            choose_device(wrong)


@pytest.mark.parametrize("wanted", ["xpu", "mps", "toaster", ""])
def test_a_device_that_is_not_there_is_refused_with_those_that_are(wanted: str, machine: Callable[..., None]) -> None:
    machine("cuda")
    with pytest.raises(RefusedError) as refused:
        choose_device(wanted)
    assert refused.value.todo == "Devices here: auto, cuda, cpu."


def test_this_computer_has_at_least_a_cpu() -> None:
    assert choose_device("cpu") == CPU
    assert choose_device().type in {"cuda", "mps", "xpu", "cpu"}


def test_bf16_where_it_is_fast_and_fp16_on_older_gpus(machine: Callable[..., None]) -> None:
    machine("cuda", bf16=True)
    assert precisions(torch.device("cuda")) == (Precision.FP32, Precision.BF16)
    machine("cuda", bf16=False)
    assert precisions(torch.device("cuda")) == (Precision.FP32, Precision.FP16)
    assert precisions(torch.device("xpu")) == (Precision.FP32, Precision.BF16)
    assert precisions(torch.device("mps")) == (Precision.FP32,)


@pytest.mark.parametrize("flags", [frozenset(), frozenset({"bf16"})])
def test_a_cpu_tries_bf16_where_it_has_instructions_for_it(
    flags: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "_cpu_flags", lambda: flags)
    assert (Precision.BF16 in precisions(CPU)) is bool(flags)


@pytest.mark.parametrize(
    ("precision", "wanted"),
    [(Precision.FP32, torch.float32), (Precision.BF16, torch.bfloat16), (Precision.FP16, torch.float16)],
)
def test_a_precision_is_what_matrices_are_multiplied_in(precision: Precision, wanted: torch.dtype) -> None:
    with arithmetic(CPU, precision):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == wanted
    assert gradient_scaler(CPU, precision).is_enabled() is (precision is Precision.FP16)


def test_a_gpu_of_nvidias_computes_scores_in_fp32_and_repeatably(machine: Callable[..., None]) -> None:
    machine("cpu")
    choose_device("cpu")
    assert torch.backends.cudnn.allow_tf32
    machine("cuda")
    choose_device("auto")
    assert not torch.backends.cudnn.allow_tf32
    assert os.environ["CUBLAS_WORKSPACE_CONFIG"] == ":4096:8"


def test_runs_are_made_repeatable_on_gpus_and_the_switches_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not torch.are_deterministic_algorithms_enabled()
    with repeatable(CPU):
        assert not torch.are_deterministic_algorithms_enabled()
    monkeypatch.setattr(torch.backends.cudnn, "benchmark", True)
    with repeatable(torch.device("cuda")):
        assert torch.are_deterministic_algorithms_enabled()
        assert torch.is_deterministic_algorithms_warn_only_enabled()
        assert not torch.backends.cudnn.benchmark
    assert not torch.are_deterministic_algorithms_enabled()
    assert torch.backends.cudnn.benchmark


def run(model: Model, site: Any, folder: Path, **changed: Any) -> TrainingResult:
    control = changed.pop("control", None)
    return retrained(model, site, folder, options=replace(OPTIONS, **changed), control=control)


def test_scaled_gradients_train_as_plain_ones_do(
    vit_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run(vit_model, site, tmp_path / "plain")
    made = []

    class Watched(torch.amp.GradScaler):
        """A real scaler; its factor is a power of two, so that in fp32 nothing but the exponents changes."""

        def __init__(self) -> None:
            super().__init__("cpu", init_scale=1024.0)
            self.called: list[str] = []
            made.append(self)

        def scale(self, outputs: Any) -> Any:
            self.called.append("scale")
            return super().scale(outputs)

        def unscale_(self, optimizer: torch.optim.Optimizer) -> None:
            self.called.append("unscale")
            super().unscale_(optimizer)

        def step(self, optimizer: torch.optim.Optimizer, *args: Any, **options: Any) -> Any:
            norm = torch.nn.utils.get_total_norm(
                [each.grad for group in optimizer.param_groups for each in group["params"] if each.grad is not None]
            )
            assert norm <= steps.LARGEST_GRADIENT * 1.0001
            self.called.append("step")
            return super().step(optimizer, *args, **options)

        def update(self, new_scale: Any = None) -> None:
            self.called.append("update")
            super().update(new_scale)

        def is_enabled(self) -> bool:
            return True

    monkeypatch.setattr(steps, "gradient_scaler", lambda _device, _precision: Watched())
    scaled = run(vit_model, site, tmp_path / "scaled", precision=Precision.FP16, micro_batch=None)
    assert made[-1].called == ["scale", "unscale", "step", "update"] * 6
    assert losses(scaled) == pytest.approx(losses(plain), rel=0.02)


@pytest.mark.parametrize("precision", [Precision.FP16, Precision.BF16])
def test_half_precision_trains_and_resumes_to_the_same(
    precision: Precision, vit_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[torch.amp.GradScaler] = []

    def growing(device: torch.device, precision: Precision) -> torch.amp.GradScaler:
        fp16 = precision is Precision.FP16
        made.append(torch.amp.GradScaler(device.type, init_scale=16.0, growth_interval=2, enabled=fp16))
        return made[-1]

    monkeypatch.setattr(steps, "gradient_scaler", growing)

    class Interrupted(RecordingControl):
        def checkpoint(self) -> None:
            super().checkpoint()
            if max((step for name, _, step in self.metrics if name == "loss"), default=0) >= 4:
                raise CancelledError

    straight = run(vit_model, site, tmp_path / "straight", precision=precision)
    assert straight.precision is precision
    scale = made[-1].get_scale()
    assert scale == (128.0 if precision is Precision.FP16 else 1.0)
    full = run(vit_model, site, tmp_path / "full")
    assert losses(straight) == pytest.approx(losses(full), rel=0.02)
    assert losses(straight) != losses(full)
    with pytest.raises(CancelledError):
        run(vit_model, site, tmp_path / "broken", precision=precision, control=Interrupted())
    resumed = run(vit_model, site, tmp_path / "broken", precision=precision)
    assert resumed.model.digest == straight.model.digest
    assert resumed.curves == straight.curves
    assert made[-1].get_scale() == scale


def test_gradients_that_overflow_are_left_out_and_the_scale_shrinks(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[torch.amp.GradScaler] = []

    def steep(device: torch.device, precision: Precision) -> torch.amp.GradScaler:
        made.append(torch.amp.GradScaler(device.type, init_scale=2.0**126, enabled=precision is Precision.FP16))
        return made[-1]

    monkeypatch.setattr(steps, "gradient_scaler", steep)
    result = run(timm_model, site, tmp_path, precision=Precision.FP16, steps=3, evaluations=1)
    assert made[-1].get_scale() < 2.0**126
    assert all(value == value for value in losses(result))  # noqa: PLR0124  not a number is not itself
    assert all(torch.isfinite(each).all() for each in result.model.module.state_dict().values())
