import subprocess
import sys

from miwake.domain.comparisons import Comparison, Difference, Outcome, Rates
from miwake.domain.snapshots import DecisionCounts
from miwake.domain.terms import Flip, Verdict
from miwake.domain.wording import verdict_sentence
from miwake.services.projects import Project
from miwake.services.report_page import report_page
from unit.services.kit import sha, with_photos

GONE = 99


def outcome(number: int, flip: Flip, *, reviewed: bool = True) -> Outcome:
    return Outcome(
        case=f"case {number}",
        photo=sha(number),
        caption="an open valve",
        mixup="valve",
        flip=flip,
        rival_before="a closed valve",
        rival_after="a closed valve",
        margin_before=-0.1,
        margin_after=0.1,
        reviewed=reviewed,
    )


def comparison(*outcomes: Outcome) -> Comparison:
    return Comparison(
        run="2f6c1a",
        recipe="adaptive",
        model_before="builtin",
        model_after="site-1",
        device="cpu",
        seconds=20.0,
        seconds_training=10.0,
        cases={"train": 5, "validation": 2, "test": len(outcomes)},
        decisions=DecisionCounts(sorted=9),
        before=Rates(0.5, 0.5, None, 0.5),
        after=Rates(0.25, 0.25, None, 0.5),
        difference=Difference(-0.25, (-0.5, 0.1), 0.5),
        groups=4,
        fixed=1,
        broken=0,
        by_mixup={},
        by_kind={},
        by_band={},
        retention=None,
        caption_only=None,
        control=None,
        alpha=0.5,
        verdict=Verdict.TOO_FEW,
        outcomes=outcomes,
    )


def test_the_window_is_told_which_photo_and_its_name_instead_of_pixels(project: Project) -> None:
    with_photos(project, 3)
    proved = comparison(
        outcome(0, Flip.FIXED), outcome(1, Flip.STILL_WRONG, reviewed=False), outcome(GONE, Flip.BROKEN)
    )
    shown = report_page(project, proved)
    assert (shown.title, shown.sentence) == (project.name, verdict_sentence(proved))
    cards = {section.css: [*section.cards, *section.more] for section in shown.sections}
    assert {css: [(card.picture, card.mixup, card.unreviewed) for card in of] for css, of in cards.items()} == {
        "fixed": [(sha(0), "valve", False)],
        "broken": [(sha(GONE), "valve", False)],
        "still": [(sha(1), "valve", True)],
    }
    assert [card.name for card in (*cards["fixed"], *cards["still"])] == ["IMG_0.jpg", "IMG_1.jpg"]
    # Of a photo that was removed since, the name is not known any more.
    assert cards["broken"][0].name == sha(GONE)[:12]


def test_the_reports_words_are_loaded_only_when_a_report_is_shown() -> None:
    asked = "import sys, miwake.services.report_page; print('miwake.reports.page' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
