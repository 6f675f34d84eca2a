"""How well lettering is found, and how exactly a recolouring does what it says: the figures of docs/counterfactuals.md.

    python benchmarks/edited_copies.py [--photos ../shared/data/photos/images] [--textile ../shared/data/textile]

Words are drawn in every height and at every turn over pictures that show none; real photos were looked at one by one.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from miwake.domain.colours import Colour
from miwake.domain.errors import RefusedError
from miwake.photos.lettering import look_for_lettering
from miwake.photos.lettering.finding import THRESHOLD
from miwake.photos.named_colours import NAMED
from miwake.photos.oklab import to_oklab, to_polar
from miwake.photos.recolouring import Recolour, recoloured
from miwake.photos.regions import Region, cover
from miwake.scenes import Box, Scene, World, render_scene

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "packaging"))

from lettering_samples import Drawn, draw_words, fonts  # noqa: E402 - lies beside the script that teaches with it

# What a person reads in the photos of ../shared/data/photos at their own size.
LEGIBLE = ("000790", "107438", "114174", "121647", "125870", "129648", "174632", "213148", "231460", "408805", "433998",
           "525891")  # fmt: skip
# Something like writing that is too small, cut off or out of focus to be read.
BARELY = ("084284", "159269", "234748", "252639", "516008")
HEIGHTS = (9, 12, 16, 24, 40)
TURNS = (0.0, 15.0, 45.0, 90.0, 180.0)
SMALLEST = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=ROOT.parent / "shared/data/photos/images")
    parser.add_argument("--textile", type=Path, default=ROOT.parent / "shared/data/textile")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--count", type=int, default=30, help="pictures of each sort")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    figures: dict[str, Any] = {"threshold": THRESHOLD, "real": real_photos(wanted.photos)}
    figures["false_alarms"] = {
        "textile": share_found(opened(sorted(wanted.textile.rglob("*.jpg")), wanted.count)),
        "rendered": share_found(image for _, image in rendered(wanted.count)),
    }
    figures["drawn_words"] = drawn_words(wanted.fonts, wanted.count)
    figures["recolour"] = recolourings(wanted.count)
    print(json.dumps(figures, indent=None if wanted.json else 2))


def score(image: Image.Image) -> float:
    """Return the log-odds of the most text-like row; -9 where there is none."""
    found = look_for_lettering(image)
    return round(found.score, 2) if found else -9.0


def real_photos(folder: Path) -> dict[str, Any]:
    """Return the scores of the real photos, by what a person reads in them."""
    if not folder.is_dir():
        return {}
    scores: dict[str, dict[str, float]] = {"legible": {}, "barely": {}, "nothing": {}}
    for path in sorted(folder.glob("*.jpg")):
        sort = "legible" if path.stem.endswith(LEGIBLE) else "barely" if path.stem.endswith(BARELY) else "nothing"
        scores[sort][path.stem[-6:]] = score(Image.open(path))
    shares = {sort: share(value >= THRESHOLD for value in each.values()) for sort, each in scores.items()}
    return {"found": shares, "scores": scores}


def share(hits: Iterable[bool]) -> dict[str, Any]:
    """Return how many of how many."""
    every = list(hits)
    return {"n": len(every), "found": sum(every), "share": round(sum(every) / max(1, len(every)), 3)}


def share_found(images: Iterable[Image.Image]) -> dict[str, Any]:
    """Return in how many pictures lettering was found."""
    return share(score(image) >= THRESHOLD for image in images)


def opened(paths: list[Path], count: int) -> Iterator[Image.Image]:
    """Yield every n-th picture."""
    yield from (Image.open(path).convert("RGB") for path in paths[:: max(1, len(paths) // count)][:count])


def rendered(count: int) -> Iterator[tuple[int, Image.Image]]:
    """Yield rendered scenes of seeds that no weights were taught with."""
    for number in range(count):
        seed, world = 50_000 + number, list(World)[number % len(World)]
        yield seed, render_scene(seed, world=world).image


def drawn_words(typefaces: Path, count: int) -> dict[str, Any]:
    """Return the share of drawn words that is found, by height, by turn and by language."""
    dice, known = random.Random(11), fonts(typefaces)  # noqa: S311 - not for secrets
    grounds = [image for _, image in rendered(count)]

    def found(**fixed: Any) -> dict[str, Any]:
        drawn: list[Drawn] = []
        for ground in grounds:
            each = draw_words(ground.resize((ground.width * 3, ground.height * 3)), dice, known, **fixed)
            drawn += [each] if each else []
        return share(score(each.image) >= THRESHOLD for each in drawn)

    return {
        "height": {str(height): found(height=height, angle=0.0, japanese=False) for height in HEIGHTS},
        "turn": {str(turn): found(height=20, angle=turn, japanese=False) for turn in TURNS},
        "japanese": {str(height): found(height=height, angle=0.0, japanese=True) for height in HEIGHTS[1:]},
    }


def recolourings(count: int) -> dict[str, Any]:
    """Return how exact recolouring is on things of known colour and place in rendered scenes."""
    dice = random.Random(0)  # noqa: S311 - not for secrets
    outside: list[bool] = []
    away: list[float] = []
    refused = 0
    for seed in range(count):
        scene = render_scene(seed, world=World.GENERAL_MEASURE)
        before = np.asarray(scene.image)
        for box, source in coloured_things(scene):
            for target in dice.sample([each for each in Colour if each is not source], 2):
                part = cover(Region(((box.left, box.top), (box.right, box.bottom))), size=scene.image.size)
                try:
                    after = np.asarray(recoloured(scene.image, part, Recolour(source, target)).image)
                except RefusedError:
                    refused += 1
                    continue
                inside = np.zeros(before.shape[:2], dtype=bool)
                inside[box.top : box.bottom, box.left : box.right] = True
                outside.append(bool((before == after)[~inside].all()))
                if (hue := NAMED[target].hue) is not None:
                    away.append(off(after[(before != after).any(-1)], hue))
    return {
        "made": len(outside),
        "refused": refused,
        "unchanged_outside": share(outside),
        "hue_off_degrees": {
            "n": len(away),
            "median": middle(away, 50),
            "p95": middle(away, 95),
            "most": middle(away, 100),
        },
    }


def coloured_things(scene: Scene) -> Iterator[tuple[Box, Colour]]:
    """Yield place and colour of things that nothing hides and that are not tiny."""
    for thing in scene.facts.things:
        colour = thing.trait("colour")
        if thing.clear and colour in set(map(str, Colour)) and min(thing.box.width, thing.box.height) >= SMALLEST:
            yield thing.box, Colour(colour)


def off(pixels: np.ndarray, hue: float) -> float:
    """Return by how many degrees the mean hue of some pixels is off."""
    _, chroma, hues = to_polar(to_oklab(pixels))
    turn = np.radians(hues - hue)
    return abs(float(np.degrees(np.arctan2((chroma * np.sin(turn)).sum(), (chroma * np.cos(turn)).sum()))))


def middle(values: list[float], part: float) -> float:
    """Return a percentile."""
    return round(float(np.percentile(values, part)), 1) if values else float("nan")


if __name__ == "__main__":
    main()
