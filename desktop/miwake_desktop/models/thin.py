"""What a mix-up still lacks before anything can be learned from it and proven."""

from miwake.domain.mixups import Mixup
from miwake.domain.wording import short_names
from miwake_desktop.texts import counted, tr

ENOUGH_SCENES = 12
"""Scenes of one choice that give training, validation and test at least two each."""


def thin_choices(mixup: Mixup) -> list[tuple[str, int]]:
    """Return the choices with too few scenes, each with how many more would do."""
    scenes = mixup.scenes or (0,) * len(mixup.choices)
    names = short_names(mixup.choices)
    return [(name, ENOUGH_SCENES - count) for name, count in zip(names, scenes, strict=True) if count < ENOUGH_SCENES]


def thin_sentence(mixup: Mixup) -> str:
    """Say what is thin; empty if nothing is."""
    of = tr("{scenes} of “{choice}”")
    lacking = [
        of.format(scenes=counted(more, "more scene", "more scenes"), choice=name) for name, more in thin_choices(mixup)
    ]
    return f"{tr('Thin: it takes')} {', '.join(lacking)}" if lacking else ""
