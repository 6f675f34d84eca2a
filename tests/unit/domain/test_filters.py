"""Filters as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.errors import MiwakeError
from miwake.domain.filters import FIELDS, AllOf, AnyOf, Filter, Not, Term, parse_filter

STATE, ACCEPTED, TEST = Term("kind", "state"), Term("status", "accepted"), Term("split", "test")


@pytest.mark.parametrize(
    ("expression", "parsed"),
    [
        ("kind:state", STATE),
        ("KIND:state", STATE),
        ("kind:state status:accepted", AllOf((STATE, ACCEPTED))),
        ("kind:state and status:accepted", AllOf((STATE, ACCEPTED))),
        ("kind:state OR status:accepted", AnyOf((STATE, ACCEPTED))),
        ("NOT kind:state", Not(STATE)),
        ("NOT NOT kind:state", Not(Not(STATE))),
        ("NOT kind:state status:accepted", AllOf((Not(STATE), ACCEPTED))),
        ("kind:state OR status:accepted AND split:test", AnyOf((STATE, AllOf((ACCEPTED, TEST))))),
        ("(kind:state OR status:accepted) split:test", AllOf((AnyOf((STATE, ACCEPTED)), TEST))),
        ("NOT (kind:state OR split:test)", Not(AnyOf((STATE, TEST)))),
        ('mixup:"valve at the tank"', Term("mixup", "valve at the tank")),
        ('caption:"a (red) valve"', Term("caption", "a (red) valve")),
        ("mixup:バルブ", Term("mixup", "バルブ")),
        ("", AllOf(())),
        ("   ", AllOf(())),
    ],
)
def test_what_is_written_is_what_is_meant(expression: str, parsed: Filter) -> None:
    assert parse_filter(expression) == parsed


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("colour:red", "no field 'colour'"),
        ("red", "no field:value term"),
        ("(kind:state", "a bracket is not closed"),
        ("kind:state)", "is not expected there"),
        ("kind:state OR", "ends too early"),
        ("NOT", "ends too early"),
        ("kind:", "cannot be read|no field:value"),
        ("kind:state & status:accepted", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(expression: str, complaint: str) -> None:
    with pytest.raises(MiwakeError, match=complaint) as refused:
        parse_filter(expression)
    assert "field:value" in refused.value.todo


terms = st.builds(Term, st.sampled_from(FIELDS), st.sampled_from(["red", "3", "an open valve", "開"]))
parts = st.recursive(
    terms,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda several: AllOf(tuple(several)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda several: AnyOf(tuple(several)))
    ),
)


@given(parts)
def test_any_filter_survives_being_written_out(tree: Filter) -> None:
    assert parse_filter(_written(tree)) == tree


def _written(tree: Filter) -> str:
    match tree:
        case Term(field, value):
            return f'{field}:"{value}"'
        case Not(part):
            return f"NOT ({_written(part)})"
        case AllOf(parts):
            return " AND ".join(f"({_written(part)})" for part in parts)
        case AnyOf(parts):
            return " OR ".join(f"({_written(part)})" for part in parts)
