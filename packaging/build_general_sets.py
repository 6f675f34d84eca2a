"""Draws the two general sets that ship with Miwake: one to measure earlier skill on, one to replay while training.

    python packaging/build_general_sets.py [--out DIR]

They come from the renderer's two general worlds, which share neither seeds nor styles. The measuring set is frozen:
drawing it anew with another renderer makes recall figures from before and after incomparable.
"""

import argparse
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from miwake.scenes.general import general_queries, general_scenes
from miwake.scenes.render import Scene
from miwake.scenes.worlds import World

MEASURED, REPLAYED = 600, 600
CAPTIONS_REPLAYED = 3
QUALITY = 82
_OUT = Path(__file__).parent.parent / "resources" / "miwake_resources" / "general"
# Zip entries carry a time; a fixed one makes equal content an equal file.
_TIME = (2026, 1, 1, 0, 0, 0)


def main() -> None:
    """Draw both sets and write them as zip files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_OUT)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    measured = list(general_scenes(World.GENERAL_MEASURE, MEASURED))
    queries = [{"text": each.text, "fits": list(each.fitting)} for each in general_queries(measured)]
    _write(out / "measure.zip", [_jpeg(scene) for scene in measured], {"queries": queries})
    replayed = list(general_scenes(World.GENERAL_REPLAY, REPLAYED))
    captions = [list(scene.captions[:CAPTIONS_REPLAYED]) for scene in replayed]
    _write(out / "replay.zip", [_jpeg(scene) for scene in replayed], {"captions": captions})
    for file in sorted(out.glob("*.zip")):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")
    print(f"{len(queries)} queries over {MEASURED} photos; {REPLAYED} photos to replay")


def _jpeg(scene: Scene) -> bytes:
    file = io.BytesIO()
    scene.image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()


def _write(path: Path, pictures: Sequence[bytes], more: dict[str, Any]) -> None:
    captions = more.pop("captions", None)
    photos = []
    for number, picture in enumerate(pictures):
        photo = {"file": f"{number:04d}.jpg", "sha256": hashlib.sha256(picture).hexdigest()}
        photos.append(photo | ({"captions": captions[number]} if captions else {}))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        index = json.dumps({"photos": photos, **more}, ensure_ascii=False, indent=0)
        archive.writestr(zipfile.ZipInfo("index.json", _TIME), index, zipfile.ZIP_DEFLATED)
        for photo, picture in zip(photos, pictures, strict=True):
            archive.writestr(zipfile.ZipInfo(str(photo["file"]), _TIME), picture)


if __name__ == "__main__":
    main()
