"""Relations and absences that are made all the same, but as suspects: true as well, or hardly ever said."""

from collections.abc import Callable

import pytest

from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind

Propose = Callable[..., list[Proposal]]

HARDLY = "Hardly anyone would say this of a photo."

TRUE_AS_WELL = [
    ("A laptop connected to a keyboard", "A laptop lying next to a keyboard", "may be true as well"),
    ("A gate valve is beside a pump.", "A gate valve is in front of a pump.", "may be true as well"),
    ("A club in the middle of a street", "A club at the edge of a street", "may be true as well"),
    ("A man is walking up a road.", "A man is walking down a road.", "may look the same"),
    ("A boy is on the rim of a bowl.", "A boy is next to the rim of a bowl.", "What is on an edge"),
    ("A woman sitting in front of a pizza", "A woman sitting behind a pizza", "from the other side"),
    ("Someone in the bed", "Someone on top of the bed", "in a bed"),
    ("A laptop in front of a chair", "A laptop behind a chair", "from the other side"),
    ("A meal in front of a man", "A meal behind a man", "from the other side"),
    ("A cow under a tree", "A cow in front of a tree", "may be true as well"),
    ("A number on the front of the train", "A number on the back of the train", "The other end"),
]


@pytest.mark.parametrize(("caption", "negative", "why"), TRUE_AS_WELL)
def test_what_may_be_true_as_well_says_so(propose: Propose, caption: str, negative: str, why: str) -> None:
    found = {each.text: each.suspect for each in propose(caption, Kind.RELATION)}
    assert why in (found[negative] or "")


KEPT = [
    ("A barge floating down a cliff", "A barge floating up a cliff"),
    ("A skier is coming down a hill.", "A skier is coming up a hill."),
    ("A man throwing a ball away from the dog", "A man throwing a ball towards the dog"),
    ("A cat looking up in the air", "A cat looking down in the air"),
    ("Horses with mountains in the background", "Horses with mountains in the foreground"),
    ("Two pictures above the table", "Two pictures below the table"),
    ("A horse in an office with a desk", "A horse outside an office with a desk"),
    ("A man on a skateboard doing tricks", "A man next to a skateboard doing tricks"),
    ("A man is standing next to a car.", "A man is standing inside a car."),
    ("A man is sitting on a chair.", "A man is sitting under a chair."),
    ("A crate in a warehouse", "A crate next to a warehouse"),
    ("A crate inside a plant under indoor light", "A crate outside of a plant under indoor light"),
    ("Posters on the wall", "Posters next to the wall"),
    ("There are exactly two pictures above the table.", "There are exactly two pictures below the table."),
    ("A woman looking in the refrigerator", "A woman looking behind the refrigerator"),
    ("A rider in the air doing tricks", "A rider on the ground doing tricks"),
    ("Skiers on a hill covered in snow", "Skiers on a hill free of snow"),
    ("There are exactly 0 lamps on the table.", "There are exactly 0 lamps next to the table."),
    ("A man in glasses", "A man behind glasses"),
    ("A plane above a field", "A plane below a field"),
    ("The sun behind the buildings", "The sun in front of the buildings"),
    ("Two cups on the table", "Two cups next to the table"),
    ("People on surfboards who are riding a wave", "People next to surfboards who are riding a wave"),
    ("A man in a speeding boat", "A man next to a speeding boat"),
    ("A door is behind a crate.", "A door is in front of a crate."),
    ("A teacher teaches in a school.", "A teacher teaches next to a school."),
    ("A cone inside a warehouse under indoor light", "A cone behind a warehouse under indoor light"),
    ("A toy in the air and a dog looking up at it", "A toy in the air and a dog looking down at it"),
    ("A man slouches in a chair.", "A man slouches behind a chair."),
    ("A boy jumps over the cone.", "A boy jumps behind the cone."),
    ("A sign across the street from a building", "A sign above the street from a building"),
    ("A toilet inside of a room", "A toilet outside of a room"),
    ("A woman descends down the stairs.", "A woman descends up the stairs."),
    ("A dog in the middle of a street", "A dog in the corner of a street"),
    ("A photo of a tractor next to boats", "A photo of a tractor on top of boats"),
]


@pytest.mark.parametrize(("caption", "negative"), KEPT)
def test_what_the_rest_keeps_in_its_place_is_a_suspect(propose: Propose, caption: str, negative: str) -> None:
    assert {each.text: each.suspect for each in propose(caption, Kind.RELATION)}[negative] == HARDLY


FREE = [
    ("A man is climbing up a hill.", "A man is climbing down a hill."),
    (
        "A man is throwing a ball.  A dog runs towards the man.",
        "A man is throwing a ball.  A dog runs away from the man.",
    ),
    ("A cat looking up from a chair", "A cat looking down from a chair"),
    ("Horses with a man in the background", "Horses with a man in the foreground"),
    ("A horse in an office", "A horse outside an office"),
    ("A man is standing next to a bus.", "A man is standing inside a bus."),
    ("A dog is sitting on a chair.", "A dog is sitting under a chair."),
    ("A crate inside a plant", "A crate outside of a plant"),
    ("A cup in front of a box", "A cup behind a box"),
]


@pytest.mark.parametrize(("caption", "negative"), FREE)
def test_what_nothing_keeps_in_its_place_is_none(propose: Propose, caption: str, negative: str) -> None:
    assert {each.text: each.suspect for each in propose(caption, Kind.RELATION)}[negative] is None


def test_no_word_is_doubled(propose: Propose) -> None:
    found = [each.text for each in propose("A lamp is on by a laptop on a desk", Kind.RELATION)]
    assert found
    assert not [text for text in found if " on on " in text]


CONTRADICTED = [
    "a sink on a kitchen counter. is this in kitchen? yes.",
    "a man in a jacket. does he wear short sleeves? no.",
    "a boat on the river. is it indoors? no.",
    "a stove in a room. is it outdoors? no.",
    "a street at night. is it dark? yes.",
    "a black dog. is the dog black? yes.",
]
OPEN = [
    "a dog on a table. is this outside? no.",
    "a boat on the river. is it raining? no.",
    "a dog with a ball. is the dog black? yes.",
    "some giraffes. is this a zoo? yes.",
]


@pytest.mark.parametrize("caption", [*CONTRADICTED, *OPEN])
def test_an_answer_that_the_rest_contradicts_is_a_suspect(propose: Propose, caption: str) -> None:
    other = caption.replace("yes.", "no.") if caption.endswith("yes.") else caption.replace("no.", "yes.")
    suspect = {each.text: each.suspect for each in propose(caption, Kind.PRESENCE)}[other]
    assert suspect == (HARDLY if caption in CONTRADICTED else None)


BARE = [
    ("A worker wearing a green vest and a red helmet walks", "A worker not wearing a vest and a red helmet walks"),
    ("A worker in a vest without a helmet", "A worker without a vest without a helmet"),
    ("Some men in green jackets", "Some men holding green jackets"),
    ("A bathroom with the lights on", "A bathroom without the lights on"),
    ("A bench on a street with cars in the background", "A bench on a street without cars in the background"),
    ("The surface is smooth, no defects visible.", "The surface is smooth, some defects visible."),
]


@pytest.mark.parametrize(("caption", "negative"), BARE)
def test_an_absence_that_nobody_notes_is_a_suspect(propose: Propose, caption: str, negative: str) -> None:
    assert {each.text: each.suspect for each in propose(caption, Kind.PRESENCE)}[negative] == HARDLY


def test_what_is_outside_of_nothing_is_not_inside_of_it(propose: Propose) -> None:
    found = propose("Outside view of a house with people", Kind.RELATION)
    assert not [each.text for each in found if "nside of view" in each.text]


def test_none_of_them_is_no_absence(propose: Propose) -> None:
    assert propose("There are no of his feet on the ground.", Kind.PRESENCE) == []


def test_who_holds_a_helmet_may_be_without_one(propose: Propose) -> None:
    found = {each.text: each.suspect for each in propose("A worker holding a helmet", Kind.PRESENCE)}
    assert "may be true as well" in (found["A worker without a helmet"] or "")


def test_who_does_not_wear_a_coloured_vest_wears_none(propose: Propose) -> None:
    found = propose("A worker wearing an orange vest", Kind.PRESENCE)
    assert "A worker not wearing a vest" in [each.text for each in found if each.suspect is None]
