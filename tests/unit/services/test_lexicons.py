from pathlib import Path

import pytest

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.services import history
from miwake.services.lexicons import keep_pack, packs, remove_pack
from miwake.services.projects import Project


def pack(folder: Path, name: str, content: str = "pack: p\n") -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_packs_are_the_yaml_files_of_the_folder_by_name(project: Project, tmp_path: Path) -> None:
    assert packs(project) == []
    for name in ("site.yaml", "Gate.YML"):
        keep_pack(project, pack(tmp_path, name))
    (project.folder.lexicons / "notes.txt").write_text("none")
    (project.folder.lexicons / "folder.yaml").mkdir()

    assert [each.name for each in packs(project)] == ["Gate.YML", "site.yaml"]


def test_one_of_that_name_is_replaced_only_if_wanted_and_kept(project: Project, tmp_path: Path) -> None:
    keep_pack(project, pack(tmp_path, "site.yaml", "pack: one\n"))
    newer = pack(tmp_path, "site.yaml", "pack: two\n")

    with pytest.raises(RefusedError, match="--replace"):
        keep_pack(project, newer)
    assert packs(project)[0].read_text("utf-8") == "pack: one\n"
    keep_pack(project, newer, replace=True)
    assert packs(project)[0].read_text("utf-8") == "pack: two\n"
    assert [each.read_text("utf-8") for each in project.folder.backups.glob("site-*.yaml")] == ["pack: one\n"]


def test_what_is_removed_is_kept_among_the_backups(project: Project, tmp_path: Path) -> None:
    keep_pack(project, pack(tmp_path, "site.yaml"))

    with pytest.raises(NotFoundError, match=r"There are: site\.yaml"):
        remove_pack(project, "gate")
    kept = remove_pack(project, "site")
    assert packs(project) == []
    assert kept.read_text("utf-8") == "pack: p\n"
    with pytest.raises(NotFoundError, match="none"):
        remove_pack(project, "site.yaml")


def test_the_history_tells_of_packs_and_undo_passes_them_over(project: Project, tmp_path: Path) -> None:
    before = len(history.history(project))
    keep_pack(project, pack(tmp_path, "site.yaml"))
    remove_pack(project, "site.yaml")

    told = history.history(project)
    assert [each.title for each in told[: len(told) - before]] == [
        "Removed lexicon pack site.yaml",
        "Added lexicon pack site.yaml",
    ]
    assert not any(each.undoable for each in told[: len(told) - before])


def test_what_is_no_pack_or_cannot_be_read_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"does not end in \.yaml"):
        keep_pack(project, pack(tmp_path, "site.txt"))
    with pytest.raises(MiwakeError, match="cannot be copied"):
        keep_pack(project, tmp_path / "nowhere.yaml")
    assert packs(project) == []
