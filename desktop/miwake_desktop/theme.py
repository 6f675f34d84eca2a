"""The colours of the window; every text colour has a contrast of at least 4.5 on the surfaces that it lies on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as #rrggbb.

    Attributes:
        window: Behind everything.
        surface: Cards, lists, fields.
        raised: What lies over a surface, or is under the pointer.
        backdrop: Behind a large photo.
        line: Borders.
        text: Words.
        faint: Words of less weight.
        accent: What can be pressed, what is chosen.
        on_accent: Words on the accent.
        chosen: Background of a chosen row.
        good: Words of good news.
        bad: Words of bad news.
        warning: Words of doubt.
        mark: Background of words that differ.
    """

    window: str
    surface: str
    raised: str
    backdrop: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    chosen: str
    good: str
    bad: str
    warning: str
    mark: str


LIGHT = Theme(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#e9ecf0",
    backdrop="#e3e6ea",
    line="#d5dae1",
    text="#1b2430",
    faint="#566170",
    accent="#0f6fb8",
    on_accent="#ffffff",
    chosen="#dcebf8",
    good="#1d7a46",
    bad="#b3261e",
    warning="#855600",
    mark="#ffe08a",
)
DARK = Theme(
    window="#15191f",
    surface="#1d232b",
    raised="#29313b",
    backdrop="#0f1216",
    line="#3a444f",
    text="#e8ecf1",
    faint="#a3afbd",
    accent="#5db2f5",
    on_accent="#08202f",
    chosen="#223c52",
    good="#6fd19b",
    bad="#ff8f87",
    warning="#f0c05a",
    mark="#6b5410",
)
