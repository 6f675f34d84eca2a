"""Which photos may be trained on as a mirror shows them: those in which the model could read nothing."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from miwake.domain.control import Control
from miwake.domain.laterality import legible_thing
from miwake.domain.snapshots import Snapshot
from miwake.domain.wording import counted
from miwake.ml.mirrors import worth_mirroring
from miwake.ml.model import Model
from miwake.ml.room import told_if_full
from miwake.photos.lettering import find_lettering

PER_SECOND = 1.0
"""Photos that are looked at for each second of the time; a look takes a tenth of a second or two."""
SHARPER = 1.5
"""Times the size at which the model sees a photo: smaller letters are none to it."""

Looked = dict[str, bool]


@dataclass(frozen=True, slots=True)
class Photos:
    """What is looked at.

    Attributes:
        snapshot: The photos of the run, with what is said of them.
        open_photo: Decodes the photo at a path.
        cache: Folder in which is remembered what was found, by content.
    """

    snapshot: Snapshot
    open_photo: Callable[[str], Image.Image]
    cache: Path


def mirrorable(
    model: Model,
    photos: Photos,
    *,
    seconds: float,
    seed: int,
    control: Control,
) -> frozenset[str]:
    """Return SHA-256 of the photos that get another answer in a mirror and read as well there.

    Args:
        model: That is to be trained.
        photos: Those of training and validation are looked at.
        seconds: Time of the run; in less time fewer photos are looked at.
        seed: Of the order in which they are.
        control: Is told of the progress, and asked whether to go on.

    Raises:
        CancelledError: The person cancelled; what was found so far is remembered.
    """
    wanted = _in_order(photos.snapshot, seed)[: int(PER_SECOND * seconds)]
    edge = round(SHARPER * max(model.image_size))
    listing = photos.cache / "lettering" / f"{edge}.json"
    known: Looked = json.loads(listing.read_text(encoding="utf-8")) if listing.is_file() else {}
    paths = {photo.sha256: photo.path for photo in photos.snapshot.photos}
    missing = [key for key in wanted if key not in known]
    control.stage("looking for lettering", len(missing))
    try:
        for key in missing:
            control.checkpoint()
            known[key] = _reads(photos.open_photo(paths[key]), edge)
            control.advance()
    finally:
        _remember(listing, known)
    legible = [key for key in wanted if known[key]]
    if legible:
        shown = counted(len(legible), "photo seems to show writing and was", "photos seem to show writing and were")
        control.note(f"{shown} not mirrored.")
    return frozenset(wanted).difference(legible)


def _in_order(snapshot: Snapshot, seed: int) -> list[str]:
    """Return what may be worth it, shuffled; none of which a description speaks of what is read."""
    told = {each.photo for each in snapshot.examples if any(map(legible_thing, (each.caption, *each.paraphrases)))}
    order = sorted(key for key in worth_mirroring(snapshot) if key not in told)
    random.Random(f"{seed} mirrors").shuffle(order)  # noqa: S311  not for secrets
    return order


def _reads(photo: Image.Image, edge: int) -> bool:
    small = photo.convert("RGB")
    small.thumbnail((edge, edge), Image.Resampling.BICUBIC)
    return find_lettering(small) is not None


def _remember(listing: Path, known: Looked) -> None:
    listing.parent.mkdir(parents=True, exist_ok=True)
    with told_if_full(listing.parent, kept="What was found before is kept."):
        fresh = listing.with_suffix(".unfinished")
        fresh.write_text(json.dumps(known), encoding="utf-8")
        fresh.replace(listing)
