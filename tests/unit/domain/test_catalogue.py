from miwake.domain.catalogue import Domain, ReadyMixup, Words
from miwake.domain.mixups import Mixup, NewMixup
from miwake.domain.terms import Kind

VALVE = ReadyMixup(
    "valve-position",
    Domain.PLANT,
    Words("Plant", "プラント"),
    Words("valve open or closed", "バルブの開閉"),
    Kind.STATE,
    (Words("a valve that is open", "バルブ開"), Words("a valve that is closed", "バルブ閉")),
    Words("The stem in the picture.", "弁棒が写るように撮る。"),
)


def test_a_project_takes_it_named_in_a_language_with_english_choices() -> None:
    choices = ("a valve that is open", "a valve that is closed")

    assert VALVE.as_new() == NewMixup("valve open or closed", choices)
    assert VALVE.as_new("ja") == NewMixup("バルブの開閉", choices)


def test_it_is_known_in_a_project_by_either_name_or_by_its_choices() -> None:
    other = Mixup(1, "ladder", ("a", "b"))

    for name, choices in (
        ("Valve open or  closed.", ("a", "b")),
        ("バルブの開閉", ("a", "b")),
        ("mine", ("A valve that is closed", "a valve that is open")),
    ):
        same = Mixup(2, name, choices)
        assert VALVE.among([other, same]) is same
    assert VALVE.among([other, Mixup(3, "valve", ("a valve that is open", "a valve that is shut"))]) is None


def test_all_words_looked_for_are_in_it_in_either_language() -> None:
    for wanted in ("", "VALVE", "closed plant", "バルブ", "開閉 valve", "valve-pos"):
        assert VALVE.mentions(wanted), wanted
    for wanted in ("ladder", "valve ladder", "はしご"):
        assert not VALVE.mentions(wanted), wanted
