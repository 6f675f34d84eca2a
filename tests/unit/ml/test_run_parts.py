"""The parts of a run that keep it honest: stores, checkpoints, guard, schedule, interpolation, pieces."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from miwake.ml.feature_store import FeatureStore
from miwake.ml.gradients import backward
from miwake.ml.guard import Guard, Spread, spread_of
from miwake.ml.interpolation import mixed
from miwake.ml.schedule import fitting_steps, learning_rate
from miwake.ml.validation import Validation, fewer_errors_p


def test_a_store_finds_what_it_was_given_again(tmp_path: Path) -> None:
    store = FeatureStore(tmp_path / "a")
    store.add(["x", "y"], np.arange(6, dtype=np.float16).reshape(2, 3))
    store.add(["z"], np.full((1, 3), 9, dtype=np.float32))
    again = FeatureStore(tmp_path / "a")
    assert again.missing(["y", "q", "q", "z"]) == ["q"]
    assert again.read(["z", "x"]).tolist() == [[9, 9, 9], [0, 1, 2]]
    assert again.read(["z"]).dtype == np.float32


def test_an_interrupted_write_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    FeatureStore(tmp_path).add(["x"], np.ones((1, 2), dtype=np.float32))
    (tmp_path / "0000001-1-1.npy").write_bytes(b"half a file")
    (tmp_path / "0000001-1-1.unfinished").write_text('["y"]')
    assert len(FeatureStore(tmp_path)) == 1


def test_the_rate_rises_falls_and_ends_low() -> None:
    rates = [learning_rate(1.0, step=step, steps=100) for step in range(100)]
    assert rates.index(max(rates)) == 9
    assert rates[:11] == sorted(rates[:11])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 0.03


def test_a_schedule_fits_its_time() -> None:
    assert fitting_steps(100.0, per_step=0.5, per_look=1.0, looks=20, largest=1000) == 160
    assert fitting_steps(100.0, per_step=0.5, per_look=1.0, looks=20, largest=50) == 50
    assert fitting_steps(-3.0, per_step=0.5, per_look=1.0, looks=20, largest=50) == 1


def test_the_guard_sees_photos_becoming_alike() -> None:
    free = nn.functional.normalize(torch.randn(40, 16, generator=torch.Generator().manual_seed(0)), dim=-1)
    together = nn.functional.normalize(free + 3 * free[0], dim=-1)
    flat = nn.functional.normalize(free * (torch.arange(16) < 4), dim=-1)
    start = spread_of(free)
    assert start.rank == pytest.approx(16, abs=1.5)
    assert Guard(start).alarm(spread_of(free), worse=False, loss=1.0) is None
    assert "drew together" in str(Guard(start).alarm(spread_of(together), worse=False, loss=1.0))
    assert "dimensions" in str(Guard(start).alarm(spread_of(flat), worse=False, loss=1.0))


def test_the_guard_goes_back_once() -> None:
    guard = Guard(Spread(10.0, 1.0))
    assert [guard.alarm(None, worse=True, loss=1.0) for _ in range(3)] == [None, None, "validation got worse"]
    assert guard.go_back()
    assert [guard.alarm(None, worse=worse, loss=1.0) for worse in (True, True, False, True, True)] == [None] * 5
    guard.times_worse = 0
    assert guard.alarm(None, worse=True, loss=1.0) is None
    assert "not a number" in str(guard.alarm(None, worse=False, loss=float("nan")))
    assert not guard.go_back()


def outcome(errors: list[float], losses: list[float] | None = None) -> Validation:
    size = len(errors)
    return Validation(np.array(errors), np.array(losses or errors), np.arange(size))


def test_fewer_mix_ups_win_and_the_loss_breaks_ties() -> None:
    assert outcome([0, 0, 1]).better_than(outcome([0, 1, 1]))
    assert outcome([0, 1], [0.2, 1.0]).better_than(outcome([1, 0], [1.0, 0.3]))
    assert not outcome([0, 1]).better_than(outcome([0, 1]))


def test_surely_better_needs_more_than_chance() -> None:
    best = outcome([0.0] * 20)
    assert best.surely_better_than(outcome([1.0] * 5 + [0.0] * 15))
    assert not best.surely_better_than(outcome([1.0] * 4 + [0.0] * 16))
    assert not best.surely_better_than(best)
    mixed_up = [1.0, 0.0] * 10
    assert not outcome(mixed_up).surely_better_than(outcome(mixed_up[::-1]))


def test_the_sign_flip_p_is_exact_for_few_scenes() -> None:
    assert fewer_errors_p(np.array([-1.0] * 5)) == pytest.approx(1 / 32)
    assert fewer_errors_p(np.array([-1.0, 1.0, 0.0])) == pytest.approx(0.75)
    assert fewer_errors_p(np.zeros(4)) == 1.0
    assert fewer_errors_p(np.array([-1.0] * 14 + [0.0] * 20)) < 0.01
    assert fewer_errors_p(np.array([1.0] * 14)) > 0.9


def test_mixed_weights_are_exact_at_both_ends() -> None:
    start, trained = {"a": torch.tensor([0.1, 0.2])}, {"a": torch.tensor([0.3, 0.7])}
    assert torch.equal(mixed(start, trained, 0.0)["a"], start["a"])
    assert torch.equal(mixed(start, trained, 1.0)["a"], trained["a"])
    torch.testing.assert_close(mixed(start, trained, 0.5)["a"], torch.tensor([0.2, 0.45]))


@pytest.mark.parametrize("micro", [1, 3, 4])
def test_gradients_in_pieces_are_those_of_the_whole(micro: int) -> None:
    torch.manual_seed(0)
    towers = [nn.Linear(5, 3), nn.Linear(4, 3)]
    inputs = [list(torch.randn(7, 5)), list(torch.randn(4, 4))]

    def encode(tower: nn.Module) -> object:
        return lambda rows: nn.functional.normalize(tower(torch.stack(list(rows))), dim=-1)

    def loss(photos: Tensor, texts: Tensor) -> Tensor:
        return torch.logsumexp(5 * photos @ texts.T, dim=1).mean() + photos.square().sum()

    def gradients(size: int | None) -> list[Tensor]:
        for tower in towers:
            tower.zero_grad()
        pairs = [(encode(tower), rows) for tower, rows in zip(towers, inputs, strict=True)]
        backward(pairs, loss, micro_batch=size)  # type: ignore[arg-type]
        return [each.grad.clone() for tower in towers for each in tower.parameters() if each.grad is not None]

    whole, pieces = gradients(None), gradients(micro)
    assert len(whole) == 4
    for one, two in zip(whole, pieces, strict=True):
        torch.testing.assert_close(one, two)


def test_views_are_the_same_for_the_same_photo_and_keep_left_and_right() -> None:
    from PIL import Image  # noqa: PLC0415

    from miwake.ml.views import view_of  # noqa: PLC0415

    class Plain:
        image_size = (32, 32)

        def preprocess(self, photo: Image.Image) -> Tensor:
            return self.normalise(torch.from_numpy(np.array(photo.resize((32, 32)))).permute(2, 0, 1) / 255)

        def normalise(self, pixels: Tensor) -> Tensor:
            return pixels

    photo = Image.new("RGB", (60, 40), (20, 20, 20))
    photo.paste((230, 20, 20), (0, 0, 30, 40))
    keys = [f"photo {random.Random(n).random()}" for n in range(5)]  # noqa: S311  not for secrets
    for key in keys:
        one, two = (view_of(Plain(), photo, key=key, view=1) for _ in range(2))  # type: ignore[arg-type]
        assert torch.equal(one, two)
        assert one[0, :, 0].mean() >= one[0, :, -1].mean()
        assert not torch.equal(one, view_of(Plain(), photo, key=key, view=2))  # type: ignore[arg-type]
