"""Time from starting the program to the first grid of photos, on a project that exists.

    python benchmarks/window_start.py PROJECT [--runs 5] [--json]

Each run is a process of its own; the first, which reads the program from the disk, is reported apart.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

_PROBE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from miwake.__main__ import main
from miwake_desktop.app import build_application

build_application()

def look():
    windows = [each for each in QApplication.topLevelWidgets() if type(each).__name__ == "MainWindow"]
    if not windows or windows[0].place != "photos":
        return
    grid = windows[0]._places["photos"].grid
    first = grid.photos.index(0)
    if not first.isValid() or not grid.isVisible():
        return
    tile = first.data(0x0101)
    if tile is not None:
        print(time.time(), flush=True)
        timer.stop()
        windows[0].close()

timer = QTimer(interval=5)
timer.timeout.connect(look)
timer.start()
sys.exit(main(["app", sys.argv[1]]))
"""


def measure(project: Path) -> float:
    """Return the seconds from the start of a process to the first photo in its grid."""
    begun = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", _PROBE, str(project)],
        capture_output=True,
        text=True,
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
    )
    return float(ran.stdout.split()[-1]) - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    first, *others = [round(measure(wanted.project), 3) for _ in range(wanted.runs + 1)]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    told = {
        "first": first,
        "median": round(statistics.median(others), 3),
        "least": min(others),
        "runs": others,
        "load": load,
    }
    print(json.dumps(told) if wanted.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
