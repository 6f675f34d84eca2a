"""Gives the whole session a home of its own, so that nothing of the machine's user is read or written."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from harness.child import network_guard

_HOME = pytest.StashKey[Path]()
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
}
_SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    # One thread: equal sums on every machine, and no threads that fight over few cores.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "en",
    "TZ": "UTC",
}
# These would lead to the user's own files, or change what commands print.
_REMOVED = ("HF_HOME", "HF_HUB_CACHE", "TORCH_HOME", "TRANSFORMERS_CACHE", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="miwake-tests-"))
    config.stash[_HOME] = home
    for variable, folder in _FOLDERS.items():
        (home / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[variable] = str(home / folder)
    os.environ |= _SETTINGS
    for variable in _REMOVED:
        os.environ.pop(variable, None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ[network_guard.LOG_VARIABLE] = str(home / "network.log")
    os.environ["PYTHONPATH"] = str(Path(network_guard.__file__).parent)
    network_guard.install()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(_HOME, None)
    if home is not None:
        shutil.rmtree(home, ignore_errors=True)


def home_of(config: pytest.Config) -> Path:
    """Return the session's home."""
    return config.stash[_HOME]
