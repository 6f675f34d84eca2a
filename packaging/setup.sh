#!/usr/bin/env bash
# Makes .venv with everything that requirements.lock names and Miwake itself in development mode.
#
# Done already: takes no time. Interrupted: what it left is removed and made again. The stamp is written last.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# shellcheck source=packaging/terminal.sh
. packaging/terminal.sh
# shellcheck source=packaging/find_python.sh
. packaging/find_python.sh

venv=.venv
stamp=$venv/.miwake-stamp
unfinished=$venv/.miwake-unfinished
needed_gb=12

# A person's settings for pip and Python must not lead the packages elsewhere.
unset PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_RETRIES="${PIP_RETRIES:-10}"
export PIP_DEFAULT_TIMEOUT="${PIP_DEFAULT_TIMEOUT:-60}"

checksum() { if has sha256sum; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

# What the stamp must say: where this checkout lies (scripts in .venv name it) and what it was made from.
key() { printf '%s\n' "$root" && checksum requirements.lock pyproject.toml; }

is_done() { [ -f "$stamp" ] && [ ! -e "$unfinished" ] && [ -x $venv/bin/python ] && [ "$(cat "$stamp")" = "$(key)" ]; }

works() { [ -f $venv/pyvenv.cfg ] && $venv/bin/python -c 'import pip' >/dev/null 2>&1; }

moved() { [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" != "$root" ]; }

# Removes a .venv that cannot be used; leaves alone what is no virtual environment.
remove_broken() {
  [ -e $venv ] || [ -L $venv ] || return 0
  if [ ! -e "$unfinished" ] && [ ! -f $venv/pyvenv.cfg ]; then
    die "$root/$venv is not a virtual environment." "Move it away and run this again; nothing was changed."
  fi
  if [ -e "$unfinished" ]; then
    say "Removing what an interrupted set-up left in $venv."
  elif moved; then
    say "Making $venv anew: it belongs to $(head -n 1 "$stamp")."
  elif works; then
    return 0
  else
    say "Removing $venv: its Python does not work."
  fi
  rm -rf "${venv:?}"
}

require_space() {
  local free_kb
  free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
  if [ "$free_kb" -lt $((needed_gb * 1024 * 1024)) ]; then
    die "Only $((free_kb / 1024 / 1024)) GB are free here; the set-up needs $needed_gb GB for a while." \
      "Free some space and run this again; nothing was changed."
  fi
}

make_venv() {
  [ -d $venv ] && return
  require_space
  find_python
  mkdir $venv
  touch "$unfinished"
  say "Making $venv with $("$python" --version) ($python)."
  "$python" -m venv $venv || die "Could not make $venv with $python." "Try another one: make test PYTHON=python3.12"
}

# Unpacks beside the packages: /tmp may be a small disk in memory.
install() {
  local how=(--progress-bar off)
  if [ -t 1 ]; then how=(--progress-bar on); fi
  # The first time pip says what it fetches; later there is next to nothing to do.
  if [ ! -e "$unfinished" ]; then how+=(--quiet); fi
  touch "$unfinished"
  rm -f "$stamp"
  mkdir -p $venv/tmp
  say "Installing $(grep -c '^[a-z].*==' requirements.lock) locked packages: minutes the first time (3 GB to download)."
  TMPDIR=$root/$venv/tmp $venv/bin/python -m pip install "${how[@]}" \
    --require-hashes -r requirements.lock || pip_failed
  TMPDIR=$root/$venv/tmp $venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e . || pip_failed
  rm -rf $venv/tmp
}

pip_failed() {
  die "pip could not install the packages; its own message is above." \
    "If the network was gone, run this again: what was downloaded is kept."
}

if is_done; then exit 0; fi
if has flock; then
  # Two terminals must not fill one .venv; the second one finds it done.
  exec 9>.setup.lock
  flock -n 9 || { say "Another set-up is at work here; waiting for it." && flock 9; }
  if is_done; then exit 0; fi
fi
remove_broken
make_venv
install
key >"$stamp.new"
mv "$stamp.new" "$stamp"
rm -f "$unfinished"
say "Everything is in $root/$venv."
