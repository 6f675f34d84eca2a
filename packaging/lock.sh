#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml, for every supported Python and platform at once.
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/terminal.sh
. packaging/terminal.sh

has uv || die "uv is needed to write the lock file (not to install from it)." "Get it with: pipx install uv"
uv pip compile --universal --python-version 3.11 --generate-hashes pyproject.toml --extra test -o requirements.lock "$@" \
  >/dev/null
say "requirements.lock is written. Look at the difference, then run: make check"
