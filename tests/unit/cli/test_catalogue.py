from collections.abc import Callable
from pathlib import Path
from typing import Any

Miwake = Callable[..., Any]


def test_the_catalogue_is_listed_by_domain_in_both_languages(miwake: Miwake) -> None:
    every = miwake("mixup", "catalogue", "--json").lines
    plant = miwake("mixup", "catalogue", "--domain", "plant", "--json").lines
    shown = miwake("mixup", "catalogue", "--domain", "safety").out

    assert (len(every), len(plant)) == (40, 8)
    assert plant[0].keys() == {"id", "domain", "title", "name", "kind", "choices", "photos"}
    assert plant[0]["choices"][0] == {"en": "a valve that is open", "ja": "バルブ開"}
    assert "helmet-worn  helmet on or in hand · ヘルメットの着用  (Safety, presence)" in shown
    assert "  2 a worker holding a helmet · ヘルメットを手に持った作業員" in shown
    assert "valve" not in shown
    assert miwake("mixup", "catalogue", "--domain", "sea").code == 2


def test_ready_mixups_are_taken_in_one_step_that_can_be_undone(miwake: Miwake, site: Path) -> None:
    done = miwake("mixup", "take", site, "valve-position", "helmet-worn")
    assert done.out.splitlines() == ["Added valve open or closed.", "Added helmet on or in hand."]
    assert [row["name"] for row in miwake("mixup", "list", site, "--json").lines] == [
        "valve open or closed",
        "helmet on or in hand",
    ]
    again = miwake("mixup", "take", site, "under-the-load", "helmet-worn")
    assert (again.code, "already" in again.err) == (1, True)
    assert miwake("undo", site).out == "Undone: Added 2 mix-ups\n"
    assert miwake("mixup", "list", site, "--json").lines == []


def test_they_may_have_their_japanese_names(miwake: Miwake, site: Path) -> None:
    assert miwake("mixup", "take", site, "gauge-needle", "--language", "ja").out == "Added 圧力計の指針.\n"
    assert miwake("mixup", "take", site, "flange-leak", "--language", "de").code == 2


def test_an_unknown_one_is_named_with_what_may_be_meant(miwake: Miwake, site: Path) -> None:
    ended = miwake("mixup", "take", site, "valve-positon")
    assert ended.code == 1
    assert "'valve-positon'" in ended.err
    assert "'valve-position'" in ended.err
    assert "Did you mean 'valve-position' or 'ball-valve-lever'" in miwake("mixup", "take", site, "valve").err
    assert miwake("mixup", "take", site).code == 2
