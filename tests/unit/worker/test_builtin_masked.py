"""The masked language model that ships with Miwake: what it fills in, and that its table and card go with it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from miwake.captions import CaptionInput, usual_words
from miwake.domain.terms import Kind, NegativeSource
from miwake.ml.masked import MaskedModel, load_masked_model
from miwake.worker.filling import load_engine

FOLDER = Path(__file__).parents[3] / "resources" / "miwake_resources" / "models" / "masked"
pytestmark = pytest.mark.slow  # loads torch and the built-in model
COLOURS = {"red", "blue", "green", "yellow", "orange", "white", "black", "grey", "gray", "brown", "purple", "pink"}
PREPOSITIONS = {"on", "under", "near", "at", "beside", "against", "down", "behind", "inside", "in", "by", "up", "below"}


@pytest.fixture(scope="module")
def model() -> MaskedModel:
    return load_masked_model("builtin", words=usual_words())


def test_it_says_what_transformers_says_of_its_files(model: MaskedModel) -> None:
    theirs = load_masked_model(FOLDER, words=usual_words())
    assert model.words == theirs.words
    gaps = [("a worker in a ", " vest"), ("a man is standing ", " a ladder next to ", " excavator")]
    for ours, other in zip(model.fill(gaps), theirs.fill(gaps), strict=True):
        assert ours.likeliest(1)[0][0] == other.likeliest(1)[0][0]
        np.testing.assert_allclose(ours.chances, other.chances, atol=0.3)


def test_transformers_is_not_loaded_for_it() -> None:
    code = "import sys; from miwake.worker.filling import load_engine; load_engine(); "
    code += "assert 'torch' in sys.modules and 'transformers' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def _first(model: MaskedModel, count: int, *parts: str) -> list[str]:
    return [word for word, _ in model.fill([parts])[0].likeliest(count)]


def test_a_vest_has_a_colour(model: MaskedModel) -> None:
    assert set(_first(model, 5, "a worker in a ", " vest")) <= COLOURS


def test_one_stands_in_a_relation_to_a_ladder(model: MaskedModel) -> None:
    assert set(_first(model, 5, "a man is standing ", " a ladder")) <= PREPOSITIONS


def test_it_knows_nearly_all_words_of_its_table_as_one_piece(model: MaskedModel) -> None:
    assert len(model.words) > 0.8 * len(usual_words())


def test_it_is_small_and_its_card_gives_licences_and_figures() -> None:
    assert (FOLDER / "model.safetensors").stat().st_size <= 45_000_000
    card = (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    for expected in ("Apache-2.0", "MIT", "CC BY 4.0", "WordNet licence", "held-out", "## Limits", "among the first 5"):
        assert expected in card


def test_it_proposes_where_the_lexicon_is_silent_and_stays_deterministic(model: MaskedModel) -> None:
    engine, alone = load_engine(), load_engine("none")
    captions = [CaptionInput(text) for text in ("a telescope next to a wall", "a man is taking a photo of a cathedral")]
    found = list(engine.propose(captions, kinds={Kind.OBJECT}, per_caption=40))
    assert found == [next(engine.propose([each], kinds={Kind.OBJECT}, per_caption=40)) for each in captions]
    sources = {each.source for one in found for each in one.negatives}
    assert sources <= {NegativeSource.LEXICON, NegativeSource.MASKED_LM}
    assert NegativeSource.MASKED_LM not in {each.source for one in alone.propose(captions) for each in one.negatives}
