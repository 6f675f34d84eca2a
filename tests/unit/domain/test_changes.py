"""What is broadcast after an action."""

from dataclasses import fields

from miwake.domain.changes import Changes


def test_two_changes_are_put_together_field_by_field() -> None:
    both = Changes(photos=frozenset({1}), captions=frozenset({7})) | Changes(photos=frozenset({2}))
    assert both == Changes(photos=frozenset({1, 2}), captions=frozenset({7}))


def test_no_change_is_false_and_any_change_is_true() -> None:
    assert not Changes()
    assert all(Changes(**{each.name: frozenset({1})}) for each in fields(Changes))


def test_everything_touches_every_field() -> None:
    everything = Changes.everything()
    assert all(getattr(everything, each.name) for each in fields(Changes))


def test_names_that_views_do_not_show_are_left_out() -> None:
    assert Changes.of({"captions": {3}, "journal": {1}}) == Changes(captions=frozenset({3}))
