# shellcheck shell=bash
# Finds a Python that Miwake runs on and that can make a virtual environment; sourced after terminal.sh.

# Runs at all (a name on the path may be a shim without its Python), is of a locked version, and of 64 bits.
suits() {
  "$1" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14) and sys.maxsize > 2**32))' \
    >/dev/null 2>&1
}

# Debian and Ubuntu put what `python -m venv` needs into a package of its own.
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Sets `python`, or ends with what to do.
find_python() {
  local each
  python=
  if [ -n "${PYTHON:-}" ]; then
    suits "$PYTHON" || die "PYTHON=$PYTHON is not a 64-bit Python 3.11, 3.12, 3.13 or 3.14."
    python=$PYTHON
  else
    for each in python3 python3.13 python3.12 python3.11 python3.14; do
      if suits "$each"; then
        python=$each
        break
      fi
    done
  fi
  [ -n "$python" ] || die "Miwake needs Python 3.11, 3.12, 3.13 or 3.14, 64-bit; python3 here is $(python3_version)." \
    "Debian 12, Ubuntu 24.04 and later have one: $(sudo_word)apt-get install python3 python3-venv" \
    "Ubuntu 22.04: $(sudo_word)apt-get install python3.11 python3.11-venv" \
    "Elsewhere: https://www.python.org/downloads/ and then make test PYTHON=/path/to/python3"
  can_make_venv "$python" || add_venv_module
}

python3_version() { python3 --version 2>/dev/null || printf 'missing'; }

add_venv_module() {
  local package
  package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if has apt-get && is_root && apt_install "$package" && can_make_venv "$python"; then return; fi
  die "$python cannot make virtual environments: $package is missing." \
    "Run this as root, then the same make again:" "  $(sudo_word)apt-get install $package"
}
