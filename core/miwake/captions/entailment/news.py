"""What another description adds to what a caption says: only that can make a negative of the caption true."""

from collections.abc import Callable
from dataclasses import dataclass

from miwake.captions.drafts import Draft
from miwake.captions.entailment.deeds import base
from miwake.captions.entailment.hearing import Description
from miwake.captions.entailment.meaning import Meaning
from miwake.captions.entailment.proof import proof
from miwake.captions.entailment.relations import canonical, consequences
from miwake.captions.entailment.statements import DENIALS, Link, Quality, Statement, Thing
from miwake.domain.terms import Kind


@dataclass(frozen=True, slots=True)
class News:
    """Another description and those of its statements that the caption does not make true."""

    said: Description
    statements: tuple[Statement, ...]

    def may_concern(self, draft: Draft, caption: Description, meaning: Meaning) -> bool:
        """Whether a draft may say what is new here: a quick test that spares parsing the negative where it cannot."""
        return any(_MAY[draft.kind](each, draft, caption, meaning) for each in self.statements)


def news_in(said: Description, caption: Description, meaning: Meaning) -> News:
    """Return what a description says beyond the caption; another count of what may be the same thing is news too."""
    things = [each for each in caption.statements if isinstance(each, Thing)]

    def is_news(statement: Statement) -> bool:
        if proof(statement, caption, meaning) is None:
            return True
        return isinstance(statement, Thing) and not any(
            (each.low, each.high) == (statement.low, statement.high) and meaning.noun_says(each.names, statement.names)
            for each in things
        )

    return News(said, tuple(filter(is_news, said.statements)))


def _new_words(draft: Draft) -> list[str]:
    return [word for change in draft.changes for word in change.text.lower().split()]


def _object(news: Statement, draft: Draft, _: Description, meaning: Meaning) -> bool:
    claimed = draft.claim or (draft.changes[0].text,)
    return isinstance(news, Thing) and news.there and meaning.noun_says(news.names, claimed[:1])


def _quality(news: Statement, draft: Draft, _: Description, meaning: Meaning) -> bool:
    if not isinstance(news, Quality):
        return False
    words = _new_words(draft)
    return any(meaning.quality_says(news.word, word) or meaning.opposite(news.word, word) for word in words)


def _action(news: Statement, draft: Draft, _: Description, meaning: Meaning) -> bool:
    if not isinstance(news, Link):
        return False
    claimed = base(_new_words(draft)[0]) if _new_words(draft) else ""
    if news.verb and meaning.verb_says(news.relation, claimed):
        return True
    follows = {relation for relation, _ in consequences(news.relation, verb=news.verb)}
    return any(relation in follows for relation, _ in consequences(claimed, verb=True))


def _relation(news: Statement, draft: Draft, _: Description, __: Meaning) -> bool:
    text = draft.changes[0].text.lower()
    claimed = canonical(text) or text
    return isinstance(news, Link) and claimed in {
        relation for relation, _ in consequences(news.relation, verb=news.verb)
    } | {news.relation}


def _presence(news: Statement, draft: Draft, _: Description, __: Meaning) -> bool:
    denied = not DENIALS.isdisjoint(_new_words(draft)) or not draft.changes[0].text
    return not news.there if denied else news.there and not isinstance(news, Quality)


def _count(news: Statement, draft: Draft, _: Description, meaning: Meaning) -> bool:
    about = draft.about[-1:]
    return isinstance(news, Thing) and (not about or meaning.noun_says(news.names, about))


def _swap(news: Statement, _: Draft, caption: Description, meaning: Meaning) -> bool:
    """Whether something is said of things of the caption; a thing that it does not know is in no swap."""
    if isinstance(news, Thing):
        return False
    sides = (news.thing,) if isinstance(news, Quality) else (news.left, news.right)
    things = [each for each in caption.statements if isinstance(each, Thing)]
    return all(side is None or any(meaning.may_be_one(side.names, each.names) for each in things) for side in sides)


_Test = Callable[[Statement, Draft, Description, Meaning], bool]
_MAY: dict[Kind, _Test] = {
    Kind.OBJECT: _object,
    Kind.ATTRIBUTE: _quality,
    Kind.STATE: _quality,
    Kind.ACTION: _action,
    Kind.RELATION: _relation,
    Kind.PRESENCE: _presence,
    Kind.COUNT: _count,
    Kind.SWAP: _swap,
}
