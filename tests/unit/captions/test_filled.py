"""A masked language model as a source of negatives: what it may fill in, and how it weighs what the rules say."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from miwake.captions import CaptionInput, Engine
from miwake.captions.drafting import Drafting
from miwake.captions.drafts import FLOOR, Change, Draft
from miwake.captions.exclusion import adjectives_exclude, nouns_exclude, verbs_exclude
from miwake.captions.filling import slot_at
from miwake.captions.lexicon import Lexicon
from miwake.captions.pack_files import load_packs
from miwake.captions.packs import Home
from miwake.captions.parsing import parsed
from miwake.captions.plausibility import plausibility, weighed
from miwake.captions.ranking import ranked
from miwake.captions.reading import Reading
from miwake.captions.rules.filled import MOST_SLOTS
from miwake.captions.usual_tags import usual_tags
from miwake.domain.negatives import Proposal
from miwake.domain.terms import Kind, NegativeSource, Operation

ELSE = -12.0


class SaidFilling:
    """Log chances as given; any other word is unlikely."""

    def __init__(self, chances: Mapping[str, float]) -> None:
        self.chances = chances

    def likeliest(self, count: int) -> list[tuple[str, float]]:
        return sorted(self.chances.items(), key=lambda each: -each[1])[:count]

    def chance(self, word: str) -> float | None:
        return self.chances.get(word, ELSE)


class SaidFiller:
    """Fills every gap with the same words, and remembers what it was asked."""

    def __init__(self, **chances: float) -> None:
        self.chances = chances
        self.asked: list[tuple[str, ...]] = []

    def fill(self, gaps: Sequence[Sequence[str]]) -> list[SaidFilling]:
        self.asked += [tuple(gap) for gap in gaps]
        return [SaidFilling(self.chances) for _ in gaps]


class DrawnFiller:
    """Draws the chances of each gap from its text."""

    def fill(self, gaps: Sequence[Sequence[str]]) -> list[SaidFilling]:
        return [SaidFilling({word: -_draw(word, *gap) for word in sorted(usual_tags())[::40]}) for gap in gaps]


def _draw(*parts: str) -> float:
    return 8 * hashlib.sha256("|".join(parts).encode()).digest()[0] / 256


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_packs(()))


def _negatives(
    lexicon: Lexicon, text: str, filler: object, *, kinds: frozenset[Kind] = frozenset(Kind)
) -> list[Proposal]:
    engine = Engine(lexicon, filler=filler)  # type: ignore[arg-type]  # a fake of the protocol
    return list(next(engine.propose([CaptionInput(text)], kinds=kinds, per_caption=60)).negatives)


def _filled(negatives: Sequence[Proposal]) -> list[str]:
    return [each.text for each in negatives if each.source == NegativeSource.MASKED_LM]


def test_it_fills_where_the_lexicon_is_silent_and_only_with_another_of_the_sort(lexicon: Lexicon) -> None:
    said = SaidFiller(
        microscope=-1.0, instrument=-1.0, microscopes=-1.0, red=-1.0, plays=-1.0, house=-1.0, telescope=-2.0
    )
    found = _filled(_negatives(lexicon, "a telescope stands in the corner", said, kinds=frozenset({Kind.OBJECT})))
    assert found == ["a microscope stands in the corner"]


def test_inflection_is_kept(lexicon: Lexicon) -> None:
    said = SaidFiller(bullet=-1.0, bullets=-1.5, arrows=-2.0)
    assert _filled(_negatives(lexicon, "two arrows on the floor", said)) == ["two bullets on the floor"]


def test_articles_are_repaired_and_hidden_from_the_model(lexicon: Lexicon) -> None:
    said = SaidFiller(album=-1.0, diary=-2.0)
    assert _filled(_negatives(lexicon, "a diary in the corner", said)) == ["an album in the corner"]
    assert ("", " ", " in the corner") in said.asked


def test_fillings_of_a_place_come_after_what_the_rules_say_of_it() -> None:
    filled, known = (
        Draft(Kind.OBJECT, (Change(0, 0, text),), weight, source=source)
        for text, weight, source in (("gnu", 0.6, NegativeSource.MASKED_LM), ("cat", 0.4, NegativeSource.LEXICON))
    )
    assert [draft.changes[0].text for draft in ranked([filled, known], seed=0, caption="a dog")] == ["cat", "gnu"]


def test_where_the_rules_say_enough_nothing_is_filled_in(lexicon: Lexicon) -> None:
    assert _filled(_negatives(lexicon, "a red vest", SaidFiller(red=-1.0, scarlet=-1.0, teal=-1.0))) == []


def test_what_is_unlikely_there_is_not_filled_in(lexicon: Lexicon) -> None:
    said = SaidFiller(microscope=-11.0, telescope=-1.0)
    assert _filled(_negatives(lexicon, "a telescope stands in the corner", said)) == []


def test_a_word_that_is_said_already_is_not_filled_in(lexicon: Lexicon) -> None:
    said = SaidFiller(microscope=-1.0, telescope=-1.0)
    assert _filled(_negatives(lexicon, "a telescope between two microscopes", said)) == []


def test_the_model_decides_which_of_the_lexicons_words_come_first(lexicon: Lexicon) -> None:
    kinds = frozenset({Kind.ATTRIBUTE})

    def first(**chances: float) -> str:
        return _negatives(lexicon, "a worker in a red vest", SaidFiller(red=-1.0, **chances), kinds=kinds)[0].text

    assert first(green=-1.0, blue=-9.0) == "a worker in a green vest"
    assert first(green=-9.0, blue=-1.0) == "a worker in a blue vest"


def test_plausibility_rises_with_the_chance(lexicon: Lexicon) -> None:
    def weight(chance: float) -> float:
        negatives = _negatives(lexicon, "a worker in a red vest", SaidFiller(red=-1.0, blue=chance))
        return next(each.plausibility for each in negatives if each.text == "a worker in a blue vest")

    weights = [weight(chance) for chance in (-11.0, -8.0, -5.0, -2.0, 0.0)]
    assert weights == sorted(weights)
    assert weights[-1] - weights[0] > 0.3
    assert 0 < plausibility(-20, 0) < plausibility(-5, 0) < plausibility(0, 0) < 1


def test_a_caption_is_asked_about_few_words_and_near_text_only(lexicon: Lexicon) -> None:
    said = SaidFiller(microscope=-1.0)
    _negatives(lexicon, "a red telescope and a blue harp stand near a tall lamp on the table " * 30, said)
    assert 0 < len(said.asked) <= MOST_SLOTS
    assert all(sum(len(part.split()) for part in parts) < 40 for parts in said.asked)


def test_a_gap_is_where_the_word_was() -> None:
    (sentence,) = parsed(["An open valve, near the Pump."])
    assert slot_at(sentence, 1).parts == ("", " ", " valve, near the Pump.")
    assert slot_at(sentence, 2).parts == ("An open ", ", near the Pump.")


def test_without_a_model_the_rules_speak_alone(lexicon: Lexicon) -> None:
    engine = Engine(lexicon)
    (found,) = engine.propose([CaptionInput("a telescope stands next to a red chair")], per_caption=60)
    assert {each.source for each in found.negatives} <= {NegativeSource.LEXICON, NegativeSource.SWAP}


def test_the_same_comes_out_whatever_else_is_in_the_batch(lexicon: Lexicon) -> None:
    engine = Engine(lexicon, filler=DrawnFiller())
    texts = ["a telescope on a red chair", "", "two dogs run in the snow", "a man is holding a lute", "赤い弁"]
    together = list(engine.propose(map(CaptionInput, texts), seed=3, per_caption=20))
    assert together == [next(engine.propose([CaptionInput(text)], seed=3, per_caption=20)) for text in texts]


@pytest.mark.parametrize(
    ("old", "new", "apart"),
    [
        ("cat", "dog", True),
        ("dogs", "cats", True),
        ("shirt", "jacket", True),
        ("microscope", "telescope", True),
        ("man", "person", False),
        ("street", "road", False),
        ("couch", "sofa", False),
        ("worker", "man", False),
        ("grass", "field", False),
        ("tree", "house", False),
        ("boat", "ship", False),
        ("photo", "picture", False),
        ("photo", "portrait", False),
    ],
)
def test_nouns_stand_against_others_of_their_sort(lexicon: Lexicon, old: str, new: str, *, apart: bool) -> None:
    assert nouns_exclude(old, new, lexicon) == apart


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("red", "blue", Kind.ATTRIBUTE),
        ("teal", "scarlet", Kind.ATTRIBUTE),
        ("wooden", "metal", Kind.ATTRIBUTE),
        ("open", "closed", Kind.STATE),
        ("red", "crimson", None),
        ("big", "large", None),
        ("standing", "young", None),
        ("red", "large", None),
        ("happy", "young", None),
        ("other", "same", None),
    ],
)
def test_adjectives_stand_against_what_excludes_them(lexicon: Lexicon, old: str, new: str, kind: Kind | None) -> None:
    assert adjectives_exclude(old, new, lexicon) == kind


@pytest.mark.parametrize(
    ("old", "new", "apart"),
    [
        ("standing", "sitting", True),
        ("standing", "smiling", False),
        ("walking", "moving", False),
        ("rising", "falling", True),
    ],
)
def test_verbs_stand_against_what_nobody_does_at_once(
    lexicon: Lexicon, old: str, new: str, *, apart: bool | None
) -> None:
    assert verbs_exclude(old, new, lexicon) == apart


def test_the_table_of_tags_knows_common_words() -> None:
    tags = usual_tags()
    assert len(tags) > 5000
    assert (tags["dog"], tags["dogs"], tags["red"]) == (frozenset({"NN"}), frozenset({"NNS"}), frozenset({"JJ"}))


def _weighed(text: str, kind: Kind, *changes: Change, **chances: float) -> float:
    """Return what a model that says these chances makes of a draft of weight 0.7."""
    (sentence,) = parsed([text])
    operation = Operation.SWAP if kind == Kind.SWAP else Operation.REPLACE
    filling = SaidFilling(chances)
    fillings = {place: filling for change in changes for place in (change.first, change.last)}
    (found,) = weighed([Draft(kind, changes, 0.7, operation)], sentence, fillings)
    return found.weight


@pytest.mark.parametrize("kind", [Kind.ATTRIBUTE, Kind.OBJECT])
def test_a_quality_or_thing_is_judged_by_its_own_chance(kind: Kind) -> None:
    change = Change(1, 1, "glass")
    assert _weighed("a wooden pier", kind, change, wooden=-9.0, glass=-9.5) < FLOOR
    assert _weighed("a wooden pier", kind, change, wooden=-0.1, glass=-4.0) > 0.7
    of_old = {_weighed("a wooden pier", kind, change, wooden=old, glass=-6.0) for old in (-1.0, -8.0)}
    assert len(of_old) == 1


def test_no_state_falls_below_the_floor_for_what_the_model_says() -> None:
    change = Change(0, 0, "hardened")
    assert FLOOR < _weighed("fresh concrete", Kind.STATE, change, hardened=-15.0) < 0.7


def test_a_swap_is_judged_by_what_both_places_lose() -> None:
    changes = Change(0, 1, "the plate", verbatim=True), Change(4, 5, "a pizza", verbatim=True)
    assert _weighed("a pizza is on the plate", Kind.SWAP, *changes, plate=-2.0, pizza=-2.0) > 0.7
    assert _swap_of_different_places(-6.0) < FLOOR < _swap_of_different_places(-2.0)


def _swap_of_different_places(lost: float) -> float:
    (sentence,) = parsed(["a pizza is on the plate"])
    draft = Draft(
        Kind.SWAP,
        (Change(0, 1, "the plate", verbatim=True), Change(4, 5, "a pizza", verbatim=True)),
        0.7,
        Operation.SWAP,
    )
    fillings = {
        1: SaidFilling({"pizza": -1.0, "plate": -1.0 + lost}),
        5: SaidFilling({"plate": -1, "pizza": -1 + lost}),
    }
    return next(weighed([draft], sentence, fillings)).weight


class SilentFilling(SaidFilling):
    """Knows no word as one piece but those given."""

    def chance(self, word: str) -> float | None:
        return self.chances.get(word)


@pytest.mark.parametrize(("kind", "unlikely"), [(Kind.OBJECT, -4.5), (Kind.ACTION, -6.5)])
def test_a_thing_or_a_deed_is_a_suspect_if_the_model_finds_it_unlikely_or_has_no_word_for_it(
    kind: Kind, unlikely: float
) -> None:
    (sentence,) = parsed(["a pump leaks"])
    filling = {2: SilentFilling({"leaks": -1.0, "starts": -4.0, "stops": unlikely})}
    drafts = [Draft(kind, (Change(2, 2, text),), 0.7) for text in ("starts", "stops", "seizes")]
    likely, rare, unknown = (draft.weight for draft in weighed(drafts, sentence, filling))
    assert max(rare, unknown) < FLOOR < likely


def test_a_thing_that_the_model_was_not_asked_about_is_a_suspect_but_a_deed_is_not() -> None:
    (sentence,) = parsed(["a pump leaks"])
    drafts = [Draft(Kind.OBJECT, (Change(1, 1, "tank"),), 0.7), Draft(Kind.ACTION, (Change(2, 2, "starts"),), 0.7)]
    thing, deed = (draft.weight for draft in weighed(drafts, sentence, {}))
    assert thing < FLOOR
    assert deed == 0.7


def test_a_set_is_believed_where_it_holds(lexicon: Lexicon) -> None:
    assert adjectives_exclude("open", "closed", lexicon, of=("valve",)) == Kind.STATE
    assert adjectives_exclude("open", "closed", lexicon, of=("field",)) is None


def test_the_model_is_believed_of_a_thing_only_where_it_would_have_guessed_the_others() -> None:
    (sentence,) = parsed(["a pump beside a tank"])
    drafts = [Draft(Kind.OBJECT, (Change(1, 1, "valve"),), 0.7)]
    for other, is_suspect in ((-4.0, False), (-6.0, True)):
        filling = {1: SilentFilling({"valve": -2.0}), 4: SilentFilling({"tank": other})}
        (found,) = weighed(drafts, sentence, filling)
        assert (found.weight < FLOOR) is is_suspect


def test_a_deed_of_two_words_is_left_to_the_packs_and_a_trades_quality_to_its_rule() -> None:
    (sentence,) = parsed(["a red pump leaks"])
    filling = {place: SilentFilling({}) for place in (1, 3)}
    drafts = [
        Draft(Kind.ACTION, (Change(3, 3, "switches off"),), 0.7),
        Draft(Kind.ATTRIBUTE, (Change(1, 1, "galvanised"),), 0.7, home=Home.TRADE),
    ]
    assert [draft.weight for draft in weighed(drafts, sentence, filling)] == [0.7, 0.7]


def test_a_quality_that_the_model_has_no_word_for_or_finds_unlikely_is_doubted() -> None:
    (sentence,) = parsed(["a red pump leaks"])
    drafts = [Draft(Kind.ATTRIBUTE, (Change(1, 1, text),), 0.7) for text in ("magenta", "pink", "blue")]
    filling = {1: SilentFilling({"red": -1.0, "pink": -6.0, "blue": -2.0})}

    assert [draft.weight >= FLOOR for draft in weighed(drafts, sentence, filling)] == [False, False, True]


def test_for_a_noun_of_several_words_the_gap_spans_them_all(lexicon: Lexicon) -> None:
    (sentence,) = parsed(["a red stop sign by the road"])
    drafting = Drafting(Reading(sentence, lexicon), frozenset({Kind.OBJECT}))
    assert ("a red ", " by the road") in [slot.parts for slot in drafting.slots()]


def test_what_the_model_was_not_asked_keeps_its_weight() -> None:
    (sentence,) = parsed(["a red pump"])
    drafts = [
        Draft(Kind.ATTRIBUTE, (Change(1, 1, "blue"),), 0.7),
        Draft(Kind.SWAP, (Change(1, 1, ""), Change(2, 1, "red")), 0.7, Operation.SWAP),
    ]
    assert list(weighed(drafts, sentence, {2: SaidFilling({})})) == drafts


def test_the_choices_of_a_mix_up_stay_first_and_unsuspected_however_unlikely(lexicon: Lexicon) -> None:
    engine = Engine(lexicon, filler=SaidFiller(open=-1.0, red=-1.0, closed=-30.0, half=-30.0))
    (found,) = engine.propose([CaptionInput("an open valve on a red pump", mixups=(("an open", "a closed"),))])
    assert found.negatives[0].text == "a closed valve on a red pump"
    assert found.negatives[0].suspect is None


class DeafFilling(SaidFilling):
    """Has no word for anything else than what is given."""

    def chance(self, word: str) -> float | None:
        return self.chances.get(word)


def with_own_pack(folder: Path, pack: str, caption: str, *kinds: Kind) -> dict[str, Proposal]:
    path = folder / "own.yaml"
    path.write_text(f"pack: own\n{pack}", encoding="utf-8")
    engine = Engine.load(packs=[path], filler=SaidFiller())
    (found,) = engine.propose([CaptionInput(caption)], kinds=kinds, per_caption=100)
    return {each.text: each for each in found.negatives}


OWN_THINGS = "objects:\n  - {family: gadget, words: [frobnicator, wangler, soil wangler]}\n"
OWN_DEEDS = "actions:\n  - {set: trade, words: [frob, wangle], of: [worker], frame: transitive}\n"
OWN_LOOKS = "attributes:\n  - {set: look, words: [frobbed, wangled]}\n"


@pytest.mark.parametrize(
    ("pack", "caption", "kind", "negative"),
    [
        (OWN_THINGS, "a frobnicator on the truck", Kind.OBJECT, "a wangler on the truck"),
        (OWN_THINGS, "a frobnicator on the truck", Kind.OBJECT, "a soil wangler on the truck"),
        (OWN_DEEDS, "A worker frobs a pipe.", Kind.ACTION, "A worker wangles a pipe."),
        (OWN_LOOKS, "a frobbed pipe", Kind.ATTRIBUTE, "a wangled pipe"),
    ],
)
def test_the_words_of_a_persons_own_pack_are_believed(
    tmp_path: Path, pack: str, caption: str, kind: Kind, negative: str
) -> None:
    found = with_own_pack(tmp_path, pack, caption, kind)
    assert found[negative].suspect is None
    assert found[negative].plausibility >= FLOOR


def test_what_a_rule_doubts_of_ones_own_words_stays_a_suspect(tmp_path: Path) -> None:
    found = with_own_pack(tmp_path, OWN_THINGS, "rust on the flange of the frobnicator", Kind.OBJECT)
    assert found["rust on the flange of the wangler"].suspect is not None


def weighed_thing(home: Home, text: str, fillings: Mapping[int, SaidFilling]) -> float:
    (sentence,) = parsed(["a gate valve beside a pump"])
    (draft,) = weighed([Draft(Kind.OBJECT, (Change(1, 2, text),), 0.75, home=home)], sentence, fillings)
    return draft.weight


def test_a_trade_is_believed_in_things_that_the_model_has_no_word_for_but_after_those_it_knows() -> None:
    deaf = {2: DeafFilling({"pipe": -1.0, "apple": -9.0})}
    assert FLOOR <= weighed_thing(Home.TRADE, "check valve", deaf) < weighed_thing(Home.TRADE, "pipe", deaf)
    assert weighed_thing(Home.GENERAL, "check valve", deaf) < FLOOR
    assert weighed_thing(Home.TRADE, "apple", deaf) < FLOOR <= weighed_thing(Home.OWN, "apple", deaf)


def test_a_trade_is_believed_unasked_only_in_names_of_several_words() -> None:
    assert weighed_thing(Home.TRADE, "apple", {}) < FLOOR <= weighed_thing(Home.TRADE, "check valve", {})


def test_the_packs_of_trades_are_known_as_such(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"pack: own\n{OWN_THINGS}", encoding="utf-8")
    homes = {pack.name: {each.home for each in pack.contrasts} for pack in load_packs([path])}
    assert homes["own"] == {Home.OWN}
    assert homes["plant"] == homes["construction"] == {Home.TRADE}
    assert homes["general"] == {Home.GENERAL}
