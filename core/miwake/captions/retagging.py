"""Puts right what the tagger often gets wrong in descriptions: verbs that it takes for nouns."""

from miwake.captions.sentence import LEFT_OF_NOUN, Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet.words import lemmas

_PLURAL_BY_NATURE = vocabulary(
    "glasses scissors pants jeans shorts goggles binoculars gloves boots stairs series barracks headquarters skis",
    "sports trousers tongs pliers works tights clothes sunglasses headphones controls gallows crossroads",
)
_NEVER_THINGS = vocabulary(
    "standing sitting lying laying walking running kneeling crouching squatting leaning holding wearing carrying",
    "pushing pulling climbing riding waiting looking talking working digging lifting pointing eating drinking smiling",
)
_FOLLOWING = frozenset({"appos", "dep", "npadvmod", "dobj", "nmod", "conj"})


def retagged(words: list[Word]) -> list[Word]:
    """Return the words with such verbs tagged as verbs and what hangs on them attached to them."""
    for place in range(1, len(words)):
        word = words[place]
        if word.tag == "NNS" and _is_hidden_verb(words, place):
            _make_finite(words, place)
        elif word.tag == "VBD" and word.lower.endswith("s") and word.lower != "was" and lemmas(word.lower, "verb"):
            words[place] = word._replace(tag="VBZ")
        elif word.tag == "NN" and word.lower in _NEVER_THINGS and _follows_noun(words, place):
            _make_participle(words, place)
    return words


def _is_hidden_verb(words: list[Word], place: int) -> bool:
    """Whether "a man kneels" was read as several kneels."""
    word, before = words[place], words[place - 1]
    if before.tag not in {"NN", "NNP"} or before.head != place or word.dep not in {"ROOT", "nsubj", "dep"}:
        return False
    if before.dep == "nsubj" and word.dep == "ROOT":
        return True
    single = any(each.head == place and each.lower in {"a", "an"} for each in words[max(0, place - 6) : place - 1])
    return single and word.lower not in _PLURAL_BY_NATURE and bool(lemmas(word.lower, "verb"))


def _make_finite(words: list[Word], place: int) -> None:
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if word.dep == "nsubj" and after is not None and after.place == word.head and after.tag == "VBP":
        words[place + 1] = after._replace(tag="NN", dep="dobj", head=place)
        _reattach(words, place + 1, place)
    words[place] = words[place]._replace(tag="VBZ", dep="ROOT", head=place)
    words[place - 1] = words[place - 1]._replace(dep="nsubj")
    for each in words[max(0, place - 6) : place - 1]:
        if each.head == place and each.dep in LEFT_OF_NOUN:
            words[each.place] = each._replace(head=place - 1)
    for each in words[place + 1 : place + 7]:
        if each.tag in {"IN", "TO", "CC", ",", "."}:
            break
        if each.head == place and each.tag.startswith("NN") and each.dep in _FOLLOWING:
            words[each.place] = each._replace(dep="dobj")
            break


def _reattach(words: list[Word], old: int, new: int) -> None:
    for each in words[old + 1 :]:
        if each.head == old and each.dep == "punct":
            words[each.place] = each._replace(head=new)


def _follows_noun(words: list[Word], place: int) -> bool:
    """Whether "a vest standing next to" was read as one thing, a standing."""
    before, after = words[place - 1], words[place + 1 : place + 2]
    goes_on = bool(after) and (after[0].tag in {"IN", "TO", "DT", "PRP$", "RP", "CD"} or after[0].lower == "next")
    return goes_on and before.head == place and before.tag in {"NN", "NNS", "NNP", "JJS", "JJ"}


def _make_participle(words: list[Word], place: int) -> None:
    noun, verb = words[place - 1], words[place]
    words[place - 1] = noun._replace(
        tag="NNS" if noun.tag == "NNS" else "NN", dep=verb.dep, head=place - 1 if verb.head == place else verb.head
    )
    words[place] = verb._replace(tag="VBG", dep="acl", head=place - 1)
    for each in words[max(0, place - 6) : place - 1]:
        if each.head == place and each.dep in LEFT_OF_NOUN:
            words[each.place] = each._replace(head=place - 1)
