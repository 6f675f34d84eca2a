from collections.abc import Iterator

import pytest
import torch
from PIL import Image

from fakes import RecordingControl
from miwake.domain.control import SilentControl
from miwake.domain.difficulty import DOUBT, Unmeasured
from miwake.domain.errors import CancelledError, PhotoRefusedError
from miwake.ml.difficulty import DOUBT_LOGITS, Judge, see_photos
from miwake.ml.embedding import embed_photos, embed_texts
from miwake.ml.model import Model
from miwake.ml.scoring import text_closeness
from unit.ml.conftest import BLUE, RED, Site

CONTROL = SilentControl()


def asked(site: Site, *, closeness: bool = True) -> list[Unmeasured]:
    """The first two photos, a text without a photo, and the first photo with another text."""
    first, second = site.photos[:2]
    wanted = ((first, RED, BLUE), (second, BLUE, RED), (None, RED, BLUE), (first, RED, "a green circle"))
    return [Unmeasured(n, caption, text, closeness, photo) for n, (photo, caption, text) in enumerate(wanted)]


def test_closeness_and_margin_are_plain_cosines(vit_model: Model, timm_model: Model, site: Site) -> None:
    seen = see_photos(timm_model, site.photos[:2], open_photo=site.open, control=CONTROL)
    found = Judge(vit_model, timm_model, seen).measure(asked(site), control=CONTROL)
    assert [each.negative for each in found] == [0, 1, 2, 3]
    pairs = [(each.caption, each.text) for each in asked(site)]
    assert [each.closeness for each in found] == text_closeness(vit_model, pairs, control=CONTROL)
    photos = embed_photos(timm_model, site.photos[:2], open_photo=site.open, control=CONTROL)
    texts = embed_texts(timm_model, [text for pair in pairs for text in pair], control=CONTROL)
    for each, wanted in zip(found, asked(site), strict=True):
        if wanted.photo is None:
            assert each.margin is None
            continue
        photo = photos[wanted.photo.sha256].double()
        expected = photo @ texts[wanted.caption].double() - photo @ texts[wanted.text].double()
        assert each.margin == pytest.approx(float(expected), abs=1e-12)
    assert [each.text for each in found] == [text for _, text in pairs]


def test_one_model_for_both_gives_the_same_as_two(vit_model: Model, site: Site) -> None:
    seen = see_photos(vit_model, site.photos[:2], open_photo=site.open, control=CONTROL)
    alone = Judge(vit_model, vit_model, seen).measure(asked(site), control=CONTROL)
    twin = vit_model.with_weights(vit_model.module.state_dict(), name="twin")
    for one, other in zip(alone, Judge(vit_model, twin, seen).measure(asked(site), control=CONTROL), strict=True):
        assert one.closeness == pytest.approx(other.closeness, abs=1e-6)
        assert one.margin == (None if other.margin is None else pytest.approx(other.margin, abs=1e-6))


def test_only_what_is_asked_for_is_measured(vit_model: Model, site: Site) -> None:
    seen = see_photos(vit_model, site.photos[:1], open_photo=site.open, control=CONTROL)
    found = Judge(vit_model, vit_model, seen).measure(asked(site, closeness=False), control=CONTROL)
    assert {each.closeness for each in found} == {None}
    assert [each.margin is not None for each in found] == [True, False, False, True]
    nothing = Judge(vit_model, None, {}).measure(asked(site), control=CONTROL)
    assert {each.margin for each in nothing} == {None}
    assert None not in {each.closeness for each in nothing}


def test_the_model_doubts_what_it_prefers_by_far_and_nothing_else(vit_model: Model, site: Site) -> None:
    said = embed_texts(vit_model, [RED, BLUE], control=CONTROL)
    away = torch.nn.functional.normalize(said[BLUE] - said[RED], dim=-1)
    gap = float(away @ (said[BLUE] - said[RED]))
    photo = site.photos[0]
    for share, doubted in ((1.01, True), (0.99, False), (-1.01, False)):
        # A photo that leans towards the negative by this share of what makes a doubt.
        lean = share * DOUBT_LOGITS / vit_model.scale / gap
        judge = Judge(vit_model, vit_model, {photo.sha256: away * lean})
        (found,) = judge.measure([Unmeasured(1, RED, BLUE, closeness=False, photo=photo)], control=CONTROL)
        assert found.margin == pytest.approx(-lean * gap, rel=1e-4)
        assert found.doubt == (DOUBT if doubted else None)


def test_photos_that_cannot_be_opened_are_left_out(vit_model: Model, site: Site) -> None:
    broken = {site.photos[1].path, site.photos[38].path}

    def open_photo(path: str) -> Image.Image:
        if path in broken:
            raise PhotoRefusedError("The file is damaged.")
        return site.open(path)

    seen = see_photos(vit_model, [*site.photos, site.photos[0]], open_photo=open_photo, control=CONTROL)
    assert set(seen) == {photo.sha256 for photo in site.photos if photo.path not in broken}
    assert see_photos(vit_model, [site.photos[1]], open_photo=open_photo, control=CONTROL) == {}


@pytest.fixture
def cancelling() -> Iterator[RecordingControl]:
    control = RecordingControl(cancel_at=2)
    yield control
    assert control.checkpoints == 2


def test_looking_at_photos_can_be_cancelled(vit_model: Model, site: Site, cancelling: RecordingControl) -> None:
    with pytest.raises(CancelledError):
        see_photos(vit_model, site.photos, open_photo=site.open, control=cancelling)
