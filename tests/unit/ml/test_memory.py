"""Short memory is recognised on every device; the pieces get smaller, the result stays the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from fakes import RecordingControl
from miwake.domain.control import SilentControl
from miwake.domain.errors import CancelledError
from miwake.ml.devices import Precision
from miwake.ml.embedding import embed_photos
from miwake.ml.gradients import Scale, unscaled
from miwake.ml.loading import load_model
from miwake.ml.memory import Pieces, is_short
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.student import Student, StudentPlan
from miwake.ml.team import Alone, Loss, Step
from unit.ml.kit import FAMILIES
from unit.ml.runs import losses, retrained

OPTIONS = TrainingOptions(steps=3, batch_size=8, views=1, learning_rate=4e-3, evaluations=1, precision=Precision.FP32)


def real_shortage() -> RuntimeError:
    """Ask for more memory than any computer has; nothing is taken."""
    with pytest.raises(RuntimeError) as short:
        torch.empty(1 << 50)
    return short.value


SHORTAGES: dict[str, Callable[[], BaseException]] = {
    "accelerator": lambda: torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    "cpu": real_shortage,
    "mps": lambda: RuntimeError("MPS backend out of memory (MPS allocated: 8.00 GB)"),
    "cublas": lambda: RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    "python": MemoryError,
}


@pytest.mark.parametrize("name", SHORTAGES)
def test_short_memory_is_recognised(name: str) -> None:
    assert is_short(SHORTAGES[name]())


@pytest.mark.parametrize(
    "error", [RuntimeError("mat1 and mat2 shapes cannot be multiplied"), ValueError("no"), OSError()]
)
def test_other_errors_are_not_taken_for_it(error: BaseException) -> None:
    assert not is_short(error)


def pieces(size: int, control: RecordingControl) -> Pieces:
    return Pieces(size, device=torch.device("cpu"), control=control)


def test_pieces_get_smaller_until_they_fit_and_stay_so() -> None:
    control, seen = RecordingControl(), []

    def compute(piece: Sequence[int]) -> Tensor:
        if len(piece) > 3:
            raise real_shortage()
        seen.append(list(piece))
        return torch.tensor(piece)

    several = pieces(8, control)
    assert several.over(list(range(7)), compute).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert seen == [[0, 1, 2], [3, 4, 5], [6]]
    assert control.notes == ["Memory was short: photos now go through the model 3 at a time."]
    assert several.over([9], compute).tolist() == [9]


def test_memory_that_is_short_for_one_input_is_an_error() -> None:
    def compute(_piece: Sequence[int]) -> Tensor:
        raise real_shortage()

    with pytest.raises(MemoryError):
        pieces(4, RecordingControl()).over([1, 2], compute)


def test_an_error_of_another_kind_is_let_through() -> None:
    def compute(_piece: Sequence[int]) -> Tensor:
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes"):
        pieces(4, RecordingControl()).over([1, 2], compute)


class Short(Alone):
    """Computes as one process does, and runs out of memory where more than a few photos are computed at once."""

    def __init__(self, error: Callable[[], BaseException], *, fits: int) -> None:
        self.error, self.fits = error, fits
        self.sizes: list[int | None] = []

    def gradients(self, student: Student, step: Step, *, loss_of: Loss, scale: Scale) -> Tensor:
        """Fail late, with useless gradients left behind."""
        self.sizes.append(step.micro_batch)
        loss = super().gradients(student, step, loss_of=loss_of, scale=scale)
        if (step.micro_batch or len(step.photos)) > self.fits:
            for each in student.parameters.values():
                each.grad = torch.full_like(each, 1e3)
            raise self.error()
        return loss


@pytest.mark.parametrize("name", ["accelerator", "cpu"])
def test_a_run_goes_on_in_pieces_with_the_whole_batch_s_contrast_and_says_so(
    name: str, timm_model: Model, site: Any, tmp_path: Path
) -> None:
    def run(folder: str, control: RecordingControl, team: Alone) -> list[float]:
        result = retrained(timm_model, site, tmp_path / folder, options=OPTIONS, control=control, team=team)
        assert result.steps == 3
        assert tuple(control.notes) == result.notes
        return losses(result)

    control, team = RecordingControl(), Short(SHORTAGES[name], fits=2)
    short = run("short", control, team)
    assert team.sizes == [None, 4, 2, 2, 2]
    assert [note for note in control.notes if "Memory was short" in note] == [
        f"Memory was short: photos now go through the model {size} at a time." for size in (4, 2)
    ]
    assert short == pytest.approx(run("enough", RecordingControl(), Alone()), rel=1e-4)


def test_a_resumed_run_does_not_try_again_what_was_too_much(timm_model: Model, site: Any, tmp_path: Path) -> None:
    class Interrupted(RecordingControl):
        def checkpoint(self) -> None:
            super().checkpoint()
            if any(name == "loss" for name, _, _ in self.metrics):
                raise CancelledError

    def run(control: RecordingControl, team: Short) -> None:
        retrained(timm_model, site, tmp_path, options=replace(OPTIONS, evaluations=3), control=control, team=team)

    with pytest.raises(CancelledError):
        run(Interrupted(), Short(MemoryError, fits=2))
    again = Short(MemoryError, fits=2)
    run(RecordingControl(), again)
    assert again.sizes == [2, 2]


@pytest.mark.parametrize("family", ["vit", "resnet", "siglip", "nllb", "timm resnet"])
def test_pieces_have_the_gradients_of_the_whole_batch(family: str, site: Any, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    model = load_model(FAMILIES[family][0](folder), device="cpu")
    student = Student(model, StudentPlan(None, None, tmp_path), control=SilentControl())
    openers = {photo.sha256: (lambda path=photo.path: site.open(path)) for photo in site.photos[:5]}
    student.remember(openers, (0,), control=SilentControl())
    photos, texts = tuple((key, 0) for key in openers), ("a red square", "a blue square", "two", "a photo of the table")

    def loss_of(seen: Tensor, said: Tensor) -> Tensor:
        return torch.logsumexp(20 * seen @ said.T, dim=1).mean() + torch.logsumexp(20 * said @ seen.T, dim=1).mean()

    def gradients(micro_batch: int | None) -> tuple[Tensor, dict[str, Tensor]]:
        step = Step(photos, texts, Precision.FP32, micro_batch)
        loss = Alone().gradients(student, step, loss_of=loss_of, scale=unscaled)
        made = {name: each.grad.clone() for name, each in student.parameters.items() if each.grad is not None}
        for each in student.parameters.values():
            each.grad = None
        return loss, made

    loss, whole = gradients(None)
    assert set(whole) == set(student.parameters)
    for micro_batch in (2, 3):
        again, made = gradients(micro_batch)
        torch.testing.assert_close(again, loss)
        for name, each in whole.items():
            torch.testing.assert_close(made[name], each, atol=1e-5, rtol=1e-3)


def test_looking_needs_no_more_memory_than_a_piece(timm_model: Model, site: Any, tmp_path: Path) -> None:
    student = Student(timm_model, StudentPlan(None, None, tmp_path), control=SilentControl())
    openers = {photo.sha256: (lambda path=photo.path: site.open(path)) for photo in site.photos}
    student.remember(openers, (0,), control=SilentControl())
    sizes: list[int] = []
    upper = student._photos.upper

    def watched(features: Tensor, tokens: Tensor | None) -> Tensor:
        sizes.append(len(features))
        return upper(features, tokens)

    student._photos = replace(student._photos, upper=watched)
    with torch.no_grad():
        made = student.encode_photos([(key, 0) for key in openers])
    assert made.shape == (len(site.photos), 24)
    assert max(sizes) == 32


def test_scoring_goes_on_in_smaller_pieces_too(timm_model: Model, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    enough = embed_photos(timm_model, site.photos, open_photo=site.open, control=SilentControl())
    honest = Model.encode_photos

    def short(self: Model, pixels: Tensor) -> Tensor:
        if len(pixels) > 10:
            raise real_shortage()
        return honest(self, pixels)

    monkeypatch.setattr(Model, "encode_photos", short)
    control = RecordingControl()
    made = embed_photos(timm_model, site.photos, open_photo=site.open, control=control)
    assert [note.split()[-4] for note in control.notes] == ["16", "8"]
    assert list(made) == list(enough)
    for key, each in enough.items():
        torch.testing.assert_close(made[key], each)
