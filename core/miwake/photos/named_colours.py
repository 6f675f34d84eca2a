"""Where the colour words lie in OKLab, for what people paint, wear and drive: measured on swatches, not on screens."""

from dataclasses import dataclass

from miwake.domain.colours import Colour


@dataclass(frozen=True, slots=True)
class Named:
    """The range of a colour word.

    Attributes:
        hue: Its middle, in degrees of OKLCh; None for black, grey and white.
        lightness: Darkest and lightest for which people say the word.
        strength: Usual share of the chroma that sRGB can show there.
    """

    hue: float | None
    lightness: tuple[float, float]
    strength: float = 0.0


NAMED: dict[Colour, Named] = {
    Colour.RED: Named(27, (0.38, 0.64), 0.85),
    Colour.ORANGE: Named(53, (0.63, 0.78), 0.90),
    Colour.YELLOW: Named(96, (0.80, 0.93), 0.90),
    Colour.GREEN: Named(145, (0.40, 0.78), 0.68),
    Colour.BLUE: Named(259, (0.34, 0.66), 0.62),
    Colour.PURPLE: Named(308, (0.34, 0.60), 0.55),
    Colour.PINK: Named(1, (0.68, 0.85), 0.62),
    Colour.BROWN: Named(56, (0.34, 0.50), 0.60),
    Colour.BLACK: Named(None, (0.12, 0.25)),
    Colour.GREY: Named(None, (0.42, 0.76)),
    Colour.WHITE: Named(None, (0.91, 0.97)),
}
