"""Fewer general photos for the processes that a test starts: what is measured on them is not what it is about.

A model takes a minute of one core for the 600 that ship, twice a retraining. Nothing of the program is replaced: the
processes find resources in which only `measure.zip` is smaller. tests/integration/test_real_photos.py retrains with
the whole set.
"""

import json
import os
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

PACKAGE = "miwake_resources"
KEPT = 60


@pytest.fixture(scope="session")
def _lighter_resources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    real, root = Path(str(files(PACKAGE))), tmp_path_factory.mktemp("resources")
    for folder in (root / PACKAGE, root / PACKAGE / "general"):
        folder.mkdir()
    for each in (*real.iterdir(), real / "general" / "replay.zip"):
        if each.name != "general":
            (root / PACKAGE / each.relative_to(real)).symlink_to(each)
    with (
        zipfile.ZipFile(real / "general" / "measure.zip") as whole,
        zipfile.ZipFile(root / PACKAGE / "general" / "measure.zip", "w") as part,
    ):
        index = json.loads(whole.read("index.json"))
        photos = index["photos"][:KEPT]
        queries = [query for query in index["queries"] if max(query["fits"]) < KEPT]
        part.writestr("index.json", json.dumps({**index, "photos": photos, "queries": queries}))
        for photo in photos:
            part.writestr(photo["file"], whole.read(photo["file"]))
    return root


@pytest.fixture
def few_general_photos(_lighter_resources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that this test starts measure earlier skill on 60 general photos."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(_lighter_resources), os.environ["PYTHONPATH"])))
