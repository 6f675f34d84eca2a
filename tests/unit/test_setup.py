"""The set-up script: done once, done quickly the second time, and whole again after any interruption.

Python and df are stand-ins: scripts that keep the shape of the real ones and write down how they were called.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the set-up script is for a POSIX shell")

FAKE_PYTHON = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
  "-m venv "*) [ -n "$VENV_FAILS" ] && mkdir -p "$3/bin" && exit 1
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && touch "$3/pyvenv.cfg" ;;
  *"pip install"*) [ -z "$PIP_DIES" ] || kill -9 $PPID ;;
  *version_info*">"*|*"3, 14"*) exit ${UNSUITABLE:-0} ;;
  *ensurepip*) exit ${NO_ENSUREPIP:-0} ;;
  --version) echo Python 3.12.0 ;;
  *) echo python3.12-venv ;;
esac
"""
FAKE_DF = """#!/bin/sh
printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 1 1 %s 1%% /\\n' "$((${FREE_GB:-50} * 1048576))"
"""
FAKE_ID = "#!/bin/sh\necho 1000\n"  # nobody's root: nothing may be installed on this machine


@dataclass
class Checkout:
    folder: Path
    programs: Path

    def set_up(self, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = (
            os.environ | variables | {"PATH": f"{self.programs}:{os.environ['PATH']}", "CALLS": str(self.calls)}
        )
        command = ["bash", str(self.folder / "packaging/setup.sh")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    @property
    def calls(self) -> Path:
        return self.programs / "calls.txt"

    def take_calls(self) -> list[str]:
        calls = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return [call for call in calls if "pip install" in call or "-m venv" in call]

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "a checkout", tmp_path / "programs")
    shutil.copytree(ROOT / "packaging", made.folder / "packaging", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (made.folder / "requirements.lock").write_text("numpy==2.0 \\\n    --hash=sha256:00\n")
    (made.folder / "pyproject.toml").write_text("[project]\n")
    made.programs.mkdir()
    for name, text in {"python3": FAKE_PYTHON, "df": FAKE_DF, "id": FAKE_ID}.items():
        (made.programs / name).write_text(text)
        (made.programs / name).chmod(0o755)
    return made


def test_the_first_time_makes_the_environment_and_installs(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    venv, lock, itself = checkout.take_calls()
    assert venv == "-m venv .venv"
    assert "--require-hashes -r requirements.lock" in lock
    assert itself.endswith("--no-deps --no-build-isolation -e .")


def test_the_second_time_does_nothing(checkout: Checkout) -> None:
    checkout.set_up()
    checkout.take_calls()
    again = checkout.set_up()
    assert (again.returncode, again.stdout, checkout.take_calls()) == (0, "", [])


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_is_needed_installs_into_the_same_environment(checkout: Checkout, changed: str) -> None:
    checkout.set_up()
    checkout.take_calls()
    with (checkout.folder / changed).open("a") as file:
        file.write("# changed\n")
    (checkout.venv / "kept").touch()
    assert checkout.set_up().returncode == 0
    assert len(checkout.take_calls()) == 2
    assert (checkout.venv / "kept").exists()


@pytest.mark.parametrize("interruption", [{"PIP_DIES": "1"}, {"VENV_FAILS": "1"}], ids=["in pip", "in venv"])
def test_what_an_interruption_left_is_made_anew(checkout: Checkout, interruption: dict[str, str]) -> None:
    assert checkout.set_up(**interruption).returncode != 0
    (checkout.venv / "half a package").touch()
    checkout.take_calls()
    again = checkout.set_up()
    assert again.returncode == 0
    assert "interrupted" in again.stdout
    assert len(checkout.take_calls()) == 3
    assert not (checkout.venv / "half a package").exists()


def test_an_interrupted_update_is_made_anew_too(checkout: Checkout) -> None:
    checkout.set_up()
    (checkout.folder / "requirements.lock").write_text("numpy==2.1 \\\n    --hash=sha256:11\n")
    assert checkout.set_up(PIP_DIES="1").returncode != 0
    checkout.take_calls()
    assert checkout.set_up().returncode == 0
    assert checkout.take_calls()[0] == "-m venv .venv"


def test_a_moved_checkout_gets_a_new_environment(checkout: Checkout, tmp_path: Path) -> None:
    checkout.set_up()
    checkout.take_calls()
    checkout.folder = checkout.folder.rename(tmp_path / "elsewhere")
    assert "it belongs to" in checkout.set_up().stdout
    assert checkout.take_calls()[0] == "-m venv .venv"


def test_an_environment_made_by_hand_is_kept(checkout: Checkout) -> None:
    checkout.set_up()
    (checkout.venv / ".miwake-stamp").unlink()
    (checkout.venv / "kept").touch()
    checkout.take_calls()
    assert checkout.set_up().returncode == 0
    assert len(checkout.take_calls()) == 2
    assert (checkout.venv / "kept").exists()


def test_what_is_no_environment_is_left_alone(checkout: Checkout) -> None:
    checkout.venv.mkdir()
    (checkout.venv / "thesis.txt").write_text("mine")
    outcome = checkout.set_up()
    assert outcome.returncode != 0
    assert "is not a virtual environment" in outcome.stderr
    assert (checkout.venv / "thesis.txt").read_text() == "mine"


def test_too_little_space_is_said_before_anything_is_made(checkout: Checkout) -> None:
    outcome = checkout.set_up(FREE_GB="3")
    assert outcome.returncode != 0
    assert "Only 3 GB are free" in outcome.stderr
    assert not checkout.venv.exists()


def test_an_unsuitable_python_is_refused_with_what_would_do(checkout: Checkout) -> None:
    outcome = checkout.set_up(UNSUITABLE="1", PYTHON="python3")
    assert outcome.returncode != 0
    assert "PYTHON=python3 is not a 64-bit Python 3.11" in outcome.stderr
    assert not checkout.venv.exists()


def test_debians_missing_venv_is_named(checkout: Checkout) -> None:
    outcome = checkout.set_up(NO_ENSUREPIP="1", PYTHON="python3")
    assert outcome.returncode != 0
    assert "apt-get install python3.12-venv" in outcome.stderr
    assert not checkout.venv.exists()


def test_the_users_settings_for_pip_do_not_count(checkout: Checkout) -> None:
    fake = checkout.programs / "python3"
    fake.write_text(FAKE_PYTHON.replace('echo "$*"', 'echo "$* user=$PIP_USER target=$PIP_TARGET path=$PYTHONPATH"'))
    checkout.set_up(PIP_USER="1", PIP_TARGET="/elsewhere", PYTHONPATH="/elsewhere")
    assert all(call.endswith("user= target= path=") for call in checkout.take_calls())
