"""What is heard in a description, and what follows from it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miwake.captions.entailment import (
    Description,
    Link,
    Quality,
    Thing,
    count_proof,
    described,
    meaning_under,
    proof,
)
from miwake.captions.entailment.claims import claims
from miwake.captions.entailment.news import news_in
from miwake.captions.entailment.relations import canonical, consequences
from miwake.captions.guard import Guard
from miwake.captions.lexicon import Lexicon
from miwake.captions.pack_files import load_packs


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_packs(()))


def _told(description: Description) -> set[str]:
    """Return statements as short texts: "man ride horse", "truck: white", "no helmet", "2 man"."""
    found = set()
    for each in description.statements:
        no = "" if each.there else "no "
        if isinstance(each, Thing):
            found.add(f"{no}{each.low}{'' if each.low == each.high else '+'} {each.names[0]}")
        elif isinstance(each, Quality):
            found.add(f"{no}{each.thing.names[0]}: {each.word}")
        else:
            left, right = (side.names[0] if side else "-" for side in (each.left, each.right))
            found.add(f"{no}{left} {each.relation} {right}")
    return found


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("a red and white truck", {"1 truck", "truck: red", "truck: white"}),
        ("the helmet is blue", {"helmet: blue"}),
        ("a helmet that is blue", {"helmet: blue"}),
        ("a door painted red and green", {"door: red", "door: green"}),
        ("the ladder is made of wood", {"ladder: wood"}),
        ("the valve is not closed", {"no valve: closed"}),
        ("a man dressed in blue", {"man: blue"}),
        ("the lights are on", {"light: on"}),
        ("a truck with its doors open", {"door: open", "truck with door"}),
        ("a cone is to the left of a truck", {"cone left of truck", "1 cone", "1 truck"}),
        ("a cone left of a truck", {"cone left of truck"}),
        ("two men stand next to each other", {"2 man", "man beside man", "man stand -"}),
        ("on the table there is a red cup", {"cup on table", "cup: red"}),
        ("a man and a woman sit on a bench", {"man on bench", "woman on bench"}),
        ("a man in a yellow vest holding a hammer", {"man wear vest", "vest: yellow", "man hold hammer"}),
        ("a horse is being ridden by a man", {"man ride horse"}),
        ("a dog chased by a cat", {"cat chase dog"}),
        ("a helmet is worn by the worker", {"worker wear helmet"}),
        ("a worker without a helmet", {"no 1 helmet", "no worker with helmet"}),
        ("nobody is wearing a helmet", {"no 1 helmet", "no person wear helmet"}),
        ("a man who is not wearing a helmet", {"1 man", "no 1 helmet", "no man wear helmet"}),
        ("no ladder or scaffold in the pit", {"no 1+ ladder", "no 1+ scaffold", "1 pit"}),
        ("a couple of workers near a fence", {"2 worker", "worker near fence"}),
        ("a group of people", {"2+ person"}),
        ("many cones", {"3+ cone"}),
        ("3 cones and both doors", {"3 cone", "2 door"}),
        ("a two tier cake", {"1 cake"}),
    ],
)
def test_what_is_heard(text: str, statements: set[str], lexicon: Lexicon) -> None:
    assert statements <= _told(described(text, lexicon))


def test_words_of_a_relation_are_no_things(lexicon: Lexicon) -> None:
    told = _told(described("a cone is to the left of a truck in the background", lexicon))

    assert not {each for each in told if "left" in each.split() and "of" not in each.split()}
    assert "1 background" not in told


def test_a_relation_holds_from_the_other_side_too() -> None:
    assert canonical("to the left of") == canonical("on the left side of") == "left of"
    assert canonical("shiny") is None
    assert consequences("left of", verb=False) == (("left of", False), ("right of", True))
    assert ("behind", True) in consequences("in front of", verb=False)
    assert {("near", False), ("near", True)} <= set(consequences("beside", verb=False))
    assert ("beside", False) not in consequences("near", verb=False)
    assert ("in", True) in consequences("contain", verb=True)
    assert consequences("juggle", verb=True) == ()


@pytest.mark.parametrize(
    ("said", "claim", "holds"),
    [
        ("a dog on a sofa", "an animal on a sofa", True),
        ("an animal on a sofa", "a dog on a sofa", False),
        ("a cup is on a table", "a table is below a cup", True),
        ("a cone beside a truck", "a truck is near a cone", True),
        ("a cone near a truck", "a truck is beside a cone", False),
        ("a soggy floor", "a wet floor", True),
        ("a wet floor", "a soggy floor", False),
        ("a man marches", "a man walks", True),
        ("a man walks", "a man marches", False),
        ("no animals here", "no dogs here", True),
        ("no dogs here", "no animals here", False),
        ("a parked car", "a moving car", False),
    ],
)
def test_what_follows_and_what_does_not(said: str, claim: str, holds: bool, lexicon: Lexicon) -> None:  # noqa: FBT001
    meaning = meaning_under(lexicon)
    by = described(said, lexicon)
    proofs = [proof(each, by, meaning) for each in described(claim, lexicon).statements]

    assert all(proofs) == holds


@pytest.mark.parametrize(
    ("said", "claim", "holds"),
    [
        ("two men", "several people", True),
        ("two men", "two people", False),  # there may be a woman too
        ("a man and another man", "two men", True),
        ("a man, the man in front", "two men", False),
        ("several men", "two men", False),
        ("a few cones", "many cones", False),
        ("a dozen cones", "twelve cones", True),
        ("no men", "two men", False),
    ],
)
def test_counts(said: str, claim: str, holds: bool, lexicon: Lexicon) -> None:  # noqa: FBT001
    thing = next(each for each in described(claim, lexicon).statements if isinstance(each, Thing))

    assert (count_proof(thing, described(said, lexicon), meaning_under(lexicon)) is not None) == holds


def test_only_what_is_new_counts_as_news(lexicon: Lexicon) -> None:
    caption, meaning = described("a man in a red helmet beside a truck", lexicon), meaning_under(lexicon)

    assert news_in(described("a person near a vehicle", lexicon), caption, meaning).statements == ()
    news = news_in(described("a man in a blue helmet beside a truck", lexicon), caption, meaning)
    assert [each.word for each in news.statements if isinstance(each, Quality)] == ["blue"]
    assert not [each for each in news.statements if isinstance(each, Link)]


def test_a_negative_claims_only_what_was_changed(lexicon: Lexicon) -> None:
    caption, meaning = described("a red cone and a blue barrel beside a van", lexicon), meaning_under(lexicon)
    negative = described("a red cone and a blue barrel behind a van", lexicon)
    found = claims(negative, caption, meaning)

    assert {each.relation for each in found.new if isinstance(each, Link)} == {"behind"}
    assert len(found.new) >= 1
    assert all(isinstance(each, Link) for each in found.new)
    assert (found.counted, found.nothing_new) == ((), False)
    assert [word.lower for word in found.changed] == ["behind"]


def test_words_that_only_changed_places_make_the_negative_follow_only_where_the_relation_says_so(
    lexicon: Lexicon,
) -> None:
    def follows(caption: str, negative: str) -> bool:
        found = claims(described(negative, lexicon), described(caption, lexicon), meaning_under(lexicon))
        return found.nothing_new

    assert follows("a cup beside a plate", "a plate beside a cup")
    assert not follows("a cup on a plate", "a plate on a cup")
    assert not follows("people watch a clown", "a clown watches people")


ODD = (
    "a the two no not man men dog truck red open closed is are of to left right in on with without wearing , . and or "
    "each other that 3 's ( ) — 🚧 helmet by chased ' - \u202e \x00 梯子"
)
WORDS = st.sampled_from(ODD.split(" "))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=3, max_size=3))
def test_no_text_is_too_odd_to_be_judged(texts: list[str], lexicon: Lexicon) -> None:
    caption, negative, other = texts
    reason = Guard(caption, (other,), lexicon).judged(negative)

    assert reason is None or reason.endswith((".", *other.strip()[-1:], "…")) or other.strip()[:1] in reason


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=10))
def test_whatever_is_said_follows_from_itself(words: list[str], lexicon: Lexicon) -> None:
    said = described(" ".join(words), lexicon)

    assert all(proof(each, said, meaning_under(lexicon)) for each in said.statements)
