"""Hand-written cases for each kind of negative."""

from collections.abc import Callable

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind, NegativeSource, Operation

Propose = Callable[..., list[Proposal]]

EXPECTED = [
    (Kind.ATTRIBUTE, "a worker in a red helmet", "a worker in a blue helmet"),
    (Kind.ATTRIBUTE, "a red bucket", "an orange bucket"),
    (Kind.ATTRIBUTE, "an old man on a sofa", "a young man on a sofa"),
    (Kind.ATTRIBUTE, "a large black dog", "a small black dog"),
    (Kind.ATTRIBUTE, "The floor is wet.", "The floor is dry."),
    (Kind.STATE, "The valve is open.", "The valve is closed."),
    (Kind.STATE, "an open door", "a closed door"),
    (Kind.STATE, "a cat next to an empty bowl", "a cat next to a full bowl"),
    (Kind.PRESENCE, "a man with a vest", "a man without a vest"),
    (Kind.PRESENCE, "A worker is wearing a helmet.", "A worker is holding a helmet."),
    (Kind.PRESENCE, "There is a ladder.", "There is no ladder."),
    (Kind.PRESENCE, "There are no people.", "There are people."),
    (Kind.PRESENCE, "There is no apple.", "There is an apple."),
    (Kind.PRESENCE, "a ladder without a missing rung", "a ladder with a missing rung"),
    (Kind.PRESENCE, "a man with a hat next to a broken chair", "a man without a hat next to a broken chair"),
    (Kind.RELATION, "a ladder to the left of the tank", "a ladder to the right of the tank"),
    (Kind.RELATION, "a dog in front of a truck", "a dog behind a truck"),
    (Kind.RELATION, "a cup on top of a box", "a cup underneath a box"),
    (Kind.RELATION, "a cat under the table", "a cat on top of the table"),
    (Kind.OBJECT, "a man riding a horse", "a man riding a cow"),
    (Kind.OBJECT, "a man with an umbrella", "a woman with an umbrella"),
    (Kind.OBJECT, "Three dogs sleep.", "Three cats sleep."),
    (Kind.OBJECT, "a fire hydrant on a sidewalk", "a mailbox on a sidewalk"),
    (Kind.ACTION, "a woman sitting on a bench", "a woman standing on a bench"),
    (Kind.ACTION, "A worker climbs a ladder.", "A worker descends a ladder."),
    (Kind.ACTION, "a man pulling a cart", "a man pushing a cart"),
    (Kind.ACTION, "The man ate a sandwich.", "The man cooked a sandwich."),
    (Kind.ACTION, "A businesswoman trains a colleague.", "A businesswoman ignores a colleague."),
    (Kind.COUNT, "two workers on a roof", "three workers on a roof"),
    (Kind.COUNT, "Two dogs are asleep.", "One dog is asleep."),
    (Kind.COUNT, "One worker stands on a roof.", "Two workers stand on a roof."),
    (Kind.COUNT, "There are exactly 4 cars.", "There are exactly 5 cars."),
    (Kind.COUNT, "A group of people is waiting.", "A single person is waiting."),
    (Kind.SWAP, "a red cone and a blue barrel", "a blue cone and a red barrel"),
    (Kind.SWAP, "a man chasing a dog", "a dog chasing a man"),
    (Kind.SWAP, "An old man pushes a cart.", "A cart pushes an old man."),
    (Kind.SWAP, "a cat on two boxes", "two boxes on a cat"),
    (Kind.SWAP, "The worker's harness is above the hook.", "The worker's hook is above the harness."),
    (Kind.COUNT, "Rusty bolts on a plate.", "A single rusty bolt on a plate."),
    (Kind.PRESENCE, "no defect", "a defect"),
    (Kind.STATE, "Pump P-101 is running.", "Pump P-101 is stopped."),
    (Kind.ACTION, "A man scolds a child.", "A man hugs a child."),
    (Kind.ACTION, "A pole is holding up a sign.", "A pole is dropping a sign."),
    (Kind.SWAP, "A dog in front of a car.", "A car in front of a dog."),
    (Kind.SWAP, "A group of people are behind a bus.", "A bus is behind a group of people."),
    (Kind.SWAP, "a small elephant under a big elephant", "a big elephant under a small elephant"),
    (Kind.SWAP, "A person admires a woman.", "A woman admires a person."),
]


@pytest.mark.parametrize(("kind", "caption", "negative"), EXPECTED)
def test_a_caption_yields_its_counterpart(propose: Propose, kind: Kind, caption: str, negative: str) -> None:
    assert negative in [each.text for each in propose(caption, kind)]


DENIED = [
    ("A worker without a helmet", "a worker without a cap"),
    ("There is no person.", "There is no robot."),
    ("No one is wearing a helmet.", "No one is wearing a hat."),
    ("The car is not red.", "The car is not blue."),
    ("The fire extinguisher is missing.", "The fire hose is missing."),
]


@pytest.mark.parametrize(("caption", "true_as_well"), DENIED)
def test_what_is_not_there_is_not_exchanged(propose: Propose, caption: str, true_as_well: str) -> None:
    texts = [each.text for each in propose(caption)]

    assert texts
    assert true_as_well.lower() not in [text.lower() for text in texts]


def test_no_one_becomes_someone(propose: Propose) -> None:
    assert "Someone is wearing a helmet." in [each.text for each in propose("No one is wearing a helmet.")]


FORBIDDEN = [
    ("a cow in an open field", "closed"),
    ("a woman with a bag", "wobag"),
    ("a bicycle by the road", "a bike by"),
    ("a man reading a book", "person"),
    ("a hot dog on a plate", "cold dog"),
    ("a photo in black and white", "white and black"),
    ("a ladder of 5 m against the wall", "6 m"),
    ("a cup and a plate", "a plate and a cup"),
    ("a man standing next to a car", "A car standing next to a man"),
    ("a bowl of fruit", "a fruit of bowl"),
    ("a stop sign", "sign stop"),
    ("A crack in the wall near the window.", "window near the window"),
    ("The exit is blocked by boxes.", "clear by"),
    ("A pole is holding up a sign.", "dropping up"),
    ("The worker's harness is on the hook.", "workerhook"),
    ("a man in a park", "in a beach"),
    ("a red helmet", "helmetand"),
    ("a church in front of a clock tower", "a clock tower in front of a church"),
    ("a valve that is closed", "painted"),
    ("a person is holding a hot dog", "feeding a hot dog"),
    ("a room with a chair, a bicycle and a bed", "a bed, a bicycle and a chair"),
    ("A pitcher winds up to throw a ball.", "pitchers winds"),
    ("a wooden shelter and a stone bench", "wooden stone"),
    ("A man ducks for a punch.", "A man pigeons"),
    ("A man and a woman holding up a pizza.", "without up"),
    ("A man and a woman holding a pizza.", "A woman and a man"),
    ("There are exactly 3 wires in the fence.", "no exactly"),
    ("The black and white photo shows a truck.", "white a truck"),
    # Nobody denies what is itself a lack.
    ("A corroded flange with a missing bolt.", "without"),
    ("A flange with two missing bolts.", "without"),
    ("A guardrail with broken rungs.", "without"),
    ("A valve with an absent handle.", "without"),
    ("A fence with a gap and a missing post.", "without"),
    ("A pump with the bolt missing.", "without"),
    ("Two women sit next to each other on a bench.", "woman"),
    ("Several dogs chase one another.", "one dog"),
    ("Several dogs chase one another.", "single dog"),
    ("The hose is connected to the tank.", "The tank is connected to the hose"),
    ("A businesswoman trains a colleague.", "throws a colleague"),
]


@pytest.mark.parametrize(("caption", "words"), FORBIDDEN)
def test_what_is_no_contrast_never_comes_out(propose: Propose, caption: str, words: str) -> None:
    assert not [each.text for each in propose(caption) if words.lower() in each.text.lower()]


def test_a_woman_is_not_found_inside_of_her_name(propose: Propose) -> None:
    assert all(
        "wowoman" not in each.text and each.text[:2] != "wo" for each in propose("a man and a woman", Kind.OBJECT)
    )


def test_pronouns_follow_the_person(propose: Propose) -> None:
    texts = [each.text for each in propose("A man holds his hat.", Kind.OBJECT)]

    assert "A woman holds her hat." in texts
    assert "A woman holds his hat." not in texts


@pytest.mark.parametrize(
    ("caption", "negative"),
    [("A RED CAR", "A BLUE CAR"), ("A red car", "An orange car"), ("Red car", "Blue car"), ("a TV on a desk", None)],
)
def test_casing_is_kept(propose: Propose, caption: str, negative: str | None) -> None:
    texts = [each.text for each in propose(caption, Kind.ATTRIBUTE, Kind.OBJECT)]

    assert negative is None or negative in texts
    assert negative is not None or not any(word.isupper() and len(word) > 2 for text in texts for word in text.split())


def test_a_swap_names_both_of_its_edits(propose: Propose) -> None:
    swap = next(
        each for each in propose("a red cone and a blue barrel", Kind.SWAP) if each.text.startswith("a blue cone")
    )

    assert swap.operation == Operation.SWAP
    assert [(edit.before, edit.after) for edit in swap.edits] == [("red", "blue"), ("blue", "red")]


def test_the_article_belongs_to_the_edit_that_changes_it(propose: Propose) -> None:
    orange = next(each for each in propose("a red bucket", Kind.ATTRIBUTE) if "orange" in each.text)

    assert [(edit.before, edit.after, edit.start, edit.end) for edit in orange.edits] == [("a red", "an orange", 0, 5)]


def test_added_details_come_last_and_only_where_there_is_little_else(propose: Propose) -> None:
    assert not [each for each in propose("a man riding a brown horse") if each.operation == Operation.ADDED]

    few = propose("a helmet", Kind.ATTRIBUTE)
    assert few
    assert all(each.operation == Operation.ADDED and each.suspect for each in few)
    assert all(edit.before == "" and edit.start == edit.end for each in few for edit in each.edits)


def test_mixups_come_first_and_work_in_any_language(engine: Engine) -> None:
    mixups = (("a valve that is open", "a valve that is closed", "a valve that is half open"), ("開いた弁", "閉じた弁"))
    english, japanese = engine.propose(
        [
            CaptionInput("A valve  that is open near a pipe.", mixups=mixups),
            CaptionInput("工場の開いた弁", mixups=mixups),
        ]
    )

    assert [each.text for each in english.negatives[:2]] == [
        "A valve that is closed near a pipe.",
        "A valve that is half open near a pipe.",
    ]
    assert {each.source for each in english.negatives[:2]} == {NegativeSource.MIXUP}
    assert english.negatives[0].kind == Kind.STATE
    assert [each.text for each in japanese.negatives] == ["工場の閉じた弁"]
    assert japanese.none_because is None


def test_a_choice_that_another_caption_states_is_suspect(engine: Engine) -> None:
    mixups = (("開いた弁", "閉じた弁"),)
    (found,) = engine.propose([CaptionInput("開いた弁", others=("工場の閉じた弁",), mixups=mixups)])

    assert found.negatives[0].suspect == "Another description of this photo says “閉じた弁”: 工場の閉じた弁"


def test_a_longer_choice_wins_over_the_one_inside_it(engine: Engine) -> None:
    (found,) = engine.propose([CaptionInput("a half open valve", mixups=(("open valve", "half open valve"),))])

    assert found.negatives[0].text == "a open valve" or found.negatives[0].text == "an open valve"
