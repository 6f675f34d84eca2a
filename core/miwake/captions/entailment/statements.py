"""What a description states: which things there are, how many, what they are like and how they stand to each other."""

from dataclasses import dataclass

from miwake.captions.vocabulary import vocabulary

MANY = 99  # no upper bound
QUANTITIES = vocabulary("single lone solitary one another several some few many numerous multiple various both")
DENIALS = vocabulary("no not n't never without nobody none neither nor")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing, or several of one sort.

    Attributes:
        names: What it is called, singular and in lower case, the most exact first ("fire truck", "truck").
        first: First of its words in the description.
        last: Its last word, the head.
        low: How many there are at least.
        high: How many there are at most; MANY: no bound.
        there: False where the description says that there is none.
        definite: It was spoken of before or belongs to something ("the", "his"), so it adds nothing to a count.
    """

    names: tuple[str, ...]
    first: int
    last: int
    low: int = 1
    high: int = 1
    there: bool = True
    definite: bool = False

    @property
    def places(self) -> frozenset[int]:
        """The words on which the statement rests."""
        return frozenset(range(self.first, self.last + 1))


@dataclass(frozen=True, slots=True)
class Quality:
    """What a thing is like.

    Attributes:
        thing: Of what it is said.
        word: The adjective, participle or noun that says it, in lower case.
        place: Which word of the description that is.
        there: False where the description denies it.
        worn: It is said of what a person wears: "a man in blue".
    """

    thing: Thing
    word: str
    place: int
    there: bool = True
    worn: bool = False

    @property
    def places(self) -> frozenset[int]:
        """The words on which the statement rests."""
        return self.thing.places | {self.place}


@dataclass(frozen=True, slots=True)
class Link:
    """How one thing stands to another, or what it does (to it).

    Attributes:
        left: The thing of which it is said, or who does it; None where that is not said.
        relation: A relation in the spelling of `relations.canonical`, or a verb in its base form.
        right: The other thing; None for a verb without object.
        first: First word of the relation or verb.
        last: Its last word.
        there: False where the description denies it.
        verb: Whether `relation` is a verb.
    """

    left: Thing | None
    relation: str
    right: Thing | None
    first: int
    last: int
    there: bool = True
    verb: bool = False

    @property
    def places(self) -> frozenset[int]:
        """The words on which the statement rests."""
        sides = (side.places for side in (self.left, self.right) if side is not None)
        return frozenset(range(self.first, self.last + 1)).union(*sides)


Statement = Thing | Quality | Link
