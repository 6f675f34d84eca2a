import subprocess
import sys

PROGRAM = """
import miwake_desktop
from PySide6.QtCore import QObject, Signal

class Source(QObject):
    said = Signal(object)

source = Source()
source.said.connect(lambda words: None)
for _ in range(200_000):
    source.setObjectName("x")
    source.said.emit(None)
print("alive")
"""


def test_qt_can_be_called_for_hours() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout == "alive\n", done.stderr[-300:]
