"""The window's process imports the job protocol, so it stays light."""

import subprocess
import sys

HEAVY = {"torch", "numpy", "scipy", "spacy", "transformers", "open_clip", "PIL", "sqlalchemy", "structlog", "asyncio"}


def test_nothing_that_computes_is_imported() -> None:
    code = "import sys, miwake.jobs; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(process.stdout.split())
    assert {"miwake", "pydantic", "psutil"} <= loaded
    assert not loaded & HEAVY
