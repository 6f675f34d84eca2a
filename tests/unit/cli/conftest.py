"""The program itself, called in this process, and a small project to call it on."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from miwake.__main__ import main


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def lines(self) -> list[Any]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Miwake = Callable[..., Ended]


def not_to_be_loaded(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Let the test fail if a module of the worker, and with it torch, is imported from here on."""
    import miwake.worker  # noqa: PLC0415 - light; its modules are not

    monkeypatch.delattr(miwake.worker, module, raising=False)
    monkeypatch.setitem(sys.modules, f"miwake.worker.{module}", None)


@pytest.fixture
def miwake(capsys: pytest.CaptureFixture[str]) -> Miwake:
    def call(*words: object) -> Ended:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return call


@pytest.fixture
def site(tmp_path: Path, miwake: Miwake) -> Path:
    """A project with four described photos in four scenes; its path without the ending."""
    colours = ("red", "green", "blue", "white")
    (tmp_path / "in").mkdir()
    for number, colour in enumerate(colours):
        image = Image.effect_mandelbrot((320, 240), (-2 + number, -1.5, 1 + number / 7, 1.5), 60).convert("RGB")
        image.paste(colour, (40 * number, 0, 40 * number + 160, 240))
        image.save(tmp_path / "in" / f"IMG_{number}.png")
    table = tmp_path / "captions.csv"
    rows = [f"IMG_{number}.png,a {colour} valve,{number}" for number, colour in enumerate(colours)]
    table.write_text("\n".join(["image,caption,group", *rows]) + "\n", encoding="utf-8")
    assert miwake("new", tmp_path / "site").code == 0
    assert miwake("import", tmp_path / "site", tmp_path / "in", "--captions", table).code == 0
    return tmp_path / "site"
