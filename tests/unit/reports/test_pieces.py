import math
import re
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.comparisons import Curve
from miwake.domain.edits import changed_spans
from miwake.domain.terms import Kind, RetentionVerdict, Verdict
from miwake.evaluation import BANDS
from miwake.reports import PhotoSource
from miwake.reports.charts import drawing, reach, whisker
from miwake.reports.numbers import amount, duration, interval, p_value, percent, signed_points
from miwake.reports.photo_cards import pieces
from miwake.reports.texts import Texts


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0, "0%"), (0.004, "<1%"), (0.096, "10%"), (0.994, "99%"), (0.999, ">99%"), (1.0, "100%")],
)
def test_only_nothing_is_zero_and_only_all_is_a_hundred(share: float, written: str) -> None:
    assert percent(share) == written


def test_numbers_are_written_with_few_digits() -> None:
    assert (signed_points(-0.3), signed_points(0.051), signed_points(-0.001)) == ("\N{MINUS SIGN}30", "+5", "0")
    assert interval((-0.008, 0.006), digits=1) == "\N{MINUS SIGN}0.8 to +0.6"
    assert [p_value(p) for p in (1e-8, 0.0018, 0.0431, 0.2, 1.0)] == ["<0.0001", "0.0018", "0.043", "0.20", "1"]
    assert [duration(seconds) for seconds in (12.2, 180, 212, 5400)] == ["12 s", "3 min", "3 min 32 s", "1 h 30 min"]
    assert [amount(value) for value in (12345.4, 7.25, -40)] == ["12,345", "7.2", "\N{MINUS SIGN}40"]


@given(st.text("ab c", max_size=30), st.text("ab c", max_size=30))
def test_pieces_joined_are_the_text(caption: str, rival: str) -> None:
    left, right = changed_spans(caption, rival)
    assert "".join(text for text, _ in pieces(caption, left)) == caption
    assert "".join(text for text, _ in pieces(rival, right)) == rival


def test_a_curve_is_drawn_inside_its_frame_without_what_is_no_number() -> None:
    found = drawing(Curve("rate", ((0, 0.5), (5, math.nan), (10, 0.1))))
    assert found is not None
    assert found.path == "M6.0 6.0 L314.0 92.4"
    assert (found.bottom, found.top, found.last, found.steps) == ("0", "0.5", "0.1", ("0", "10"))


def test_a_curve_of_one_point_or_one_height() -> None:
    assert drawing(Curve("rate", ((0, 0.5),))) is None
    assert drawing(Curve("flat", ((3, 2.0), (3, 2.0)))) is not None


def test_whiskers_lie_on_their_axis() -> None:
    half = reach([(-0.45, -0.15), (-0.1, 0.1)])
    assert half == 0.5
    mark = whisker(-0.3, (-0.45, -0.15), reach=half)
    assert (mark.low, mark.middle, mark.high, mark.css) == (5.0, 20.0, 35.0, "better")
    assert whisker(0.1, (0.02, 2.0), reach=half).high == 100.0
    assert whisker(0.0, (-0.1, 0.1), reach=half).css == "open"
    assert reach([]) == 0.2


def test_thumbnails_come_from_a_mapping_or_a_function() -> None:
    assert PhotoSource({"a": b"\xff\xd8"}).data_uri("a") == "data:image/jpeg;base64,/9g="
    assert PhotoSource(lambda _: b"\x89PNG").data_uri("a") == "data:image/png;base64,iVBORw=="
    assert PhotoSource().data_uri("a") is None
    assert PhotoSource(names={"a": "x.jpg"}).name("a") == "x.jpg"
    assert PhotoSource().name("0123456789abcdef") == "0123456789ab"


def test_every_sentence_that_is_asked_for_by_value_exists() -> None:
    texts = Texts()
    wanted = [
        *(f"verdict.{each}" for each in Verdict),
        *(f"retention.{each}" for each in RetentionVerdict),
        *(f"kind.{each}" for each in Kind),
        *(f"band.{each}" for each in BANDS),
    ]
    assert all(texts(key) for key in wanted)


def test_all_languages_have_the_same_sentences_with_the_same_values() -> None:
    folder = files("miwake_resources").joinpath("templates")
    known = {
        each.name: yaml.safe_load(each.read_text(encoding="utf-8"))
        for each in folder.iterdir()
        if each.name.startswith("report.") and each.name.endswith(".yaml")
    }
    english = known["report.en.yaml"]
    for sentences in known.values():
        assert sentences.keys() == english.keys()
        for key, sentence in sentences.items():
            assert set(re.findall(r"\{(\w+)\}", sentence)) == set(re.findall(r"\{(\w+)\}", english[key]))
