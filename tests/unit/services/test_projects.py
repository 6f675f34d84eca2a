from pathlib import Path

import pytest

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.domain.photos import NewPhoto
from miwake.services.importing import Placed, add_photos
from miwake.services.photos import find_photo, list_photos, remove_photos
from miwake.services.projects import Project, new_project, open_project
from unit.services.kit import rows, sha, with_photos


@pytest.mark.parametrize("name", ["site", "site.miwake", "./site", "deep/../site", "現場 1"])
def test_a_project_is_found_with_and_without_its_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep").mkdir()
    with new_project(Path(name)) as made:
        root = made.folder.root
    assert root.parent == tmp_path
    bare = root.name.removesuffix(".miwake")
    for path in (Path(name), root, root.with_name(bare), Path(bare)):
        with open_project(path) as opened:
            assert (opened.folder.root, opened.name) == (root, bare)
    monkeypatch.chdir(root)
    for path in (Path(), Path(), Path("photos/..")):
        with open_project(path) as opened:
            assert opened.folder.root == root


def test_nothing_is_overwritten_and_nothing_made_up(tmp_path: Path) -> None:
    new_project(tmp_path / "site").close()
    with pytest.raises(RefusedError, match="exists already"):
        new_project(tmp_path / "site.miwake")
    for path in (tmp_path / "none", tmp_path, Path("/")):
        with pytest.raises(NotFoundError):
            open_project(path)
    (tmp_path / "file").touch()
    with pytest.raises(MiwakeError, match="cannot be made"):
        new_project(tmp_path / "file" / "site")


def test_a_photo_is_found_by_path_name_number_and_hash(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a" / "IMG.jpg", tmp_path / "b" / "IMG.jpg"
    placed = [
        Placed(NewPhoto(f"{number:x}" * 64, path, path.name, 1, 1, 1), scene=str(number))
        for number, path in enumerate((first, second, tmp_path / "2"), start=10)
    ]
    add_photos(project, placed)
    monkeypatch.chdir(tmp_path / ".")
    assert find_photo(project, str(first)).id == 1
    assert find_photo(project, "b/IMG.jpg").id == 2
    (tmp_path / "c").mkdir()
    assert find_photo(project, "c/../b/IMG.jpg").id == 2
    assert find_photo(project, "b" * 8).id == 2
    assert find_photo(project, "1").id == 1
    # A name goes before a number.
    assert find_photo(project, "2").id == 3
    for named in ("IMG.jpg", "none.jpg", "b" * 7, "99", ""):
        with pytest.raises(NotFoundError):
            find_photo(project, named)


def test_removing_photos_is_all_or_nothing(project: Project) -> None:
    ids = with_photos(project, 10)
    before = rows(project)
    with pytest.raises(NotFoundError):
        remove_photos(project, [*ids, 99])
    assert rows(project) == before
    remove_photos(project, [ids[0], ids[0]])
    assert [each.sha256 for each in list_photos(project)] == [sha(number) for number in range(1, 10)]
