#!/usr/bin/env bash
# Runs every measurement in benchmarks/, or those that are named: make bench ARGS="guard lora"
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packaging/terminal.sh
. packaging/terminal.sh

scripts=()
if [ "$#" -gt 0 ]; then
  for name in "$@"; do scripts+=("benchmarks/$name.py"); done
else
  shopt -s nullglob
  scripts=(benchmarks/*.py)
fi
[ "${#scripts[@]}" -gt 0 ] || die "There is no measurement in benchmarks/."
for script in "${scripts[@]}"; do
  [ -f "$script" ] || die "There is no $script."
  say "$script"
  .venv/bin/python "$script"
done
