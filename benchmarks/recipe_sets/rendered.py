"""Rendered scenes with diverse captions and exact false ones, drawn from a world that nothing was taught on."""

import hashlib
from pathlib import Path

from miwake.domain.snapshots import Confusable, Example
from miwake.scenes import Scene, World, render_scene
from recipe_sets.photo_sets import PhotoSet

CAPTIONS = 2
MOST_CONFUSABLES = 4


def rendered(folder: Path, *, photos: int = 300, only_tested: int = 300) -> PhotoSet:
    """Draw the photos into a folder; what each shows, and what is false of it, is known exactly.

    Args:
        folder: Where the photos are kept.
        photos: How many are split into training, validation and test.
        only_tested: How many more are scored in every run: with 75 test photos a difference of two points is noise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    examples: list[Example] = []
    paths, groups = {}, {}
    for number in range(photos + only_tested):
        scene = render_scene(number, world=World.TEST, captions=CAPTIONS, confusables=CAPTIONS * MOST_CONFUSABLES)
        path = folder / f"{number:04d}.png"
        if not path.is_file():
            scene.image.save(path)
        key = hashlib.sha256(path.read_bytes()).hexdigest()
        paths[key], groups[key] = str(path), number
        examples += _examples(scene, key)
    source = "drawn by the project's renderer, world `test`"
    apart = frozenset(range(photos, photos + only_tested))
    return PhotoSet("rendered", tuple(examples), paths, groups, (), source, apart)


def _examples(scene: Scene, key: str) -> list[Example]:
    """Return one example for each caption, with the false statements that were made from it."""
    found = []
    for place, caption in enumerate(scene.captions):
        false = [Confusable(each.text, each.kind) for each in scene.confusables if each.caption == place]
        others = tuple(text for text in scene.captions if text != caption)
        if false:
            confusables = tuple(false[:MOST_CONFUSABLES])
            found.append(Example(f"{key[:12]}:{place}", key, caption, None, None, confusables, paraphrases=others))
    return found
