"""The commands that the README shows exist, with the options that it shows."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from miwake.cli.main import app

ROOT = Path(__file__).parents[2]
LINES = re.findall(r"^miwake ([a-z].*)$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_readme_shows_commands() -> None:
    assert len(LINES) >= 5


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_can_be_read(line: str) -> None:
    command, words = typer.main.get_command(app), shlex.split(line)
    context = command.make_context("miwake", list(words), resilient_parsing=True)
    while hasattr(command, "get_command"):
        name = words.pop(0)
        command = command.get_command(context, name)
        assert command is not None, name
        context = command.make_context(name, list(words), parent=context, resilient_parsing=True)
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    # Everything has its place: nothing is left over after the arguments and options.
    assert not context.args
