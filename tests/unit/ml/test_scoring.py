"""Scores are plain cosines in fp32, remembered by content, the same for the same model."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from miwake.domain.control import SilentControl
from miwake.domain.snapshots import SnapshotPair
from miwake.domain.terms import Split
from miwake.ml.model import Model
from miwake.ml.scoring import (
    GeneralSet,
    score_caption_only,
    score_choices,
    score_examples,
    score_pairs,
    score_retention,
    text_closeness,
)

CONTROL = SilentControl()


def test_a_case_is_scored_as_the_model_says(model: Model, site: Any) -> None:
    cases = site.of(Split.TEST)
    scores = score_examples(model, cases, site.by_key, open_photo=site.open, control=CONTROL)
    case, photo = cases[3], site.by_key[cases[3].photo]
    with torch.inference_mode():
        seen = model.encode_photos(model.preprocess(site.images[photo.path])[None])[0]
        said = model.encode_texts([case.caption, case.confusables[0].text])
    assert scores[3].case is case
    assert scores[3].group == photo.group
    assert scores[3].positive == pytest.approx(float(seen @ said[0]), abs=1e-5)
    assert scores[3].negatives == pytest.approx([float(seen @ said[1])], abs=1e-5)


def test_the_same_model_gives_exactly_the_same_scores_and_opens_no_photo_twice(
    model: Model, site: Any, tmp_path: Path
) -> None:
    cases = site.of(Split.TEST)
    before = score_examples(model, cases, site.by_key, open_photo=site.open, control=CONTROL, cache=tmp_path)
    assert sorted(site.opened) == sorted(site.by_key[case.photo].path for case in cases)
    site.opened.clear()
    after = score_examples(model, cases, site.by_key, open_photo=site.open, control=CONTROL, cache=tmp_path)
    assert after == before
    assert site.opened == []


def test_no_text_is_read_twice_by_the_same_model(
    vit_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(Model, "encode_texts", _noting(Model.encode_texts, read))
    cases, photos = site.of(Split.TEST), tuple(site.photos[:2])
    queries = ("a red square", "a blue square on the table")
    general = GeneralSet(photos, queries, (frozenset({0}), frozenset({1})))

    def all_scores(model: Model) -> tuple[Any, ...]:
        return (
            score_examples(model, cases, site.by_key, open_photo=site.open, control=CONTROL, cache=tmp_path),
            score_retention(model, general, open_photo=site.open, control=CONTROL, cache=tmp_path),
            text_closeness(model, [queries], control=CONTROL, cache=tmp_path),
        )

    before = all_scores(vit_model)
    said = {text for case in cases for text in (case.caption, *(other.text for other in case.confusables))}
    assert sorted(read) == sorted(said | set(queries))
    read.clear()
    assert all_scores(vit_model) == before
    assert read == []
    state = vit_model.module.state_dict()
    name = next(name for name in state if name.startswith("text.") and name.endswith("weight"))
    all_scores(vit_model.with_weights({**state, name: state[name] * -1}, name="other"))
    assert sorted(read) == sorted(said | set(queries))


def _noting(encode: Callable[[Model, Sequence[str]], Tensor], read: list[str]) -> Callable[..., Tensor]:
    def noted(model: Model, texts: Sequence[str]) -> Tensor:
        read.extend(texts)
        return encode(model, texts)

    return noted


def test_another_model_does_not_get_the_remembered_vectors(vit_model: Model, site: Any, tmp_path: Path) -> None:
    cases = site.of(Split.TEST)[:2]
    score_examples(vit_model, cases, site.by_key, open_photo=site.open, control=CONTROL, cache=tmp_path)
    state = vit_model.module.state_dict()
    other = vit_model.with_weights({**state, "visual.proj": state["visual.proj"] * -1}, name="other")
    site.opened.clear()
    score_examples(other, cases, site.by_key, open_photo=site.open, control=CONTROL, cache=tmp_path)
    assert len(site.opened) == 2


def test_without_looking_every_photo_gets_the_same_answer(vit_model: Model, site: Any) -> None:
    cases, training = site.of(Split.TEST), [each for each in site.photos if each.split is Split.TRAIN]
    scores = score_caption_only(vit_model, cases, site.by_key, training=training, open_photo=site.open, control=CONTROL)
    assert len({score.positive for score in scores if score.case.choice == 0}) == 1
    assert scores[0].positive == scores[1].negatives[0]


def test_a_pair_has_two_by_two_scores(vit_model: Model, site: Any) -> None:
    one, two = site.of(Split.TEST)[:2]
    pair = SnapshotPair("p", one.photo, two.photo, one.caption, two.caption, Split.TEST)
    (made,) = score_pairs(vit_model, [pair], site.by_key, open_photo=site.open, control=CONTROL)
    direct = score_examples(vit_model, [one, two], site.by_key, open_photo=site.open, control=CONTROL)
    assert made.scores[0] == pytest.approx((direct[0].positive, direct[0].negatives[0]))
    assert made.scores[1] == pytest.approx((direct[1].negatives[0], direct[1].positive))
    assert made.groups == (site.by_key[one.photo].group, site.by_key[two.photo].group)


def test_any_photo_that_fits_counts_for_retention(vit_model: Model, site: Any) -> None:
    photos = tuple(site.photos[:4])
    queries = ("a red square", "a blue square on the table")
    everything = GeneralSet(photos, queries, (frozenset(range(4)), frozenset({0, 1, 2, 3})))
    assert score_retention(vit_model, everything, open_photo=site.open, control=CONTROL).hits == (True, True)
    hits = [
        score_retention(
            vit_model, GeneralSet(photos, queries[:1], (frozenset({n}),)), open_photo=site.open, control=CONTROL
        )
        for n in range(4)
    ]
    assert sum(each.hits[0] for each in hits) == 1
    assert [each.groups for each in hits] == [(0,), (1,), (2,), (3,)]


def test_choices_are_told_for_each_photo(vit_model: Model, site: Any) -> None:
    cases = site.of(Split.TEST)[:3]
    photos = [site.by_key[case.photo] for case in cases]
    told = score_choices(vit_model, photos, ("a red square", "a blue square"), open_photo=site.open, control=CONTROL)
    direct = score_examples(vit_model, cases, site.by_key, open_photo=site.open, control=CONTROL)
    assert told[0] == pytest.approx((direct[0].positive, direct[0].negatives[0]))
    assert len(told) == 3


def test_a_text_is_closest_to_itself(vit_model: Model) -> None:
    same, other = text_closeness(
        vit_model, [("a red square", "a red square"), ("a red square", "two workers")], control=CONTROL
    )
    assert same == pytest.approx(1.0)
    assert other < same
