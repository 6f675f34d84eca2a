#!/usr/bin/env bash
# Removes what the tools and the demo leave behind. The environment stays: to be rid of it, delete .venv.
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist demo .setup.lock
find core desktop resources tests benchmarks packaging -name __pycache__ -type d -prune -exec rm -rf {} +
