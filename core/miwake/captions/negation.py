"""What a description says is not there: words in that scope cannot be made false by exchanging them."""

from miwake.captions.sentence import Sentence

_NOT = frozenset({"no", "not", "n't", "never", "neither", "nor"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_ABSENT = frozenset({"missing", "absent", "gone", "lacking", "lacks", "removed"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def negated(sentence: Sentence, index: int) -> bool:
    """Return whether a word stands in the scope of a "no", "not" or "without", or is what is missing.

    What a question asks for that is answered with "no" is denied as well.
    """
    if _is_answered_with_no(sentence, index):
        return True
    for _ in range(8):  # a longer way up is a parse error
        word = sentence.words[index]
        if word.lower == "without" or _has_negation(sentence, index):
            return True
        if word.head == index:
            return False
        if word.dep in _SUBJECTS:
            return word.lower in _NOBODY or _is_absent(sentence, word.head)
        index = word.head
    return False


def _is_answered_with_no(sentence: Sentence, index: int) -> bool:
    lowers = [word.lower for word in sentence.words[index:]]
    end = next((place for place, lower in enumerate(lowers) if lower in {".", "!", "?"}), None)
    return end is not None and lowers[end : end + 2] == ["?", "no"]


def _has_negation(sentence: Sentence, index: int) -> bool:
    for child in sentence.children[index]:
        word = sentence.words[child]
        if word.lower in _NOT and word.dep in {"neg", "det", "advmod", "preconj"}:
            return True
        if word.dep in _SUBJECTS and _nobody(sentence, child):
            return True
    return False


def _nobody(sentence: Sentence, subject: int) -> bool:
    word = sentence.words[subject]
    return word.lower in _NOBODY or any(
        sentence.words[i].lower in _NOT and sentence.words[i].dep == "det" for i in sentence.children[subject]
    )


def _is_absent(sentence: Sentence, verb: int) -> bool:
    around = (verb, *sentence.children[verb])
    return any(
        sentence.words[i].lower in _ABSENT and sentence.words[i].dep in {"acomp", "ROOT", "advcl", "xcomp"}
        for i in around
    )
