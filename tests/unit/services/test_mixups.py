from pathlib import Path

import pytest

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.domain.mixups import Cost, NewMixup
from miwake.services.descriptions import descriptions
from miwake.services.mixups import (
    add_mixups,
    list_mixups,
    mixup_named,
    parse_cost,
    read_mixups,
    remove_mixup,
    write_mixups,
)
from miwake.services.negatives import list_negatives
from miwake.services.projects import Project
from miwake.services.sorting import sort_photos
from unit.services.kit import with_mixup, with_photos

AWKWARD = [
    NewMixup(
        "バルブ",
        ("バルブが開いている", "バルブが閉じている"),
        12.5,
        (Cost(0, 1, 1234567.0), Cost(1, 0, 0.1)),
        critical=True,
    ),
    NewMixup("yes", ("on", "off", "no"), None),
    NewMixup("a: b # c", ("1", "2.50", "'quoted' \"twice\""), 0.0),
    NewMixup("lines", ("one\nline", " padded ", "tab\there"), 3),
]


def test_mixups_come_back_from_yaml_as_they_were(project: Project, tmp_path: Path) -> None:
    add_mixups(project, AWKWARD)
    file = tmp_path / "mixups.yaml"
    assert write_mixups(project, file) == len(AWKWARD)
    assert read_mixups(file) == AWKWARD


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mixups:\n - name: v\n   choices: [on, off]\n", "quotation marks"),
        ("mixups:\n - name: v\n   choices: open\n", "no list"),
        ("mixups:\n - name: v\n   choices: [open]\n", "two to 5"),
        ("mixups:\n - name: v\n   choices: [open, Open.]\n", "the same"),
        ("mixups:\n - choices: [open, closed]\n", "name is missing"),
        ("mixups:\n - name: v\n", "choices is missing"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   per_month: .nan\n", "times a month"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   per_month: -1\n", "times a month"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   per_month: often\n", "could not convert"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   costs: ['1>1=3']\n", "1>2=40"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   costs: ['1>2=.inf']\n", "cannot be read"),
        ("mixups:\n - name: v\n   choices: [a, b]\n   critical: 'false'\n", "neither true nor false"),
        ("mixups:\n - valve\n", ""),
        ("mixups: 3\n", ""),
        ("- a\n", ""),
        ("mixups: [\n", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "mixups.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MiwakeError) as told:
        read_mixups(file)
    assert "mixups.yaml" in told.value.what
    assert why in told.value.why


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path, project: Project) -> None:
    file = tmp_path / "mixups.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    for path in (file, tmp_path / "none.yaml"):
        with pytest.raises(MiwakeError):
            read_mixups(path)
    with pytest.raises(MiwakeError, match="cannot be written"):
        write_mixups(project, tmp_path / "no" / "folder.yaml")


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("1>2=40", Cost(0, 1, 40.0)),
        ("a closed valve>an open valve=0.5", Cost(1, 0, 0.5)),
        (" 2 > 1 = 3", Cost(1, 0, 3.0)),
    ],
)
def test_a_cost_names_its_direction(text: str, cost: Cost) -> None:
    assert parse_cost(text, ("an open valve", "a closed valve")) == cost


@pytest.mark.parametrize("text", ["", "1>2", "1>3=1", "0>1=1", "1>1=1", "1>2=-1", "1>2=inf", "1>2=nan", "1=2>3"])
def test_a_cost_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(MiwakeError):
        parse_cost(text, ("an open valve", "a closed valve"))


def test_a_name_is_taken_once_whatever_its_case(project: Project) -> None:
    with_mixup(project, "Valve")
    with pytest.raises(RefusedError):
        add_mixups(project, [NewMixup("other", ("a", "b")), NewMixup(" VALVE ", ("a", "b"))])
    assert [each.name for each in list_mixups(project)] == ["Valve"]
    assert mixup_named(project, "valve ").name == "Valve"
    with pytest.raises(NotFoundError) as told:
        mixup_named(project, "ladder")
    assert "Valve" in told.value.todo


def test_removing_one_keeps_the_descriptions(project: Project) -> None:
    ids = with_photos(project, 30)
    mixup, other = with_mixup(project), with_mixup(project, "other", ("c", "d"))
    sort_photos(project, mixup.id, dict.fromkeys(ids, 1))
    sort_photos(project, other.id, dict.fromkeys(ids[:3], 1))
    remove_mixup(project, mixup.id)
    assert [each.name for each in list_mixups(project)] == ["other"]
    assert len(descriptions(project)) == 33
    assert {each.mixup for each in descriptions(project)} == {None, other.id}
    assert len(list_negatives(project)) == 33
    with pytest.raises(NotFoundError):
        remove_mixup(project, mixup.id)
