from pathlib import Path

import pytest

from miwake.photos.names import NamedPhoto, match_names

PHOTOS = [
    NamedPhoto("1", Path("/data/visit/a/IMG.jpg"), "a/IMG.jpg"),
    NamedPhoto("2", Path("/data/visit/b/IMG.jpg"), "b/IMG.jpg"),
    NamedPhoto("3", Path("/data/visit/b/only.JPG"), "b/only.JPG"),
    NamedPhoto("3", Path("/data/visit/copy/only.JPG"), "copy/only.JPG"),
    NamedPhoto("4", Path("/data/visit/が.jpg"), "が.jpg"),
    NamedPhoto("5", Path("/data/set.zip/z/5.jpg"), "z/5.jpg"),
]


@pytest.mark.parametrize(
    ("image", "photo"),
    [
        ("visit/a/IMG.jpg", "1"),
        ("./visit/b/IMG.jpg", "2"),
        ("visit\\b\\IMG.jpg", "2"),
        ("/data/visit/b/IMG.jpg", "2"),
        ("visit/a/../b/IMG.jpg", "2"),
        ("a/IMG.jpg", "1"),
        ("only.JPG", "3"),
        ("ONLY.jpg", "3"),
        ("か\u3099.jpg", "4"),
        ("z/5.jpg", "5"),
        ("5.jpg", "5"),
    ],
)
def test_a_name_means_one_photo(image: str, photo: str) -> None:
    assert match_names([image], PHOTOS, folder=Path("/data")).found == {image: photo}


def test_what_is_not_clear_is_refused_with_the_reason() -> None:
    matches = match_names(["IMG.jpg", "gone.jpg", "c/only.JPG", "IMG.jpg", ""], PHOTOS, folder=Path("/data"))
    assert matches.found == {}
    assert "2 photos" in matches.refused["IMG.jpg"]
    assert set(matches.refused) == {"IMG.jpg", "gone.jpg", "c/only.JPG", ""}


def test_the_files_own_folder_decides_between_equal_names() -> None:
    assert match_names(["IMG.jpg"], PHOTOS, folder=Path("/data/visit/a")).found == {"IMG.jpg": "1"}


def test_case_decides_where_it_makes_the_difference() -> None:
    photos = [NamedPhoto("lower", Path("/d/x.jpg"), "x.jpg"), NamedPhoto("upper", Path("/d/X.jpg"), "X.jpg")]
    assert match_names(["X.jpg"], photos).found == {"X.jpg": "upper"}
    assert set(match_names(["X.JPG"], photos).refused) == {"X.JPG"}
