from dataclasses import replace
from pathlib import Path

import pytest

from miwake.domain.counterfactuals import ChangedCaption, PhotoEdit
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.photos import NewPhoto, Photo
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import CaptionSource, Split
from miwake.services import browsing, history, pairs, sorting
from miwake.services.counterfactuals import NewCopy, add_copy, chosen_captions, copies_of
from miwake.services.descriptions import describe, descriptions, edit_description, remove_description
from miwake.services.mixups import list_mixups
from miwake.services.negatives import captions_to_do
from miwake.services.photos import list_photos, photo, remove_photos
from miwake.services.pictures import tiles
from miwake.services.projects import Project, open_project
from miwake.services.snapshots import make_snapshot
from miwake.storage import photos as rows_of_photos
from unit.services.kit import rows, sha, with_captions, with_mixup, with_photos

LEFT, RIGHT = "a ladder to the left of a tank", "a ladder to the right of a tank"


def sides(project: Project, count: int = 20) -> list[Photo]:
    ids = with_photos(project, count)
    with_captions(project, dict.fromkeys(ids, LEFT))
    return list_photos(project)


def of_split(project: Project, split: Split) -> Photo:
    return next(each for each in list_photos(project) if each.split is split and each.made is None)


def new_copy(parent: Photo, *, number: int = 900, now: str = RIGHT, was: str = LEFT) -> NewCopy:
    file = NewPhoto(sha(number), Path(f"/copies/{number}.png"), f"{number} mirrored.png", 1, 1, 1, phash="f" * 16)
    return NewCopy(file, parent.id, PhotoEdit.MIRROR, {}, (ChangedCaption(was, now),))


def mirrored(project: Project, parent: Photo, *, number: int = 900) -> Photo:
    return add_copy(project, new_copy(parent, number=number), title="Mirrored a photo")[0]


def test_a_copy_keeps_its_parent_and_lives_in_its_scene(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    wanted = replace(new_copy(parent), accepted="a sign", parameters={"region": [[1, 2], [3, 4]]})
    copy, changes = add_copy(project, wanted, title="Mirrored a photo")
    assert (copy.group, copy.split) == (parent.group, Split.TRAIN)
    assert changes.photos == {copy.id}
    made = copy.made
    assert made is not None
    assert (made.parent, made.operation, made.made_by) == (parent.id, PhotoEdit.MIRROR, "Aiko")
    assert (made.accepted, made.accepted_by) == ("a sign", "Aiko")
    assert made.parameters == {"region": [[1, 2], [3, 4]]}
    (caption,) = descriptions(project, photo=copy.id)
    assert (caption.text, caption.source) == (RIGHT, CaptionSource.COUNTERFACTUAL)
    assert made.sources == {caption.id: LEFT}
    assert [each.id for each in copies_of(project, parent.id)] == [copy.id]
    assert parent.made is None


def test_a_copy_is_there_after_a_restart_and_comes_and_goes_with_undo(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    before = rows(project)
    copy = mirrored(project, parent)
    after = rows(project)
    assert history.history(project)[0].title == "Mirrored a photo"
    with open_project(project.folder.root) as again:
        assert photo(again, copy.id) == copy
        history.undo(again)
    assert rows(project) == before
    history.redo(project)
    assert rows(project) == after


@pytest.mark.parametrize("split", [Split.VALIDATION, Split.TEST])
def test_photos_that_prove_something_have_no_copies(project: Project, split: Split) -> None:
    sides(project)
    before = rows(project)
    with pytest.raises(RefusedError, match=f"in a {split} scene"):
        mirrored(project, of_split(project, split))
    assert rows(project) == before


def test_a_photo_without_descriptions_and_a_copy_have_no_copies(project: Project) -> None:
    (bare,) = with_photos(project, 1, start=50)
    with pytest.raises(RefusedError, match="no description yet"):
        mirrored(project, photo(project, bare))
    sides(project)
    copy = mirrored(project, of_split(project, Split.TRAIN))
    with pytest.raises(RefusedError, match="edited copy itself"):
        add_copy(project, new_copy(copy, number=901, was=RIGHT, now=LEFT), title="Mirrored a photo")


def test_the_same_copy_is_not_made_twice(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    copy = mirrored(project, parent)
    with pytest.raises(RefusedError, match=f"as photo {copy.id}"):
        mirrored(project, parent)


def test_descriptions_that_changed_meanwhile_make_no_copy(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    wanted = new_copy(parent)
    (caption,) = descriptions(project, photo=parent.id)
    edit_description(project, caption.id, "a tank")
    with pytest.raises(RefusedError, match="changed meanwhile"):
        add_copy(project, wanted, title="Mirrored a photo")
    describe(project, {parent.id: LEFT})
    describe(project, {parent.id: RIGHT})
    with pytest.raises(RefusedError, match="described as the photo is"):
        add_copy(project, wanted, title="Mirrored a photo")


def test_removing_a_photo_removes_its_copies_and_undo_brings_all_back(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    copy = mirrored(project, parent)
    before = rows(project)
    remove_photos(project, [parent.id, copy.id])
    assert {parent.id, copy.id}.isdisjoint(each.id for each in list_photos(project))
    assert rows(project)["counterfactuals"] == []
    history.undo(project)
    assert rows(project) == before


def test_a_copy_follows_its_photo_into_another_scene(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    copy = mirrored(project, parent)
    other = next(each for each in list_photos(project) if each.split is Split.TEST)
    with project.database.action("move", "Moved") as transaction:
        rows_of_photos.move_to_group(transaction, parent.id, other.group)
    moved = photo(project, copy.id)
    assert (moved.group, moved.split) == (other.group, Split.TEST)
    snapshot = make_snapshot(project)
    assert copy.sha256 not in {each.sha256 for each in snapshot.photos}
    assert any("1 edited copy was left out" in note for note in snapshot.notes)


def test_copies_are_not_sorted_not_paired_and_not_counted(project: Project) -> None:
    mixup = with_mixup(project, "ladder", [LEFT, RIGHT])
    ids = with_photos(project, 20)
    sorting.sort_photos(project, mixup.id, dict.fromkeys(ids, 1))
    parent = of_split(project, Split.TRAIN)
    copy = mirrored(project, parent)
    assert sorting.unsorted(project, mixup.id) == []
    assert list_mixups(project)[0].unsorted == 0
    assert browsing.browse(project, browsing.Browse(mixup=mixup.id)) == []
    with pytest.raises(RefusedError, match="edited copy"):
        sorting.sort_photo(project, mixup.id, copy.id, 1)
    with pytest.raises(RefusedError, match="pair with its original"):
        pairs.mark_pair(project, parent.id, copy.id)
    assert copy.id not in {each.photo for each in captions_to_do(project)}
    assert browsing.photo_sheet(project, parent.id).scene_photos == 1
    assert browsing.photo_sheet(project, copy.id).scene_photos == 2


def test_the_grid_marks_copies(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    copy = mirrored(project, parent)
    assert {tile.id: tile.made for tile in tiles(project, [parent.id, copy.id])} == {parent.id: False, copy.id: True}


def test_a_copy_is_a_training_pair_and_never_a_case(project: Project) -> None:
    sides(project)
    before = make_snapshot(project)
    parent = of_split(project, Split.TRAIN)
    describe(project, {parent.id: "a rusty tank"})
    without = make_snapshot(project)
    copy = mirrored(project, parent)
    snapshot = make_snapshot(project)
    assert snapshot.examples == without.examples
    (pair,) = snapshot.pairs
    assert (pair.photo_a, pair.photo_b, pair.split) == (parent.sha256, copy.sha256, Split.TRAIN)
    assert (pair.caption_a, pair.caption_b) == (LEFT, RIGHT)
    frozen = snapshot.photo(copy.sha256)
    assert (frozen.made_of, frozen.group, frozen.split) == (parent.sha256, parent.group, Split.TRAIN)
    # What the edit did not change is true of the copy as well; what it changed is not.
    assert frozen.also_true == (RIGHT, "a rusty tank")
    assert any("1 edited copy " in note and "none was tested" in note for note in snapshot.notes)
    assert Snapshot.from_json(snapshot.as_json()) == snapshot
    assert len({before.digest, without.digest, snapshot.digest}) == 3


def test_a_copy_trains_only_while_its_photo_is_still_described_so(project: Project) -> None:
    sides(project)
    parent = of_split(project, Split.TRAIN)
    mirrored(project, parent)
    (caption,) = descriptions(project, photo=parent.id)
    edit_description(project, caption.id, "A ladder to the left of a tank.")
    assert len(make_snapshot(project).pairs) == 1
    edit_description(project, caption.id, "a ladder to the left of a silo")
    assert make_snapshot(project).pairs == ()
    history.undo(project)
    assert len(make_snapshot(project).pairs) == 1
    describe(project, {parent.id: RIGHT})
    assert make_snapshot(project).pairs == ()
    history.undo(project)
    remove_description(project, caption.id)
    assert make_snapshot(project).pairs == ()


def test_a_copys_own_words_may_be_corrected(project: Project) -> None:
    sides(project)
    copy = mirrored(project, of_split(project, Split.TRAIN))
    (caption,) = descriptions(project, photo=copy.id)
    edit_description(project, caption.id, "a ladder right of a tank")
    (pair,) = make_snapshot(project).pairs
    assert pair.caption_b == "a ladder right of a tank"


def test_without_copies_a_snapshot_is_what_it_was_before_there_were_any(project: Project) -> None:
    sides(project)
    snapshot = make_snapshot(project)
    old = snapshot.as_json()
    for each in old["photos"]:
        del each["made_of"], each["also_true"]
    assert Snapshot.from_json(old) == snapshot


def test_descriptions_are_named_by_their_number(project: Project) -> None:
    parent = sides(project)[0]
    own = descriptions(project, photo=parent.id)
    assert chosen_captions(own, []) == own
    assert chosen_captions(own, [own[0].id]) == own
    with pytest.raises(NotFoundError, match="not one of this photo's") as told:
        chosen_captions(own, [own[0].id + 1])
    assert LEFT in told.value.todo
