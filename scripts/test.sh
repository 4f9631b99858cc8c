#!/bin/sh
# Lint, then every test in four lines at the same time: tests in a browser and tests of databases
# wait as much as they reckon, the others use what is left of the machine. Each run has servers of
# its own; the store that they begin with is prepared once, while the code is looked at.
# What the parts in the background say comes last; their closing lines are repeated at the end.
# IOC_TEST_LONG=1 tries more examples of the properties that ask a database for each of them, and
# locks the store for as long as a slow program would, and pulls the cable of a machine (root).
set -u
cd "$(dirname "$0")/.."
py=.venv/bin/python
status=0
IOC_TEST_CHROMIUM="$($py scripts/browser.py --install)" || exit 1
export IOC_TEST_CHROMIUM

kept="$(mktemp -d)" || exit 1
running=
trap 'kill $running 2>/dev/null; rm -rf "$kept"' EXIT
trap 'exit 130' INT TERM

# Each test of the whole program starts it anew: what was compiled once is not compiled again.
unset PYTHONDONTWRITEBYTECODE
PYTHONPYCACHEPREFIX="$kept/compiled"
export PYTHONPYCACHEPREFIX

if [ -z "${IOC_TEST_PREPARED_VAR:-}" ]; then
    "$py" -m tests.serving "$kept/var" >"$kept/preparing" 2>&1 &
    running=$!
fi
sh scripts/lint.sh || status=1
if [ -n "$running" ]; then
    wait "$running" || { cat "$kept/preparing"; exit 1; }
    IOC_TEST_PREPARED_VAR="$kept/var"
    export IOC_TEST_PREPARED_VAR
fi

# Run some tests; what they say goes into the file of this name, and beside it how they ended.
run() {
    name=$1
    shift
    "$py" -m pytest --durations=10 "$@" >"$kept/$name" 2>&1 &
    child=$!
    trap 'kill "$child"; exit 143' TERM
    wait "$child"
    echo $? >"$kept/$name.status"
}
run pages tests/browser --ignore-glob='*/browser/test_[s-z]*' &
running=$!
run stores tests/store &
running="$running $!"
{
    run walls tests/browser/test_[s-z]*.py
    run faults tests/faults
} &
running="$running $!"
{
    "$py" -m pytest --durations=10 --ignore=tests/browser --ignore=tests/store --ignore=tests/faults
    echo $? >"$kept/others.status"
} 2>&1 | tee "$kept/others"
wait
for each in stores walls faults pages; do cat "$kept/$each"; done
echo
for each in others stores walls faults pages; do
    echo "$each: $(tail -n 1 "$kept/$each")"
    [ "$(cat "$kept/$each.status")" = 0 ] || status=1
done
[ "$status" -eq 0 ] || echo 'test: FAILED, see above' >&2
exit "$status"
