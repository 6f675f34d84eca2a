"""What is commonly told stays without a suspicion; what is told of other things only becomes one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.captions.pack_mistakes import PackError
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind

Propose = Callable[..., list[Proposal]]

# Each caption with a negative that is commonly told, and with one that is made all the same but as a suspect.
PAIRS = [
    (Kind.RELATION, "A cat is on the table.", "A cat is next to the table."),
    (Kind.RELATION, "A dog is behind the truck.", "A dog is in front of the truck."),
    (Kind.RELATION, "A ball is on the table.", "A ball is under the table."),
    (Kind.RELATION, "A drip tray is next to the pump.", "A drip tray is underneath the pump."),
    (Kind.PRESENCE, "There are people on the beach.", "There are no people on the beach."),
    (Kind.PRESENCE, "There is a fire extinguisher in the hall.", "There is no fire extinguisher in the hall."),
    (Kind.PRESENCE, "A worker with a helmet", "A worker without a helmet"),
    (Kind.PRESENCE, "A grinder with a guard", "A grinder without a guard"),
    (Kind.PRESENCE, "A man in a white hat", "A man holding a white hat"),
]
ODD = [
    (Kind.RELATION, "Three carrots are on a plate.", "Three carrots are next to a plate."),
    (Kind.RELATION, "Signs are on the pole.", "Signs are behind the pole."),
    (Kind.RELATION, "A mug is on a coaster.", "A mug is under a coaster."),
    (Kind.RELATION, "A cup is next to a spoon.", "A cup is far away from a spoon."),
    (Kind.RELATION, "A van is next to the house.", "A van is far away from the house."),
    (Kind.RELATION, "Two sheep side by side", "Two sheep one above the other"),
    (Kind.RELATION, "A player in front of a crowd", "A player behind a crowd"),
    (Kind.PRESENCE, "A plate with a pizza", "A plate without a pizza"),
    (Kind.PRESENCE, "An engineer with a drawing", "An engineer without a drawing"),
    (Kind.PRESENCE, "Women in fancy hats", "Women holding fancy hats"),
    (Kind.PRESENCE, "A worker in an orange vest", "A worker holding an orange vest"),
    (Kind.PRESENCE, "A man with a hat", "A man without a hat"),
    (Kind.PRESENCE, "Horses on a hill with mountains", "Horses on a hill without mountains"),
    (Kind.PRESENCE, "There is a brown duck.", "There is no brown duck."),
    (Kind.PRESENCE, "There is a yellow fire extinguisher.", "There is no yellow fire extinguisher."),
    (Kind.PRESENCE, "Left of a crate there is a fire extinguisher.", "Left of a crate there is no fire extinguisher."),
    (Kind.PRESENCE, "There is a fire extinguisher next to a crate.", "There is no fire extinguisher next to a crate."),
    (Kind.PRESENCE, "A worker with a helmet in his hand", "A worker without a helmet in his hand"),
]


@pytest.mark.parametrize(("kind", "caption", "negative"), PAIRS)
def test_what_is_commonly_told_is_no_suspect(propose: Propose, kind: Kind, caption: str, negative: str) -> None:
    found = {each.text: each.suspect for each in propose(caption, kind)}
    assert found.get(negative, "not made") is None


@pytest.mark.parametrize(("kind", "caption", "negative"), ODD)
def test_what_is_told_of_other_things_is_made_but_a_suspect(
    propose: Propose, kind: Kind, caption: str, negative: str
) -> None:
    found = {each.text: each.suspect for each in propose(caption, kind)}
    assert found[negative] == "Hardly anyone would say this of a photo."


def test_the_opposite_needs_no_place(propose: Propose) -> None:
    unsuspected = {each.text for each in propose("A mug behind a coaster", Kind.RELATION) if each.suspect is None}
    assert unsuspected == {"A mug in front of a coaster"}


COLOURS = [
    ("A worker in a yellow vest", "A worker without a vest"),
    ("A worker in an orange helmet", "A worker without a helmet"),
    ("Workers in orange vests", "Workers without vests"),
    ("A man with a white hard hat", "A man without a hard hat"),
    ("A man in a red and white hat", "A man without a red and white hat"),
    ("A truck with a red guard", "A truck without a red guard"),
]


@pytest.mark.parametrize(("caption", "negative"), COLOURS)
def test_what_is_not_worn_has_no_colour(propose: Propose, caption: str, negative: str) -> None:
    assert negative in [each.text for each in propose(caption, Kind.PRESENCE)]


DEEDS = [
    ("A man walks across the street.", "A man sits across the street."),
    ("A man walks slowly across the street.", "A man runs slowly across the street."),
    ("Horses standing and lying in the grass", "Horses lying and lying in the grass"),
    ("A horse is standing.", "A horse is sitting."),
    ("A group of horses standing on the grass", "A group of horses sitting on the grass"),
    ("Two dogs wait to catch the ball.", "Two dogs wait to throw the ball."),
    ("A man is standing on a post.", "A man is lying on a post."),
    ("Four people are sitting at a table.", "Four people are standing at a table."),
    ("A sign hangs on the wall.", "A sign lies on the wall."),
    ("A man eats the cake with a fork.", "A man sells the cake with a fork."),
    ("A celebrity dials the telephone.", "A celebrity carries the telephone."),
]


@pytest.mark.parametrize(("caption", "negative"), DEEDS)
def test_a_deed_that_the_rest_hardly_goes_with_is_a_suspect(propose: Propose, caption: str, negative: str) -> None:
    assert negative not in [each.text for each in propose(caption, Kind.ACTION) if each.suspect is None]


SURELY = [
    ("A man is standing.", "A man is sitting."),
    ("A dog is standing.", "A dog is sitting."),
    ("A man is standing on the grass.", "A man is lying on the grass."),
    ("A worker in a vest standing next to a truck", "A worker in a vest sitting next to a truck"),
    ("A man loads the truck.", "A man unloads the truck."),
    ("A worker wearing a helmet to the right of a cone", "A worker holding a helmet to the right of a cone"),
]


@pytest.mark.parametrize(("caption", "negative"), SURELY)
def test_a_deed_that_goes_with_the_rest_is_none(propose: Propose, caption: str, negative: str) -> None:
    assert negative in [each.text for each in propose(caption, Kind.ACTION) if each.suspect is None]


THINGS = [
    ("two large giraffes, both giraffes are grown", "two large zebras, both giraffes are grown"),
    ("Rust on the flange of the girder.", "Rust on the flange of the column."),
]


@pytest.mark.parametrize(("caption", "negative"), THINGS)
def test_a_thing_that_more_is_said_of_is_not_exchanged_unasked(propose: Propose, caption: str, negative: str) -> None:
    found = {each.text: each.suspect for each in propose(caption, Kind.OBJECT)}
    assert found[negative] is not None


def test_what_a_sign_forbids_and_what_lacks_something_is_no_presence(propose: Propose) -> None:
    assert propose("A sign says no peddling.", Kind.PRESENCE) == []
    assert "present a bolt" not in " ".join(each.text for each in propose("The flange is missing a bolt."))


def test_an_unstrapped_load_may_be_so_at_one_spot_but_nothing_is_intact_at_one(propose: Propose) -> None:
    loads = propose("A strapped load at the corner", Kind.STATE)
    assert "An unstrapped load at the corner" in [each.text for each in loads if each.suspect is None]
    tiles = propose("The tile is chipped at the corner.", Kind.STATE)
    assert [each.text for each in tiles if each.suspect is None] == []


def proposed_with(pack: str, caption: str, folder: Path) -> dict[str, str | None]:
    path = folder / "site.yaml"
    path.write_text(f"pack: site\n{pack}", encoding="utf-8")
    (found,) = Engine.load(packs=[path]).propose([CaptionInput(caption)], kinds={Kind.RELATION})
    return {each.text: each.suspect for each in found.negatives}


def test_a_site_says_itself_where_a_phrase_is_told(tmp_path: Path) -> None:
    phrase = "relations:\n  - {phrase: astride, to: [abaft]}\n"
    caption, negative = "A buoy astride the hull", "A buoy abaft the hull"
    assert proposed_with(phrase, caption, tmp_path)[negative] is None
    seen = "seen:\n  - {phrase: abaft, what: [buoy], of: [mast]}\n"
    assert proposed_with(phrase + seen, caption, tmp_path)[negative] is not None
    assert proposed_with(phrase + seen.replace("mast", "hull"), caption, tmp_path)[negative] is None
    opposite = "relations:\n  - {phrase: astride, to: [abaft], opposite: [abaft]}\n"
    assert proposed_with(opposite + seen, caption, tmp_path)[negative] is None
    seldom = "relations:\n  - {phrase: astride, to: [abaft], seldom: true}\n"
    assert proposed_with(seldom, caption, tmp_path)[negative] is not None


def test_an_opposite_must_be_among_what_a_phrase_becomes(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="'abeam' is in 'opposite' but not in 'to' of 'astride'"):
        proposed_with("relations:\n  - {phrase: astride, to: [abaft], opposite: [abeam]}\n", "x", tmp_path)
