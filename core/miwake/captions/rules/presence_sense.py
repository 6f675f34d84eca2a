"""Whether and how well it reads that something is not there, or worn, or held."""

from miwake.captions.reading import Reading
from miwake.captions.vocabulary import vocabulary

_STAYING = vocabulary("sit stand lie lay rest park be walk run ride pose lean kneel look smile wait")
_LACKING = vocabulary("missing absent lacking lost broken damaged torn")
_HIS_OWN = frozenset({"himself", "herself", "itself", "themselves", "same"})
_BARE = frozenset({"upper clothing", "lower clothing", "lower garment"})
_INSTRUMENT, _CONTRASTED, _UNDRESSED = 0.4, 0.3, 0.6


def sense_of_presence(reading: Reading, text: str, first: int, noun: int | None) -> float:
    """Return how well a statement of presence or absence reads, 0 to 1."""
    sense = _CONTRASTED if "but" in reading.lowers else 1.0
    word = reading.words[first]
    head = reading.words[word.head]
    if word.lower == "with" and head.is_verb and reading.verb(head.place) not in _STAYING:
        sense *= _INSTRUMENT  # "tightens without a wrench", "plays without a dog": the verb asks for it
    if noun is not None and not _HIS_OWN.isdisjoint(reading.lowers[first : noun + 4]):
        sense *= _CONTRASTED
    if noun is not None and "without" in text:
        classes = reading.sorts(noun)
        sense *= _UNDRESSED if classes & _BARE else 1.0
    return sense


def is_double_denial(reading: Reading, text: str, noun: int | None) -> bool:
    """Whether a phrase would deny what is itself a lack: nobody writes "without a missing bolt"."""
    if noun is None or not text.startswith("without"):
        return False
    children = reading.sentence.children
    nouns = [noun, *(place for place in children[noun] if reading.words[place].dep == "conj")]
    around = {*nouns, noun + 1, reading.words[noun].head}.union(*(children[each] for each in nouns))
    return any(reading.lowers[place] in _LACKING for place in around if place < len(reading.lowers))
