"""Lists for a person: headings, columns of any script, nothing cut off."""

import pytest

from miwake.cli.tables import show_table


def test_columns_stand_below_their_headings(capsys: pytest.CaptureFixture[str]) -> None:
    long = "a valve " * 30
    show_table(("ID", "名前", "Seen", "Text"), [(7, "弁", True, "x\ny"), (112, "valve", None, long.strip())], none="-")
    assert capsys.readouterr().out.splitlines() == [
        " ID  名前   Seen  Text",
        "  7  弁     yes   x y",
        f"112  valve  -     {long.strip()}",
    ]


def test_lists_in_a_cell_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("Photos", "Used"), [(["a.jpg", "b.jpg"], False)], none="-")
    assert capsys.readouterr().out.splitlines()[1] == "a.jpg, b.jpg  no"


def test_nothing_is_said_to_be_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("ID",), [], none="No photos.")
    assert capsys.readouterr().out == "No photos.\n"
