import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from miwake.domain.changes import Changes
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.terms import CaptionSource, Split
from miwake.storage import journal, settings
from miwake.storage.captions import add_caption, captions, set_text
from miwake.storage.database import Database, Transaction
from miwake.storage.photos import photos, remove_photo, set_path, set_split, splits

AddPhoto = Callable[..., int]


def set_to(database: Database, value: int, *, series: str | None = None, undoable: bool = True) -> None:
    with database.action("set", f"Set to {value}", series=series, undoable=undoable) as transaction:
        settings.set_setting(transaction, "a", value)


def value(database: Database) -> object:
    with database.read() as transaction:
        return settings.setting(transaction, "a")


def entries(database: Database) -> list[tuple[str, str]]:
    with database.read() as transaction:
        return [(entry.title, entry.state) for entry in journal.history(transaction.session)]


def test_undo_and_redo_walk_back_and_forth_also_after_a_restart(database: Database, path: Path) -> None:
    for number in (1, 2, 3):
        set_to(database, number)
    seen = []
    for _ in range(3):
        database.undo()
        seen.append(value(database))
    assert seen == [2, 1, None]
    with pytest.raises(NotFoundError, match="nothing to undo"):
        database.undo()
    database.close()
    again = Database(path)
    for expected in (1, 2, 3):
        assert again.redo()[0].title == f"Set to {expected}"
        assert value(again) == expected
    with pytest.raises(NotFoundError, match="nothing to redo"):
        again.redo()
    again.close()


def test_a_new_action_drops_what_could_be_redone(database: Database) -> None:
    set_to(database, 1)
    set_to(database, 2)
    database.undo()
    set_to(database, 3)
    with pytest.raises(NotFoundError):
        database.redo()
    assert entries(database) == [("Set to 3", "done"), ("Set to 2", "dropped"), ("Set to 1", "done")]
    database.undo()
    assert value(database) == 1


def test_an_action_that_changes_nothing_leaves_no_entry_and_drops_nothing(database: Database) -> None:
    set_to(database, 1)
    set_to(database, 2)
    database.undo()
    set_to(database, 1)
    assert entries(database) == [("Set to 2", "undone"), ("Set to 1", "done")]
    database.redo()
    assert value(database) == 2


def test_an_action_that_cannot_be_undone_is_passed_over(database: Database) -> None:
    set_to(database, 1)
    with database.action("run", "Ran", undoable=False) as transaction:
        settings.set_setting(transaction, "b", 1)
    assert database.undo()[0].title == "Set to 1"
    with database.read() as transaction:
        assert settings.setting(transaction, "b") == 1


def test_a_series_is_undone_and_redone_together(database: Database) -> None:
    set_to(database, 0)
    for number in (1, 2, 3):
        set_to(database, number, series="import-1")
    for number in (4, 5):
        set_to(database, number, series="import-2")
    database.undo()
    assert value(database) == 3
    database.undo()
    assert value(database) == 0
    assert database.redo()[1] == Changes(settings=frozenset({1}))
    assert value(database) == 3
    database.redo()
    assert value(database) == 5


def test_what_changed_by_other_means_is_not_overwritten(database: Database, path: Path) -> None:
    set_to(database, 1)
    set_to(database, 2)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE settings SET value = '{\"is\": 9}'")
    with pytest.raises(RefusedError) as told:
        database.undo()
    assert told.value.kept == "Nothing was changed."
    assert value(database) == 9
    assert entries(database)[0] == ("Set to 2", "done")


def test_a_series_that_is_stopped_half_way_says_so(database: Database, path: Path) -> None:
    with database.action("set", "Set", series="one") as transaction:
        settings.set_setting(transaction, "b", 1)
    set_to(database, 1, series="one")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE settings SET value = '{\"is\": 9}' WHERE key = 'b'")
    with pytest.raises(RefusedError) as told:
        database.undo()
    assert "in part" in told.value.kept
    assert value(database) is None


def described(transaction: Transaction, add: AddPhoto, number: int) -> int:
    photo = add(transaction, number)
    add_caption(transaction, photo, "a valve", source=CaptionSource.TYPED)
    return photo


def test_a_split_survives_undo_and_never_blocks_it(database: Database, photo: AddPhoto) -> None:
    with database.action("import", "Imported") as transaction:
        first = photo(transaction, 1)
    with database.action("describe", "Described") as transaction:
        add_caption(transaction, first, "a valve", source=CaptionSource.TYPED)
        set_split(transaction, 1, Split.TEST)
    database.undo()
    with database.read() as transaction:
        assert captions(transaction) == []
        assert splits(transaction) == {1: Split.TEST}
    database.undo()
    with database.read() as transaction:
        assert photos(transaction) == []
    database.redo()
    database.redo()
    with database.read() as transaction:
        assert [each.split for each in photos(transaction)] == [Split.TEST]


def test_a_split_given_by_a_later_step_comes_back_when_the_import_is_done_again(
    database: Database, photo: AddPhoto
) -> None:
    with database.action("import", "Imported", series="import") as transaction:
        described(transaction, photo, 1)
    with database.action("split", "Split", undoable=False) as transaction:
        set_split(transaction, 1, Split.VALIDATION)
    database.undo()
    database.redo()
    with database.read() as transaction:
        assert splits(transaction) == {1: Split.VALIDATION}


def test_a_photo_that_moved_meanwhile_stays_where_it_is(database: Database, photo: AddPhoto) -> None:
    with database.action("import", "Imported") as transaction:
        first = described(transaction, photo, 1)
    with database.action("remove", "Removed") as transaction:
        remove_photo(transaction, first)
    database.undo()
    with database.action("move", "Moved", undoable=False) as transaction:
        set_path(transaction, first, Path("/new/IMG_1.jpg"))
    database.redo()
    database.undo()
    with database.read() as transaction:
        assert [each.path for each in photos(transaction)] == [Path("/new/IMG_1.jpg")]
    database.undo()
    database.redo()
    with database.read() as transaction:
        assert [each.path for each in photos(transaction)] == [Path("/new/IMG_1.jpg")]
        assert [each.text for each in captions(transaction)] == ["a valve"]


def test_a_row_that_changes_twice_in_one_action_goes_back_to_its_start(database: Database, photo: AddPhoto) -> None:
    with database.action("import", "Imported") as transaction:
        described(transaction, photo, 1)
    with database.action("edit", "Edited") as transaction:
        for text in ("an open valve", "a closed valve"):
            set_text(transaction, 1, text)
            transaction.flush()
    database.undo()
    with database.read() as transaction:
        assert [each.text for each in captions(transaction)] == ["a valve"]
    database.redo()
    with database.read() as transaction:
        assert [each.text for each in captions(transaction)] == ["a closed valve"]


def test_what_was_done_before_a_column_was_added_can_be_undone_and_done_again(
    database: Database, photo: AddPhoto, path: Path
) -> None:
    with database.action("import", "Imported") as transaction:
        described(transaction, photo, 1)
    with database.action("edit", "Edited") as transaction:
        set_text(transaction, 1, "an open valve")
    with closing(sqlite3.connect(path)) as connection, connection:
        for column in ("before", "after"):
            # As a version that knew no `set_aside_by` had written it.
            forget = f"UPDATE journal_changes SET {column} = json_remove({column}, '$.set_aside_by')"  # noqa: S608
            connection.execute(forget)
    seen = []
    for turn in (database.undo, database.undo, database.redo, database.redo):
        turn()
        with database.read() as transaction:
            seen.append([each.text for each in captions(transaction)])
    assert seen == [["a valve"], [], ["a valve"], ["an open valve"]]
