import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from miwake.domain.comparisons import Comparison, Earlier, MonthlyCost, Retention
from miwake.domain.errors import NotFoundError
from miwake.domain.terms import Flip, RetentionVerdict, Verdict
from miwake.reports import PhotoSource, render_html

Build = Callable[..., Comparison]
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'valve' {{ 7 * 7 }} </style>"
VOID = {"meta", "img"}
INLINE = {"mark"}


class Reader(HTMLParser):
    """Collect tags, attributes and visible text, and check that every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += "" if tag in INLINE else " "
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.text += "" if tag in INLINE else " "

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.text)


def read(comparison: Comparison, photos: PhotoSource | None = None) -> Reader:
    return Reader(render_html(comparison, photos=photos, title="Kita plant"))


def test_the_verdict_comes_first_in_plain_words(build: Build, photos: PhotoSource) -> None:
    words = read(build(), photos).words
    assert "Miwake mixed up 21 of 40 test photos before, 5 after. That is an improvement." in words
    order = [
        "That is an improvement",
        "By mix-up",
        "told apart now.",
        "Look at these before",
        "Mixed up by both",
        "Details",
        "Notes",
    ]
    places = [words.index(each) for each in order]
    assert places == sorted(places)


def test_both_directions_of_a_mixup_are_shown(build: Build) -> None:
    words = read(build()).words
    assert "closed taken for open 10 6 1" in words
    assert "open taken for closed 10 4 1" in words


def test_changed_words_are_marked_in_the_true_and_the_wrong_description(build: Build) -> None:
    html = render_html(build(), photos=None, title="t")
    assert "<mark>two</mark> workers on a scaffold" in html
    assert "<mark>three</mark> workers on a scaffold" in html


def test_one_file_that_loads_nothing(build: Build, photos: PhotoSource) -> None:
    found = read(build(), photos)
    for tag, attributes in found.tags:
        assert tag not in {"script", "link", "iframe", "object", "base"}
        for name in ("src", "href", "srcset", "action", "data"):
            assert (attributes.get(name) or "data:").startswith("data:")
    html = render_html(build(), photos=photos, title="t")
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r"https?://", html)


def test_photos_are_inside_and_may_be_left_out(build: Build, photos: PhotoSource) -> None:
    pictures = [each for tag, each in read(build(), photos).tags if tag == "img"]
    assert 15 <= len(pictures) < 22  # 22 photos changed or stayed wrong; a few thumbnails are missing
    assert all(str(each["src"]).startswith("data:image/jpeg;base64,/9j/") for each in pictures)
    assert all(each["alt"] for each in pictures)
    without = read(build())
    assert not [tag for tag, _ in without.tags if tag == "img"]
    assert without.words.count("Photo not included") == 22


def test_hostile_texts_are_only_text(build: Build) -> None:
    plain = build()
    outcomes = tuple(
        replace(each, caption=HOSTILE, rival_before=f"{HOSTILE} x", rival_after=HOSTILE, mixup=HOSTILE)
        for each in plain.outcomes
    )
    hostile = replace(
        plain,
        outcomes=outcomes,
        by_mixup={HOSTILE: plain.by_mixup["valve"]},
        notes=(HOSTILE,),
        model_before=HOSTILE,
        run=HOSTILE,
    )
    html = render_html(hostile, photos=PhotoSource(names={plain.outcomes[0].photo: HOSTILE}), title=HOSTILE)
    assert "<script" not in html
    found = Reader(html)
    assert "{{ 7 * 7 }}" in found.text
    assert html.count("</style>") == 1
    assert "<script>alert(1)</script>" in found.text


@pytest.mark.parametrize(
    ("letters", "verdict", "said"),
    [
        ({"valve": "B" * 14 + "F" + "R" * 20}, Verdict.WORSE, "That is worse than before."),
        ({"valve": "FB" * 3 + "R" * 90}, Verdict.NO_EVIDENCE, "A difference this small can be chance."),
        ({"valve": "FFR"}, Verdict.TOO_FEW, "come from 3 scenes, 10 are needed."),
        ({"valve": "F" * 3 + "W" * 20}, Verdict.TOO_FEW, "That is too few to tell."),
    ],
)
def test_every_verdict_has_its_words(build: Build, letters: dict[str, str], verdict: Verdict, said: str) -> None:
    comparison = build(letters, free=False)
    assert comparison.verdict is verdict
    assert said in read(comparison).words


def test_numbers_that_too_few_cases_cannot_support_are_not_shown(build: Build) -> None:
    comparison = build({"valve": "FFRW", "helmet": "F"}, free=False, retention=None, control=None, caption_only=0.2)
    words = read(comparison).words
    assert "%" not in words
    assert "p =" not in words
    assert "Not shown as a rate" in words
    assert "4 → 1 of 5" in words


def test_a_thin_mixup_inside_a_good_comparison_gets_counts_alone(build: Build) -> None:
    words = read(build()).words
    helmet = words[words.index(" helmet ") : words.index("What mistakes cost")]
    assert "Too few to tell" in helmet
    assert "7 → 2 of 14" in helmet
    assert "%" not in helmet
    valve = words[words.index(" valve ") : words.index(" helmet ")]
    assert "50% before, 10% after" in valve


def test_fixed_and_broken_are_told_together_even_when_there_are_none(build: Build) -> None:
    words = read(build({"valve": "R" * 60}, free=False)).words
    assert "No test photo was fixed." in words
    assert "No test photo that was right before is mixed up now." in words
    assert "No photo changed sides." in words


def test_without_test_photos_nothing_is_claimed(build: Build) -> None:
    words = read(build({}, free=False, model_after=None, caption_only=None, retention=None, control=None)).words
    assert "There are no test photos yet, so nothing can be said." in words
    assert "By mix-up" not in words
    assert "%" not in words


def test_a_run_that_found_nothing_better_says_so(build: Build) -> None:
    words = read(build({"valve": "W" * 10 + "R" * 90}, free=False, model_after=None)).words
    assert "Nothing better than the model before came out." in words
    assert "The built-in model stays" in words


@pytest.mark.parametrize(
    ("queries", "verdict", "said"),
    [
        (
            2_000,
            RetentionVerdict.KEPT,
            "30.9% of 2,000 general descriptions, 31.0% before (change −0.8 to +0.6 points)",
        ),
        (2_000, RetentionVerdict.LOST, "A loss of more than one point cannot be ruled out."),
        (120, RetentionVerdict.CANNOT_TELL, "120 general descriptions are not enough: 2,000 are needed."),
    ],
)
def test_earlier_skill(build: Build, queries: int, verdict: RetentionVerdict, said: str) -> None:
    words = read(build(retention=Retention(queries, 0.31, 0.309, (-0.008, 0.006), verdict))).words
    assert said in words
    assert ("30.9%" in words) == (verdict is not RetentionVerdict.CANNOT_TELL)


def test_texts_that_give_the_answer_away_are_reported(build: Build) -> None:
    assert "gives part of the answer away" in read(build(caption_only=0.2)).words
    assert "does not give itself away" in read(build(caption_only=0.5)).words
    assert "The descriptions alone" not in read(build(caption_only=None)).words


def test_unreviewed_is_said_in_the_head_and_in_the_limits(build: Build) -> None:
    plain = build(unreviewed=True)
    outcomes = tuple(replace(each, reviewed=index > 2) for index, each in enumerate(plain.outcomes))
    words = read(replace(plain, outcomes=outcomes)).words
    assert "Improved Unreviewed" in words
    assert "The look-alike descriptions of 3 of them are not reviewed yet." in words
    assert words.count("Look-alike not reviewed") == 3
    assert "Nobody has confirmed" in words


def test_costs_only_where_given_and_supported(build: Build) -> None:
    cost = MonthlyCost(1200.0, 210.0, (-1500.0, -200.0), minutes_spent=35)
    words = read(build(cost=cost)).words
    assert "About 1,200 a month before, 210 after" in words
    assert "took 35 minutes" in words
    assert "cost a month" not in read(build(cost=None)).words
    assert "cost a month" not in read(build({"valve": "FFR"}, free=False, cost=cost)).words


def test_cases_found_by_a_model_are_told_apart(build: Build) -> None:
    plain = build()
    words = read(replace(plain, found=plain.by_mixup["valve"])).words
    assert "10 of 20 mixed up before, 2 after. They were chosen by looking at a model" in words


def test_many_photos_are_folded_and_their_squares_stay_few(build: Build) -> None:
    found = read(build({"valve": "F" * 60 + "R" * 1_000}, free=False))
    assert "48 more" in found.words
    assert "Each square is up to 3 test photos" in found.words
    squares = [each for tag, each in found.tags if tag == "rect"]
    assert len(squares) <= 400 + 4 + 4


def test_still_wrong_shows_both_rivals_where_they_differ(build: Build) -> None:
    plain = build()
    outcomes = tuple(
        replace(each, rival_before="first rival", rival_after="second rival") if each.flip is Flip.STILL_WRONG else each
        for each in plain.outcomes
    )
    words = read(replace(plain, outcomes=outcomes)).words
    assert "Said before first rival Says now second rival" in words


def test_another_language_that_is_not_there_is_refused(build: Build) -> None:
    with pytest.raises(NotFoundError, match="Languages: en"):
        render_html(build(), photos=None, title="t", language="tlh")


def test_a_mixup_that_rose_is_said_in_the_head_also_where_all_is_too_few(build: Build) -> None:
    calm = build({"valve": "FWR", "helmet": "RRR"}, free=False)
    assert "More often mixed up" not in read(calm).words
    rose = read(build({"valve": "FWR", "helmet": "BBR"}, free=False))
    assert "More often mixed up than before: helmet (0 of 3 before, 2 after)." in rose.words
    assert "Too few to tell" in rose.words
    assert {"class": "up"} in [attributes for tag, attributes in rose.tags if tag == "span"]


def test_what_earlier_retrainings_had_put_right_has_a_row_of_its_own(build: Build) -> None:
    assert "fixed earlier" not in read(build()).words.lower()
    kept = read(build(earlier=Earlier(fixed=4, still=4))).words
    assert "Fixed earlier" in kept
    assert "All 4 test photos" in kept
    assert "3 of 4 still right" in read(build(earlier=Earlier(fixed=4, still=3))).words
