#!/bin/sh
# All that is checked without running the program; every check speaks, also after one has failed.
set -u
cd "$(dirname "$0")/.."
status=0
.venv/bin/python -m ruff format --check --quiet . || status=1
.venv/bin/python -m ruff check --quiet . || status=1
.venv/bin/python -m mypy --strict ioc sandbox data geo || status=1
.venv/bin/lint-imports --no-logo || status=1
[ "$status" -eq 0 ] || printf 'lint: FAILED\n' >&2
exit "$status"
