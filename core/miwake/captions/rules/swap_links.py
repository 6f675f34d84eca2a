"""How two noun phrases are linked: how well they can change places, and whether doing so says anything new."""

from miwake.captions.reading import Reading
from miwake.captions.rules.swap_sides import Side
from miwake.captions.vocabulary import vocabulary

_NEUTRAL = vocabulary("be sit stand lie lay rest park locate position place seat situate hang set there")
_MEETING = vocabulary("meet hug kiss fight marry touch resemble match connect attach")
_JOINING = vocabulary("and or with plus & beside besides alongside near by nearby versus")
_LISTING = vocabulary(", and or & plus a an the")
_BESIDE_EACH_OTHER = vocabulary(
    "left right front behind above below over under underneath beneath ahead after before past"
)
_OVER_EACH_OTHER = vocabulary("above over below under underneath beneath")
_BEARING = vocabulary("on onto upon atop against top")
_REACHING = vocabulary("toward towards after at behind past")
_POSTURES = vocabulary("sit stand lie lay kneel")
_DONE_TO_EACH_OTHER = vocabulary(
    "chase follow watch lick bite look see pull push lead greet attack approach face bump eye sniff smell stare",
)
_VEHICLES_DO_TOO = vocabulary("follow pass approach block hit face push pull tow reverse ram")
_WORN = frozenset({"clothing", "headgear", "safety equipment"})
_MOVERS = frozenset({"person", "animal", "vehicle"})
_OF_PLACES = frozenset({"front", "left", "right", "top", "outside", "inside", "ahead"})
_DEPICTIONS = vocabulary("photo photograph picture image shot view close up painting drawing scene video portrait")
_ALIVE = frozenset({"person", "animal"})
_RESTING = vocabulary("be sit stand lie lay rest locate position place situate leave put set")
_PEOPLE_AND_ANIMALS_DO = _NEUTRAL | _DONE_TO_EACH_OTHER | vocabulary("walk run jump eat drink sleep play swim")
_BABIES_DO = vocabulary("look see watch touch smile pull bite kiss hug point face")
_CHILDREN, _ADULTS_DO = vocabulary("child kid boy girl student"), vocabulary("scold educate teach coach train instruct")
_YOUNG = vocabulary("baby infant babies toddler toddlers")
_SIDE_BY_SIDE = vocabulary("left right front behind")
_FLYING = frozenset({"aircraft", "bird"})
_BASE, _HARDLY = 0.15, 0.2
# Where things do not simply stand beside each other, what is less clear than this becomes a suspect.
_CLEAR, _UNCLEAR = 0.65, 0.6


def sense_of_exchange(reading: Reading, left: Side, right: Side) -> float:
    """Return how well the outcome of exchanging two noun phrases can be imagined, 0.15 (hardly) to 1."""
    sorts = (left.sort, right.sort)
    path = reading.sentence.path(left.noun.place, right.noun.place)
    if "unknown" in sorts and not (left.counted and right.counted):
        return _BASE
    sense = _sense_of_link(reading, left, right, path) * min(
        _sense_of_doing(reading, left, right), _sense_of_doing(reading, right, left)
    )
    if "unknown" in sorts:
        sense *= 0.8
    if not _same_family(reading, left, right) and any(_has_something(reading, side, path) for side in (left, right)):
        sense *= _HARDLY
    if _is_of_something(reading, left, path) or _is_of_something(reading, right, path):
        sense *= 0.3
    if left.noun.dep == "conj" or right.noun.dep == "conj":
        sense *= 1.0 if left.sort == right.sort and left.noun.place in path else 0.6
    if any(_is_worn_by(reading, side, other) for side, other in ((left, right), (right, left))):
        sense *= _HARDLY
    if any(reading.lowers[i] == "with" for i in path):
        sense *= _HARDLY  # what a thing has is a part of it
    used = reading.words[reading.words[left.noun.head].head] if left.noun.dep == "pobj" else None
    if used is not None and used.is_verb and reading.verb(used.place) not in _NEUTRAL:
        sense *= _HARDLY  # who talks on a phone stands behind the car, not the phone
    if sense < _CLEAR and not _SIDE_BY_SIDE & {reading.lowers[i] for i in path}:
        sense *= _UNCLEAR
    return max(_BASE, sense)


def _is_worn_by(reading: Reading, side: Side, other: Side) -> bool:
    """Whether one is worn and the other is not: nobody is in a tree in front of a hat."""
    return bool(reading.sorts(side.noun.place) & _WORN) and not reading.sorts(other.noun.place) & _WORN


def _sense_of_doing(reading: Reading, stays: Side, comes: Side) -> float:
    """Return how well what a noun does, in words that stay behind, could be done by the other: no sign is parked."""
    if stays.sort == comes.sort:
        return 1.0
    alive = {stays.sort, comes.sort} <= _ALIVE
    doing = [i for i in reading.sentence.children[stays.noun.place] if reading.words[i].dep in {"acl", "relcl"}]
    done = [reading.verb(i) for i in doing if i > stays.noun.place]
    loses_life = stays.sort in _ALIVE and comes.sort not in _ALIVE  # a tree that is standing
    fitting = _PEOPLE_AND_ANIMALS_DO if alive else _RESTING - _POSTURES if loses_life else _RESTING
    return 1.0 if all(verb in fitting for verb in done) else _HARDLY


def _sense_of_link(reading: Reading, left: Side, right: Side, path: list[int]) -> float:
    lowers = {reading.verb(i) if reading.words[i].is_verb else reading.lowers[i] for i in path}
    acting = [i for i in path if reading.words[i].is_verb and reading.verb(i) not in _NEUTRAL]
    alike = _likeness(left, right)
    if _have_own_verbs(left, right, path):
        return 0.9 if left.sort == right.sort and left.sort in _MOVERS and left.noun.dep != "dobj" else 0.3 * alike
    if len(acting) > 1:
        return 0.3 * alike
    if acting:
        return _sense_of_act(reading, left, right, alike, lowers)
    if lowers & _BESIDE_EACH_OTHER and "inside" not in lowers:
        return _sense_of_places(left, right, alike, lowers) * _sense_of_flying(reading, left, right, lowers)
    if lowers & _BEARING or right.noun.dep in {"conj", "appos"}:
        return 0.8 if _same_family(reading, left, right) else 0.25 * alike
    return 0.5 if _same_family(reading, left, right) else 0.2 * alike


def _sense_of_flying(reading: Reading, left: Side, right: Side, lowers: set[str]) -> float:
    """Return how well what is above what could change places: a plane is over a van, a van hardly over a plane."""
    flies = [not _FLYING.isdisjoint(reading.sorts(side.noun.place)) for side in (left, right)]
    return _HARDLY if lowers & _OVER_EACH_OTHER and flies[0] != flies[1] else 1.0


def _sense_of_places(left: Side, right: Side, alike: float, lowers: set[str]) -> float:
    if (left.sort in _ALIVE) == (right.sort in _ALIVE):
        return alike
    if lowers & _OVER_EACH_OTHER:
        return 0.35 * alike  # a hook is above workers, workers are hardly above a hook
    return 0.3 if lowers & _POSTURES and left.sort in _ALIVE else alike


def _sense_of_act(reading: Reading, left: Side, right: Side, alike: float, lowers: set[str]) -> float:
    """Who does something to whom: only what can act may take the place of who acts."""
    both_move = left.sort in _MOVERS and right.sort in _MOVERS
    if left.noun.dep not in {"nsubj", "nsubjpass", "ROOT"} and not (both_move and left.sort == right.sort):
        return 0.3 if _same_family(reading, left, right) else 0.2 * alike
    agent = reading.words[right.noun.head].dep == "agent"
    if right.noun.dep == "pobj" and not (lowers & _REACHING or agent):
        return 0.5 * alike if lowers & _BESIDE_EACH_OTHER else 0.22 * alike
    if both_move and left.sort == right.sort:
        baby, child = right.name in _YOUNG, right.name in _CHILDREN
        return _HARDLY if (baby and not lowers & _BABIES_DO) or (child and lowers & _ADULTS_DO) else 1.0
    if both_move and "vehicle" in (left.sort, right.sort):
        return 0.6 if lowers & _VEHICLES_DO_TOO else 0.22
    if both_move:
        return 0.9 if lowers & _DONE_TO_EACH_OTHER else 0.35
    return 0.5 if _same_family(reading, left, right) else 0.3 * alike


def _likeness(left: Side, right: Side) -> float:
    if "place" in (left.sort, right.sort):
        return 0.45 if left.sort == right.sort else 0.3
    if "defect" in (left.sort, right.sort):
        return 1.0 if left.sort == right.sort else 0.3
    if left.sort == right.sort:
        return 1.0
    return 0.8 if left.sort in _MOVERS and right.sort in _MOVERS else 0.6


def _is_of_something(reading: Reading, side: Side, path: list[int]) -> bool:
    """Whether what stays behind says of what the noun is: "a plate of noodles"."""
    return side.governor == side.noun.place and any(
        reading.lowers[i] == "of" and i not in path for i in reading.sentence.children[side.noun.place]
    )


def _has_something(reading: Reading, side: Side, path: list[int]) -> bool:
    """Whether what stays behind says what the noun has: "a pizza with cheese", "a worker without a helmet"."""
    links = (i for i in reading.sentence.children[side.noun.place] if i > side.noun.place and i not in path)
    return any(reading.lowers[i] in {"with", "without"} or _is_worn(reading, i) for i in links)


def _is_worn(reading: Reading, preposition: int) -> bool:
    worn = reading.sentence.child(preposition, "pobj") if reading.lowers[preposition] == "in" else None
    return worn is not None and not _WORN.isdisjoint(reading.sorts(worn.place))


def _have_own_verbs(left: Side, right: Side, path: list[int]) -> bool:
    """Whether the two do, or undergo, different things: "one man reads and a woman cooks"."""
    if left.noun.dep != right.noun.dep or left.noun.dep not in {"nsubj", "nsubjpass", "dobj"}:
        return False
    return left.noun.head != right.noun.head and left.noun.head in path and right.noun.head in path


def _same_family(reading: Reading, left: Side, right: Side) -> bool:
    ours, theirs = reading.nouns.get(left.noun.place), reading.nouns.get(right.noun.place)
    if ours is None or theirs is None or left.sort == "place":
        return False
    families = {use.contrast.name for use in ours.uses}
    return any(use.contrast.name in families for use in theirs.uses)


def is_of_link(reading: Reading, left: Side, right: Side) -> bool:
    """Whether one noun is "of" the other: a bowl of fruit has no fruit of bowl. "In front of" does not count."""
    path = reading.sentence.path(left.noun.place, right.noun.place)
    heads = [reading.words[index].head for index in path if reading.lowers[index] == "of"]
    free = _OF_PLACES | _DEPICTIONS
    measures = {side.governor for side in (left, right) if side.governor != side.noun.place}
    return any(head not in measures and reading.lowers[head] not in free for head in heads)


def same_either_way(reading: Reading, left: Side, right: Side) -> bool:
    """Whether exchanging the two says the same: "a cup and a plate", "a cat next to a dog"."""
    if not {*reading.lowers[left.noun.place + 1 : right.whole]} - _LISTING:
        return True
    path = reading.sentence.path(left.noun.place, right.noun.place)
    lowers = [reading.lowers[index] for index in path]
    if right.noun.dep == "conj" and all(reading.words[i].dep == "conj" for i in path):
        return not any(
            left.noun.place < i < right.whole and reading.words[i].dep not in {"cc", "punct", "conj"}
            for i in reading.sentence.children[left.noun.place]
        )
    acting = {reading.verb(index) for index in path if reading.words[index].is_verb} - _NEUTRAL
    if acting:
        return bool(acting & _MEETING)
    if "front" in lowers and left.sort == right.sort == "place":  # two buildings stand in front of each other
        return True
    links = [reading.lowers[index] for index in path if not reading.words[index].is_verb]
    joined = _linked_by(reading, left, right)
    symmetric = joined or (bool(links) and all(link in _JOINING or _in_symmetric(reading, link) for link in links))
    return symmetric and not _differ(reading, left, right, path)


def _linked_by(reading: Reading, left: Side, right: Side) -> bool:
    """Whether a symmetric phrase stands right before the second noun phrase."""
    before = reading.lowers[left.noun.place + 1 : right.whole]
    return any(before[-len(parts) :] == parts for parts in (each.split() for each in reading.lexicon.symmetric))


def _in_symmetric(reading: Reading, word: str) -> bool:
    return any(word in phrase.split() for phrase in reading.lexicon.symmetric)


def _differ(reading: Reading, left: Side, right: Side, path: list[int]) -> bool:
    """Whether something that stays behind is said of one of them only."""
    for side in (left, right):
        for child in reading.sentence.children[side.noun.place]:
            word = reading.words[child]
            if child > side.noun.place and child not in path and word.dep in {"acl", "relcl", "prep", "appos"}:
                return True
    return False
