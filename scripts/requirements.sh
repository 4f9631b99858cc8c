#!/bin/sh
# Pins every library that requirements.in and requirements-dev.in need, with the hashes of its
# files for every system. Pinned versions stay; --upgrade takes the newest ones.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND='make requirements'
pin() {
    list=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate "$list.in" --output-file "$list.txt" "$@"
}
pin requirements "$@"
pin requirements-dev --constraint requirements.txt "$@"
