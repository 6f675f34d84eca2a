"""Make the sample project as a person would have: photos drawn, imported, sorted by their ground truth, described."""

import csv
import secrets
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from miwake.domain.control import Control
from miwake.domain.errors import RefusedError
from miwake.domain.mixups import NewMixup
from miwake.domain.terms import Kind
from miwake.scenes import SAMPLE_MIXUPS, SampleScene, sample_pairs, sample_scenes
from miwake.services.mixups import add_mixups
from miwake.services.pairs import mark_pair
from miwake.services.photos import find_photo
from miwake.services.projects import Project, new_project
from miwake.worker.answers import sort_from_file
from miwake.worker.difficulty import measure_difficulty
from miwake.worker.importing import ImportRequest, import_sources
from miwake.worker.proposing import propose_negatives

PAIRS = 10
MOST_CAPTIONS = 2


def make_sample_project(out: Path, *, photos: int, seed: int, control: Control) -> Path:
    """Draw photos into `out/photos` and make `out/sample.miwake` of them; return the project.

    Everything after the drawing goes the way of any project: import, sort by an answers file, propose negatives and
    measure them.

    Raises:
        RefusedError: There is a sample project in `out` that cannot be moved aside.
    """
    out.mkdir(parents=True, exist_ok=True)
    _set_aside(out)
    folder = out / "photos"
    folder.mkdir()
    control.stage("Drawing photos", photos)
    scenes = []
    for scene in sample_scenes(seed, photos=photos):
        _save(scene.scene.image, folder / scene.name, scene)
        scenes.append(scene)
        control.advance()
        control.checkpoint()
    pairs = _draw_pairs(folder, seed)
    _write_tables(out, scenes, pairs)
    with new_project(out / "sample.miwake", person="sample") as project:
        import_sources(project, ImportRequest((folder,), out / "captions.csv"), control=control)
        add_mixups(project, [NewMixup(mixup.name, mixup.choices) for mixup in SAMPLE_MIXUPS])
        for mixup in SAMPLE_MIXUPS:
            sort_from_file(project, mixup.name, out / f"answers-{mixup.name}.csv")
        _mark(project, pairs, folder)
        propose_negatives(project, kinds=tuple(Kind), per_caption=8, seed=seed, control=control)
        measure_difficulty(project, control=control)
        return project.folder.root


def _set_aside(out: Path) -> None:
    """Move an earlier sample out of the way; nothing that a person may have worked on is deleted."""
    for name in ("photos", "sample.miwake"):
        if (out / name).exists():
            aside = out / f"earlier-{secrets.token_hex(3)}"
            aside.mkdir()
            try:
                for each in ("photos", "sample.miwake"):
                    if (out / each).exists():
                        (out / each).rename(aside / each)
            except OSError as error:
                raise RefusedError(f"{out} is in use.", why=str(error), todo="Close the sample project.") from error
            return


def _save(image: Image.Image, path: Path, scene: SampleScene | None = None) -> None:
    exif = Image.Exif()
    if scene:
        stamp = scene.taken_at.strftime("%Y:%m:%d %H:%M:%S")
        exif[0x0110] = "Miwake sample camera"
        exif.get_ifd(0x8769)[0x9003] = stamp
    image.save(path, "JPEG", quality=90, exif=exif)


def _draw_pairs(folder: Path, seed: int) -> list[tuple[str, str, str]]:
    """Draw look-alike pairs; return (mix-up, name of the first choice's photo, name of the second's)."""
    drawn = []
    for pair in sample_pairs(seed, count=PAIRS):
        first, second = f"PAIR_{pair.name}-a.jpg", f"PAIR_{pair.name}-b.jpg"
        _save(pair.a.image, folder / first)
        _save(pair.b.image, folder / second)
        drawn.append((pair.mixup, first, second))
    return drawn


def _write_tables(out: Path, scenes: Sequence[SampleScene], pairs: Sequence[tuple[str, str, str]]) -> None:
    """Write captions and answers as the files that a person would bring."""
    with (out / "captions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("image", "caption", "group"))
        for scene in scenes:
            for caption in scene.scene.captions[:MOST_CAPTIONS]:
                writer.writerow((scene.name, caption, scene.group))
    for mixup in SAMPLE_MIXUPS:
        with (out / f"answers-{mixup.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("image", "choice"))
            for scene in scenes:
                if scene.mixup == mixup.name and scene.choice is not None:
                    writer.writerow((scene.name, mixup.choices[scene.choice]))
            for name, *both in pairs:
                if name == mixup.name:
                    writer.writerows(zip(both, mixup.choices, strict=False))


def _mark(project: Project, pairs: Sequence[tuple[str, str, str]], folder: Path) -> None:
    for mixup, first, second in pairs:
        mark_pair(
            project,
            find_photo(project, str(folder / first)).id,
            find_photo(project, str(folder / second)).id,
            note=mixup,
        )
