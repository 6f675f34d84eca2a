"""The sorted photos of the sample project, scored on those of another visit: the one set with left and right."""

import hashlib
from pathlib import Path

from miwake.domain.snapshots import Example, SnapshotMixup
from miwake.scenes import SAMPLE_MIXUPS, sample_scenes
from recipe_sets.photo_sets import PhotoSet, mixup_examples

OTHER_VISIT = 900
TESTED_FROM = 100_000
"""Number of the other visit's first scene."""


def sample_site(folder: Path, *, photos: int = 200, only_tested: int = 400) -> PhotoSet:
    """Draw both visits into a folder; nine photos of ten show a mix-up, the others are left out.

    Args:
        folder: Where the photos are kept.
        photos: Photos of the visit that is split into training, validation and test.
        only_tested: Photos of the other visit, which are scored in every run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mixups = {mixup.name: SnapshotMixup(mixup.name, mixup.choices) for mixup in SAMPLE_MIXUPS}
    examples: list[Example] = []
    paths, groups = {}, {}
    for visit, count, first in ((0, photos, 0), (OTHER_VISIT, only_tested, TESTED_FROM)):
        for shown in sample_scenes(visit, photos=count):
            if shown.mixup is None or shown.choice is None:
                continue
            path = folder / f"{visit}-{Path(shown.name).stem}.png"
            if not path.is_file():
                shown.scene.image.save(path)
            key = hashlib.sha256(path.read_bytes()).hexdigest()
            paths[key], groups[key] = str(path), first + int(shown.group.split("-")[1])
            examples += mixup_examples(mixups[shown.mixup], [(key, shown.choice)])
    apart = frozenset(group for group in groups.values() if group >= TESTED_FROM)
    source = "drawn by the project's renderer, world `demo`"
    return PhotoSet("sample site", tuple(examples), paths, groups, tuple(mixups.values()), source, apart)
