"""How fast the window starts, and the longest time for which it does not answer, on a project of many photos.

    .venv/bin/python benchmarks/window.py --photos 100000

The photos are rows without files: what is measured is the window, not the decoder. Times are of this process alone;
`cpu` is what it computed, which other load on the machine does not change much.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 60.0


def main() -> None:
    """Make the project, measure in a process of its own, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--on", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.on:
        _measure(wanted.on, wanted.photos)
        return
    with tempfile.TemporaryDirectory(prefix="miwake-bench-") as scratch:
        project = _make(Path(scratch), wanted.photos)
        command = [sys.executable, __file__, "--on", str(project), "--photos", str(wanted.photos)]
        subprocess.run(command, check=True, env={**os.environ, "HOME": scratch, "XDG_CONFIG_HOME": scratch})


def _make(scratch: Path, photos: int) -> Path:
    from miwake.domain.mixups import NewMixup  # noqa: PLC0415 - not in the process that is measured
    from miwake.domain.photos import NewPhoto  # noqa: PLC0415
    from miwake.services.importing import Placed, add_photos  # noqa: PLC0415
    from miwake.services.mixups import add_mixups  # noqa: PLC0415
    from miwake.services.projects import new_project  # noqa: PLC0415

    with new_project(scratch / "many", person="bench") as project:
        placed = [
            Placed(
                NewPhoto(
                    sha256=f"{number:064x}",
                    path=scratch / f"IMG_{number}.jpg",
                    name=f"IMG_{number}.jpg",
                    bytes=1,
                    width=8,
                    height=8,
                ),
                scene=str(number // 4),
            )
            for number in range(photos)
        ]
        began = time.perf_counter()
        add_photos(project, placed)
        add_mixups(project, [NewMixup("valve", ("an open valve", "a closed valve"))])
        print(f"made {photos:,} rows in {time.perf_counter() - began:.1f} s")
        return project.folder.root


def _measure(path: Path, photos: int) -> None:
    began, computed = time.perf_counter(), time.process_time()
    from PySide6.QtCore import QItemSelectionModel  # noqa: PLC0415 - part of what is measured

    from miwake_desktop.app import build_application  # noqa: PLC0415
    from miwake_desktop.views.window import MainWindow  # noqa: PLC0415

    application = build_application()
    window = MainWindow()
    window.show()
    window.open_project(path)

    def pump(until: Callable[[], bool]) -> float:
        """Run the window until a condition holds; return the longest time that one turn took, in milliseconds."""
        longest, deadline = 0.0, time.perf_counter() + PATIENCE
        while not until() and time.perf_counter() < deadline:
            turn = time.perf_counter()
            application.processEvents()
            longest = max(longest, time.perf_counter() - turn)
        return 1000 * longest

    def turns(count: int) -> Callable[[], bool]:
        left: Iterator[int] = iter(range(count))
        return lambda: next(left, None) is None

    pump(lambda: window.session is not None)
    grid = window._places["photos"].grid  # type: ignore[attr-defined]  # noqa: SLF001 - a look inside
    pump(lambda: len(grid.photos.photos) == photos)
    print(f"start until {photos:,} photos are shown: {time.perf_counter() - began:.2f} s, ", end="")
    print(f"cpu {time.process_time() - computed:.2f} s")
    bar = grid.verticalScrollBar()
    worst = 0.0
    for step in range(200):
        bar.setValue(bar.maximum() * step // 200)
        worst = max(worst, pump(turns(3)))
    print(f"longest turn while scrolling: {worst:.0f} ms")
    clock = time.perf_counter()
    grid.selectionModel().select(grid.photos.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.selectAll()
    longest = pump(turns(50))
    print(f"choose all: {1000 * (time.perf_counter() - clock):.0f} ms in all, longest turn {longest:.0f} ms")
    for name in ("mixups", "photos", "review", "photos"):
        clock = time.perf_counter()
        window.show_place(name)
        shown = 1000 * (time.perf_counter() - clock)
        print(f"to {name}: {shown:.0f} ms, then the longest turn {pump(turns(400)):.0f} ms")
    window.close()


if __name__ == "__main__":
    main()
