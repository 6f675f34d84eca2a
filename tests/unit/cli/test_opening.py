"""What changes a project backs it up first, once a day; what only looks at it does not."""

from pathlib import Path

import pytest

from miwake.services.projects import open_project
from unit.cli.conftest import Miwake


def copies(site: Path) -> list[Path]:
    with open_project(site) as project:
        return sorted(project.folder.backups.glob("daily-*.db"))


def test_the_first_change_of_a_day_is_preceded_by_a_backup(miwake: Miwake, tmp_path: Path) -> None:
    site = tmp_path / "site"
    miwake("new", site)
    miwake("list", site, "photos")
    miwake("import", site, tmp_path, "--dry-run")
    assert copies(site) == []
    miwake("mixup", "add", site, "valve", "--choice", "open", "--choice", "closed")
    (copy,) = copies(site)
    miwake("mixup", "add", site, "lamp", "--choice", "lit", "--choice", "dark")
    assert copies(site) == [copy]
    assert miwake("restore", site, copy.name).code == 0
    assert miwake("mixup", "list", site, "--json").lines == []


@pytest.mark.parametrize(
    ("changing", "looking"),
    [
        (["decide", "--accept"], ["decide", "--accept", "--dry-run"]),
        (["pair", "IMG_0.png", "IMG_1.png"], ["list", "pairs"]),
        (["check", "--repair"], ["check"]),
        (["negatives", "--masked", "none"], ["list", "negatives"]),
    ],
)
def test_only_what_changes_a_project_backs_it_up(
    miwake: Miwake, site: Path, changing: list[str], looking: list[str]
) -> None:
    for copy in copies(site):
        copy.unlink()
    miwake(looking[0], site, *looking[1:])
    assert copies(site) == []
    assert miwake(changing[0], site, *changing[1:]).code == 0
    assert len(copies(site)) == 1


def test_without_a_backup_a_command_goes_on_and_says_so(miwake: Miwake, site: Path) -> None:
    with open_project(site) as project:
        for each in project.folder.backups.iterdir():
            each.unlink()
        project.folder.backups.rmdir()
        project.folder.backups.write_text("in the way")
    done = miwake("caption", site, "IMG_0.png", "--text", "near the gate")
    assert done.code == 0
    assert "No backup today: Today's backup cannot be written." in " ".join(done.err.split())
