"""How well another verb goes with the rest of the sentence: a crack looks at nothing, and one sleeps to nobody."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from miwake.captions.packs import Contrast
from miwake.captions.reading import Reading
from miwake.captions.rules.action_places import unfit_at_place, unfit_for_size
from miwake.captions.rules.families import BODY
from miwake.captions.rules.people_doing import unfit_for_people
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import relation

_ALIVE = frozenset({"person", "animal", "figure", "vehicle", "machine", "vessel", "aircraft", "gathering"})
_PERSONS = vocabulary("people person someone everyone nobody who he she they we i you group team couple crowd crew one")
_GOES_ON = vocabulary("to into onto")
_PATHS = vocabulary("down up through along across past over into onto toward towards around off")
_STILL = vocabulary("stand sit lie kneel crouch sleep lean rest squat")
_HANDS = vocabulary("hand hands arm arms mouth lap")
_HARDLY, _UNLIKELY = 0.2, 0.4
_ONWARD = vocabulary(
    "walk run jump climb crawl drive ride fall step march swim fly move go reverse push pull carry look"
)
_HELD, _ENDING = vocabulary("in with to on over above up"), vocabulary("crash stop park land arrive depart")
_TAKING = vocabulary("carry push pull drag lead drive roll bring take move haul tow ride walk throw kick follow chase")
_SUDDEN = vocabulary("jump crash")
_BEARING = vocabulary("hold carry")
_AIMED = vocabulary("from into onto to off toward towards")
_SHIFTING = vocabulary("lift lower raise load unload drop pass hand give deliver remove insert pump drain")
_AT_REST = _STILL | {"hang"}
_ACROSS = vocabulary("climb jump step look fall reach bend leap")
_TRYING = vocabulary("ready try prepare attempt about want")
_FAILING = vocabulary("miss drop fail")
_AWAY = frozenset({"walk past", "run from", "turn away from", "walk along", "leave", "run", "walk"})
_IN_HAND = frozenset({"carry", "hold", "hide", "show"})
_MANNERS = vocabulary("sideways backwards upright upside around")
_HOOFED = vocabulary("horse cow sheep goat donkey pony bull calf foal lamb giraffe zebra deer moose bison buffalo")
_GROUPS = vocabulary("group number pair couple lot lots bunch dozens hundreds row line set others other one ones")
_MACHINES = frozenset({"vehicle", "machine", "vessel", "aircraft"})
_ANIMALS_DO = vocabulary(
    "stand sit lie walk jump sleep run crawl climb swim eat drink graze chase follow bite lick sniff push pull carry",
    "watch look fight play rest fly land perch hide ignore drop catch bark yawn crouch lean wait float wade dig hold",
    "fall lead cross enter leave approach roll hunt scratch gallop leap descend",
)
_MACHINES_DO = vocabulary(
    "drive reverse crash stop park carry push pull tow lift lower load unload dump spread dig fill level follow lead",
    "pass block cross move turn stand tip pour drop hit fly land taxi take sail float sink drill cut break crush pave",
    "compact sweep transport deliver empty leave enter approach hang remove overturn burn excavate backfill swing",
    "rotate raise arrive depart wait idle travel speed roll lean lie rest sit",
)


def sense_of_action(reading: Reading, word: Word, last: int, contrast: Contrast, target: int | None) -> float:
    """Return how well a set's verbs fit in place of the words from `word` to `last`, 0 to 1."""
    sense = 1.0
    frame = contrast.frame
    if not (frame.of or frame.not_of) and not _is_alive(reading, word, contrast):
        sense *= _HARDLY
    following = reading.words[last + 1] if last + 1 < len(reading.words) else None
    if following is not None and _looks_on(reading, word, following):
        sense *= _HARDLY
    machine = bool(_sorts_of_subject(reading, word) & _MACHINES)
    if contrast.any_verb and (machine or (word.tag == "VB" and word.dep in {"advcl", "xcomp"})):
        sense *= _HARDLY  # a machine, or what something is done for, does not do just anything
    if _is_meant(reading, word) or _is_joined_to_its_like(reading, word, contrast):
        sense *= _HARDLY
    if _is_of_a_thing(reading, word) or reading.lowers[last + 1 : last + 2] == ["after"]:
        sense *= _HARDLY
    return sense * _UNLIKELY if target is not None and _is_part_of_body(reading, target) else sense


def sense_of_verbs(reading: Reading, word: Word, last: int) -> Callable[[str], float]:
    """Return what tells how well a verb (base form) fits in place of the words from `word` to `last`, 0 to 1."""
    said = {reading.verb(each.place) for each in reading.words if each.is_verb and each.place != word.place}
    never, only = _unfit(reading, word, last, said), _fit_alone(reading, word, last)
    away = _AWAY if said & _STILL else frozenset[str]()

    def sense(verb: str) -> float:
        first = verb.split(" ", maxsplit=1)[0]
        if verb in never or verb in said or any(first not in fitting for fitting in only):
            return _HARDLY
        return _UNLIKELY if verb in away else 1.0

    return sense


def _unfit(reading: Reading, word: Word, last: int, said: AbstractSet[str]) -> AbstractSet[str]:
    """Return verbs that hardly fit: nobody stands down a road, tries to miss, or sleeps and does something else."""
    ahead = not _PATHS.isdisjoint(reading.lowers[last + 1 : last + 2]) or _goes_somewhere(reading, word)
    tried = reading.words[word.head].lower in _TRYING or reading.verb(word.head) in _TRYING
    found = unfit_at_place(reading, word, acting="person" in _sorts_of_subject(reading, word))
    found = found | (_BEARING if not _HANDS.isdisjoint(reading.lowers) else set())
    found = found | _SUDDEN | (_STILL if "ready" in reading.lowers else set())
    if not _sorts_of_subject(reading, word) & _MACHINES:
        found = found | unfit_for_size(reading, word)
    found = found | (_STILL | _ENDING if ahead else set()) | (_FAILING if tried else set())
    sorts = _sorts_of_subject(reading, word)
    found = found | (_STILL if "bird" in sorts else {"sit"} if sorts & _HOOFED else set())
    found = found | unfit_for_people(reading, word, said) if "person" in sorts else found
    return found | {"sleep"} if said - _STILL else found


def _is_aim(reading: Reading, place: int) -> bool:
    """Whether a preposition says where something is brought; "to the right of" does not."""
    return reading.lowers[place] in _AIMED and reading.lowers[place + 2 : place + 3] not in (["left"], ["right"])


def _is_of_a_thing(reading: Reading, word: Word) -> bool:
    """Whether it is told how a thing lies or hangs, which hardly anybody tells otherwise."""
    subject = reading.subject(word.place)
    if subject is None or reading.verb(word.place) not in _AT_REST:
        return False
    return not acts(reading, of_group(reading, subject))


def _goes_somewhere(reading: Reading, word: Word) -> bool:
    """Whether a verb that is no rest says where to, also after an adverb: "walks slowly across"."""
    return reading.verb(word.place) not in _STILL and any(
        reading.words[i].dep in {"prep", "prt"} and reading.lowers[i] in _PATHS
        for i in reading.sentence.children[word.place]
    )


def _is_meant(reading: Reading, word: Word) -> bool:
    """Whether it is told how or what for something is done, which another deed hardly shares: "waits to play"."""
    children = [reading.words[i] for i in reading.sentence.children[word.place]]
    if word.tag == "VB" and any(each.lower == "to" and each.dep == "aux" for each in children):
        return True
    manner = any(each.dep == "advmod" and (each.lower.endswith("ly") or each.lower in _MANNERS) for each in children)
    manner = manner or any(reading.lowers[i : i + 3] == ["in", "a", "circle"] for i in (c.place for c in children))
    manner = manner or any(each.lower == "with" and _is_cutlery(reading, each.place) for each in children)
    manner = manner or any(each.lower == "on" and _is_on_limbs(reading, each.place) for each in children)
    return manner or any(each.dep == "xcomp" and each.tag == "VB" for each in children)


def _is_on_limbs(reading: Reading, preposition: int) -> bool:
    """Whether somebody is on his own back, knees or all fours."""
    found = reading.sentence.child(preposition, "pobj")
    if found is None:
        return False
    return found.lower == "fours" or any(reading.words[i].tag == "PRP$" for i in reading.sentence.children[found.place])


def _is_cutlery(reading: Reading, preposition: int) -> bool:
    found = reading.sentence.child(preposition, "pobj")
    return found is not None and "cutlery" in reading.sorts(found.place)


def _is_joined_to_its_like(reading: Reading, word: Word, contrast: Contrast) -> bool:
    """Whether a verb is joined to another of its set: "standing and lying" says already that not all stand."""
    joined = {i for i in reading.sentence.children[word.place] if reading.words[i].dep == "conj"}
    joined |= {word.head} if word.dep == "conj" else set()
    return any(
        use.contrast is contrast
        for place in joined
        for _, uses in reading.lexicon.verbs.find_all(reading.lowers, place)
        for use in uses
    )


def _fit_alone(reading: Reading, word: Word, last: int) -> list[frozenset[str]]:
    """Return sets of verbs, of each of which a verb must be one to fit: an animal photographs nobody."""
    sorts, found = _sorts_of_subject(reading, word), []
    if "animal" in sorts and "person" not in sorts:
        found.append(_ANIMALS_DO)
    elif sorts & _MACHINES and "animal" not in sorts:
        found.append(_MACHINES_DO)
    if reading.verb(word.place) == "lean" and reading.lowers[last + 1 : last + 2] == ["over"]:
        found.append(_ACROSS)
    if not _GOES_ON.isdisjoint(reading.lowers[last + 1 : last + 2]):
        found.append(_ONWARD)
    done_to = reading.sentence.child(word.place, "dobj")
    children = reading.sentence.children
    around = children[word.place] if done_to is None else (*children[word.place], *children[done_to.place])
    if any(reading.lowers[i] in _HELD and _is_on_body(reading, i) for i in around):
        found.append(_IN_HAND)
    taken = done_to is not None and reading.verb(word.place) in _TAKING
    if taken and any(reading.lowers[i] in _PATHS for i in around):
        found.append(_TAKING)
    if done_to is not None and any(i > done_to.place and _is_aim(reading, i) for i in children[word.place]):
        found.append(_TAKING | _SHIFTING)
    return found


def _sorts_of_subject(reading: Reading, word: Word) -> AbstractSet[str]:
    subject = reading.subject(word.place)
    return reading.sorts(of_group(reading, subject)) if subject is not None else frozenset()


def _is_on_body(reading: Reading, preposition: int) -> bool:
    found = reading.sentence.child(preposition, "pobj")
    return found is not None and (found.lower in _HANDS or bool(reading.sorts(found.place) & BODY))


def _is_alive(reading: Reading, word: Word, contrast: Contrast) -> bool:
    """Whether the subject can act; one that nothing is known of may, except do whatever anybody does."""
    subject = reading.subject(word.place)
    subject = of_group(reading, subject) if subject is not None else None
    if subject is None or is_living(reading, subject):
        return True
    if reading.lowers[subject] in reading.lexicon.abstract and not contrast.any_verb:
        return reading.lowers[subject] in _GROUPS
    sorts = reading.sorts(subject)
    return bool(sorts & _ALIVE) or (not contrast.any_verb and sorts == {reading.lowers[subject]})


def acts(reading: Reading, noun: int) -> bool:
    """Whether a noun stands for who or what acts: people, animals, vehicles and machines."""
    return is_living(reading, noun) or bool(reading.sorts(noun) & _ALIVE)


def of_group(reading: Reading, subject: int) -> int:
    """Return who a group consists of: "a group of people" stands as people stand."""
    preposition = reading.sentence.child(subject, "prep")
    if preposition is not None and preposition.lower == "of":
        member = reading.sentence.child(preposition.place, "pobj")
        if member is not None:
            return member.place
    return subject


def is_living(reading: Reading, noun: int) -> bool:
    """Whether a noun stands for people or animals."""
    return reading.lowers[noun] in _PERSONS or any(_is_a(sort, reading, noun) for sort in ("person", "animal"))


def _is_part_of_body(reading: Reading, noun: int) -> bool:
    return bool(reading.sorts(noun) & BODY) or _is_a("body part", reading, noun)


def _is_a(sort: str, reading: Reading, noun: int) -> bool:
    """Whether the packs or, for a noun that they do not know, WordNet call it one of a sort."""
    sorts = reading.sorts(noun)
    if sorts != {reading.lowers[noun]}:
        return sort in sorts
    return relation(reading.lowers[noun], sort, part="noun") == "hyponym"


def _looks_on(reading: Reading, word: Word, following: Word) -> bool:
    """Whether one looks through or into something: hardly anything else is done so."""
    return reading.verb(word.place) in {"look", "peer", "peek", "see"} and following.tag == "IN"
