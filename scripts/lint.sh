#!/bin/sh
# All checks that do not run the program; every check reports, also after another failed.
set -u
cd "$(dirname "$0")/.."
status=0
.venv/bin/python -m ruff format --check --quiet . || status=1
.venv/bin/python -m ruff check --quiet . || status=1
.venv/bin/codespell || status=1
.venv/bin/python -m mypy --strict . || status=1
.venv/bin/lint-imports --no-logo || status=1
sh scripts/web.sh lint || status=1
[ "$status" -eq 0 ] || printf 'lint: FAILED\n' >&2
exit "$status"
