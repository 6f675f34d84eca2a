import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miwake.domain.captions import Caption
from miwake.domain.errors import MiwakeError
from miwake.domain.filters import AllOf, AnyOf, Filter, Not, Term, parse_filter
from miwake.domain.mixups import Mixup, NewMixup
from miwake.domain.negatives import Negative, Proposal
from miwake.domain.photos import NewPhoto, Photo
from miwake.domain.terms import CaptionSource, Decided, Kind, NegativeSource, Operation, Rejection, Split, Status
from miwake.storage.captions import add_caption, captions
from miwake.storage.database import Database, Transaction
from miwake.storage.mixups import add_mixup, mixups
from miwake.storage.negatives import add_choice, add_proposals, decide, negatives
from miwake.storage.photos import add_group, add_photo, photos, set_split

TEXTS = ("École rouge", "ÉCOLE bleue", "a 100%_safe valve", "バルブが開いている", "an open valve", "a closed valve")
NAMES = ("Ünter.jpg", "a.jpg", "b.jpg", "7", "c d.jpg")
VALUES: dict[str, tuple[str, ...]] = {
    "mixup": ("valve", "VALVE", "none such", ""),
    "choice": ("0", "1", "2", "99999999999999999999999"),
    "kind": (*Kind, "State", ""),
    "status": tuple(Status),
    "suspect": ("yes", "no", "YES"),
    "split": (*Split, ""),
    "group": ("1", "2", "5", "0", "99999999999999999999999"),
    "source": tuple(NegativeSource),
    "caption": ("école", "É", "%", "_", "バルブ", "VALVE", "zzz"),
    "photo": ("ünter.jpg", "A.JPG", "7", "3", "none"),
    "reviewed": ("yes", "no"),
}


def fill(transaction: Transaction) -> None:
    chance = random.Random(7)  # noqa: S311 a mixture of rows, not a secret
    valve = add_mixup(transaction, NewMixup("Valve", ("an open valve", "a closed valve")))
    groups = [add_group(transaction) for _ in range(4)]
    for group, split in zip(groups, (*Split, None), strict=True):
        if split:
            set_split(transaction, group, split)
    for number in range(12):
        name = NAMES[number % len(NAMES)]
        new = NewPhoto(f"{number:064x}", Path(f"/{number}/{name}"), name, 1, 1, 1)
        photo = add_photo(transaction, new, group=chance.choice(groups))
        for text in chance.sample(TEXTS, 2):
            answers = text.endswith("valve") and chance.random() < 0.6
            caption, _ = add_caption(
                transaction,
                photo,
                text,
                source=CaptionSource.IMPORTED,
                mixup=valve if answers else None,
                choice=1 if answers else None,
            )
            add_proposals(
                transaction,
                caption.id,
                [
                    Proposal(
                        f"{text} not {each}",
                        chance.choice(list(Kind)),
                        (),
                        Operation.REPLACE,
                        chance.choice(list(NegativeSource)),
                        0.5,
                        chance.choice([None, "a synonym"]),
                    )
                    for each in range(3)
                ],
            )
            if answers:
                add_choice(transaction, caption.id, "an open valve!", mixup=valve, choice=0, by="Aiko")
    for negative in negatives(transaction):
        decided = chance.choice([None, *Decided])
        if decided and negative.mixup is None:
            status = chance.choice([Status.ACCEPTED, Status.REJECTED, Status.STALE])
            rejection = Rejection.NONSENSE if status is Status.REJECTED else None
            decide(transaction, [negative.id], status=status, decided=decided, rejection=rejection)


@dataclass(frozen=True)
class Rows:
    negatives: list[Negative]
    captions: dict[int, Caption]
    photos: dict[int, Photo]
    mixups: dict[int, Mixup]

    def fits(self, wanted: Filter, row: Negative) -> bool:
        """What the filter means, written out row by row."""
        match wanted:
            case AllOf(parts):
                return all(self.fits(part, row) for part in parts)
            case AnyOf(parts):
                return any(self.fits(part, row) for part in parts)
            case Not(part):
                return not self.fits(part, row)
            case Term(field, value):
                return self.term(field, value, row)

    def term(self, field: str, value: str, row: Negative) -> bool:
        caption, photo = self.captions[row.caption], self.photos[row.photo]
        mixup = self.mixups[row.mixup].name if row.mixup is not None else ""
        choice = "" if caption.choice is None else str(caption.choice + 1)
        plain = {
            "mixup": mixup,
            "choice": choice,
            "kind": row.kind or "",
            "status": row.status,
            "split": photo.split or "",
            "group": str(photo.group),
            "source": row.source,
            "suspect": "yes" if row.suspect else "no",
            "reviewed": "yes" if row.decided in (Decided.ONE_BY_ONE, Decided.SORTED) else "no",
        }
        if field == "caption":
            return value.casefold() in caption.text.casefold()
        if field == "photo":
            return value.casefold() == photo.name.casefold() or value == str(photo.id)
        return plain[field].casefold() == value.casefold()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Rows]]:
    database = Database(tmp_path_factory.mktemp("filters") / "project.db")
    with database.action("fill", "Filled") as transaction:
        fill(transaction)
    with database.read() as transaction:
        rows = Rows(
            negatives(transaction),
            {each.id: each for each in captions(transaction)},
            {each.id: each for each in photos(transaction)},
            {each.id: each for each in mixups(transaction)},
        )
    yield database, rows
    database.close()


terms = st.sampled_from(sorted(VALUES)).flatmap(
    lambda field: st.sampled_from(VALUES[field]).map(lambda v: Term(field, v))
)
filters = st.recursive(
    terms,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(wanted=filters)
def test_a_filter_keeps_what_it_means(filled: tuple[Database, Rows], wanted: Filter) -> None:
    database, rows = filled
    with database.read() as transaction:
        kept = [row.id for row in negatives(transaction, wanted)]
    assert kept == [row.id for row in rows.negatives if rows.fits(wanted, row)]


@pytest.mark.parametrize(("field", "value"), [(field, value) for field in VALUES for value in VALUES[field]])
def test_a_term_and_its_opposite_share_the_rows_out(filled: tuple[Database, Rows], field: str, value: str) -> None:
    database, rows = filled
    with database.read() as transaction:
        kept = {row.id for row in negatives(transaction, Term(field, value))}
        others = {row.id for row in negatives(transaction, Not(Term(field, value)))}
    assert kept & others == set()
    assert kept | others == {row.id for row in rows.negatives}


@pytest.mark.parametrize(
    "expression", ["kind:colour", "status:done", "split:training", "source:me", "suspect:maybe", "group:x", "choice:-1"]
)
def test_a_value_that_the_field_cannot_have_is_refused_with_those_it_can(
    filled: tuple[Database, Rows], expression: str
) -> None:
    with filled[0].read() as transaction, pytest.raises(MiwakeError) as told:
        negatives(transaction, parse_filter(expression))
    assert told.value.todo
