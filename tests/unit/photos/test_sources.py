import io
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from miwake.photos import archives
from miwake.photos.archives import Unreadable
from miwake.photos.sources import FoundPhoto, find_photos
from miwake.photos.unpacking import Unpacked, safe_parts, unpack_photos


def names(paths: list[Path]) -> list[str]:
    return [each.name if isinstance(each, FoundPhoto) else f"! {each.path}" for each in find_photos(paths)]


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def make_tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as file:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))
    return path


def test_folders_are_searched_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b/2.JPG", "b/10.jpg", "a.heic", "C.png", ".hidden.jpg", ".git/x.jpg", "notes.txt", "p.miwake/t.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "noextension").touch()
    assert names([tmp_path]) == ["a.heic", "b/10.jpg", "b/2.JPG", "C.png"]


def test_what_was_named_is_answered_for(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "a.txt").touch()
    found = list(find_photos([tmp_path / "a.jpg", tmp_path / "a.txt", tmp_path / "gone"]))
    assert found[0] == FoundPhoto(tmp_path / "a.jpg", tmp_path / "a.jpg", "a.jpg")
    assert [each.reason for each in found[1:] if isinstance(each, Unreadable)] == [
        "Its name is not that of a photo.",
        "It is not there.",
    ]


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.jpg").touch()
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone.jpg")
    assert names([tmp_path]) == ["a/1.jpg", f"! {tmp_path / 'nowhere.jpg'}"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_in_an_old_encoding_is_reported(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "写真.jpg".encode("cp932"))).touch()
    (tmp_path / "z.jpg").touch()
    found, reported = find_photos([tmp_path])
    assert isinstance(found, FoundPhoto)
    assert isinstance(reported, Unreadable)
    assert reported.path.encode()


def test_an_unreadable_folder_is_reported_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "z.jpg").touch()
    listing = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names([tmp_path]) == [f"! {tmp_path / 'locked'}", "z.jpg"]


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_photos_of_an_archive_are_listed_and_unpacked(tmp_path: Path, make: object) -> None:
    assert callable(make)
    members = {"visit/1.jpg": b"one", "visit/notes.txt": b"text", "__MACOSX/._1.jpg": b"mac", "2.png": b"two"}
    archive = make(tmp_path / f"photos{'.zip' if make is make_zip else '.tar'}", members)
    assert names([archive]) == ["visit/1.jpg", "2.png"]
    assert names([tmp_path]) == [f"{archive.name}/visit/1.jpg", f"{archive.name}/2.png"]
    found = [each for each in find_photos([archive]) if isinstance(each, FoundPhoto)]
    wanted = {each.member for each in found if each.member}
    unpacked = list(unpack_photos(archive, tmp_path / "out", members=wanted))
    assert unpacked == [
        Unpacked("visit/1.jpg", tmp_path / "out" / "visit" / "1.jpg"),
        Unpacked("2.png", tmp_path / "out" / "2.png"),
    ]
    assert (tmp_path / "out" / "visit" / "1.jpg").read_bytes() == b"one"
    assert list(unpack_photos(archive, tmp_path / "out", members=wanted)) == unpacked, "the same again is used again"
    assert len(list((tmp_path / "out").rglob("*.*"))) == 2, "nothing else is left behind"


def test_a_taken_name_is_kept_and_the_new_file_gets_another(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.jpg").write_bytes(b"mine")
    archive = make_zip(tmp_path / "photos.zip", {"1.jpg": b"new"})
    assert list(unpack_photos(archive, tmp_path / "out")) == [Unpacked("1.jpg", tmp_path / "out" / "1 (2).jpg")]
    assert (tmp_path / "out" / "1.jpg").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["../1.jpg", "a/../../1.jpg", "/etc/1.jpg", "C:\\1.jpg", "..\\1.jpg"])
@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_names_that_lead_outside_are_refused(tmp_path: Path, make: object, name: str) -> None:
    assert callable(make)
    archive = make(tmp_path / f"slip{'.zip' if make is make_zip else '.tar'}", {name: b"slip", "good.jpg": b"good"})
    result = list(unpack_photos(archive, tmp_path / "out" / "in"))
    assert [type(each) for each in result] == [Unreadable, Unpacked]
    assert [path.name for path in tmp_path.rglob("*.jpg")] == ["good.jpg"]


def test_a_link_inside_the_target_folder_is_not_followed_outside(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "way").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    archive = make_zip(tmp_path / "slip.zip", {"way/1.jpg": b"slip"})
    assert [type(each) for each in unpack_photos(archive, tmp_path / "out")] == [Unreadable]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_links_and_devices_of_a_tar_are_left_out(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "links.tar", "w") as file:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("1.jpg")
            entry.type, entry.linkname = kind, "/etc/passwd"
            file.addfile(entry)
    assert names([tmp_path / "links.tar"]) == []


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "bomb.zip", {f"{n}.jpg": bytes(40 << 20) for n in range(3)})
    (only,) = unpack_photos(archive, tmp_path / "out")
    assert isinstance(only, Unreadable)
    assert "120 MB" in only.reason
    assert not (tmp_path / "out").exists()


def test_a_member_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 3)
    archive = make_zip(tmp_path / "photos.zip", {"big.jpg": b"1234", "small.jpg": b"123"})
    assert names([archive]) == [f"! {archive}/big.jpg", "small.jpg"]


def encrypted(archive: Path) -> Path:
    """Set the mark of encryption in both headers of the only member."""
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    archive.write_bytes(bytes(data))
    return archive


def test_a_locked_zip_is_refused_with_the_reason(tmp_path: Path) -> None:
    archive = encrypted(make_zip(tmp_path / "locked.zip", {"1.jpg": b"secret"}))
    (only,) = find_photos([archive])
    assert isinstance(only, Unreadable)
    assert "password" in only.reason


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04" + bytes(100)])
@pytest.mark.parametrize("name", ["x.zip", "x.tar"])
def test_damaged_archives_are_reported(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert names([tmp_path / name]) == [f"! {tmp_path / name}"]


def test_a_damaged_member_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        file.writestr("1.jpg", b"damage me")
        file.writestr("2.jpg", b"fine")
    archive.write_bytes(archive.read_bytes().replace(b"damage me", b"damaged!!"))
    result = list(unpack_photos(archive, tmp_path / "out"))
    assert [type(each) for each in result] == [Unreadable, Unpacked]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2.jpg"]


def test_japanese_names_of_a_windows_zip_are_read(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "photos.zip", {"AAAA.jpg": b"1"})
    archive.write_bytes(archive.read_bytes().replace(b"AAAA.jpg", "写真.jpg".encode("cp932")))
    assert names([archive]) == ["写真.jpg"]


def test_an_entry_without_a_name_is_left_out(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "photos.zip", {"AAAA": b"1", "b.jpg": b"2"})
    archive.write_bytes(archive.read_bytes().replace(b"AAAA", b"\0\0\0\0"))
    assert names([archive]) == ["b.jpg"]


def test_japanese_names_of_an_old_tar_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "photos.tar"
    with tarfile.open(archive, "w", encoding="cp932", format=tarfile.GNU_FORMAT) as file:
        file.addfile(tarfile.TarInfo("写真.jpg"))
    assert names([archive]) == ["写真.jpg"]


def test_names_are_made_fit_for_windows() -> None:
    assert safe_parts("12:30/c?.jpg") == ("12_30", "c_.jpg")
    assert safe_parts("x/aux.jpg") == ("x", "_aux.jpg")
    assert safe_parts("x. /1.jpg") == ("x", "1.jpg")
