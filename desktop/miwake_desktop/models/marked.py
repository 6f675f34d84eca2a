"""Words of a description that differ, as rich text for a label."""

from collections.abc import Sequence
from html import escape

from miwake_desktop.theme import Theme


def marked(words: str, spans: Sequence[tuple[int, int]], colours: Theme) -> str:
    """Return `words` as HTML, the characters of `spans` on the theme's mark; everything is escaped."""
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        begin = max(start, position)
        pieces.append(escape(words[position:begin]))
        pieces.append(
            f'<span style="background-color:{colours.mark}; color:{colours.text}; font-weight:600;">'
            f"{escape(words[begin:end])}</span>"
        )
        position = max(position, end)
    return "".join([*pieces, escape(words[position:])])
