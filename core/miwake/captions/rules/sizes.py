"""How large things are, roughly: a bus is not inside of a cup, nor a stove on top of a plate."""

from collections.abc import Set as AbstractSet

from miwake.captions.reading import Reading
from miwake.captions.vocabulary import vocabulary

_OF_FAMILIES = {
    1: (
        "cutlery|drinking vessel|dish|handheld|phone|food|stationery|personal care|token|fastener|kind of ball|toy"
        "|thrown or flown|part of the body|part of the face|reading matter|operating part|clothing|headgear|footwear"
        "|accessory|eyewear|drink|weapon|tool|computer part|safety equipment|label|lockout device|flower"
    ),
    2: (
        "container|luggage|pet|young pet|bird|lamp|ornament|computer|sport board|instrument|soft furnishing|screen"
        "|wall furniture|barrier on site|fire safety|street furniture|rotating machine|valve"
        "|pipe fitting|measuring instrument"
    ),
    3: "person|animal|figure|furniture|appliance|fixture|opening|cart|access equipment|storage unit|load|excavation",
    4: "vehicle|machine|boat|process vessel|plant|container on a site|delivery vehicle|site building|storage equipment",
    5: "building|room|place|way|structure|tower|slope|settlement|station|body of water|sports ground",
}
_OF_WORDS = {"bicycle": 3, "motorcycle": 3, "scooter": 3, "skateboard": 2, "tree": 4, "palm tree": 4}
_SIZES = {family: size for size, families in _OF_FAMILIES.items() for family in families.split("|")}
_WIDEST = 1  # a word whose families are farther apart means too many things
_INSIDE, _BELOW_OR_ATOP = vocabulary("inside in into"), vocabulary("under underneath beneath top atop")
_SMALL, _LARGE = 3, 4  # from here on nothing is inside of its like, or on top of it


def size_of(sorts: AbstractSet[str]) -> int | None:
    """Return how large a thing of these families is, 1 (in the hand) to 5 (a building); None if unclear."""
    found = {size for word, size in _OF_WORDS.items() if word in sorts}
    found = found or {size for family in sorts if (size := _SIZES.get(family)) is not None}
    return min(found) if found and max(found) - min(found) <= _WIDEST else None


def has_room(relation: AbstractSet[str], size: int | None, room: int | None) -> bool:
    """Whether a thing of one size can be inside of, under or on top of one of another; True where that is unclear."""
    if size is None or room is None:
        return True
    if relation & _INSIDE and (size > room or size == room >= _SMALL):
        return False
    return relation.isdisjoint(_BELOW_OR_ATOP) or not (size > room or size == room >= _LARGE)


def placed_by(reading: Reading, preposition: int) -> int | None:
    """Return the noun whose place a preposition tells: its head, or what the verb does it to, or who does it."""
    head = reading.words[reading.words[preposition].head]
    if head.is_noun:
        return head.place
    if not head.is_verb:
        return None
    if reading.sentence.child(head.place, "expl") is not None:  # "there are two pictures above the table"
        told = reading.sentence.child(head.place, "attr", "nsubj")
        before = preposition - 1
        return told.place if told is not None else before if reading.words[before].is_noun else None
    done_to = reading.sentence.child(head.place, "dobj")
    return done_to.place if done_to is not None else reading.subject(head.place)
