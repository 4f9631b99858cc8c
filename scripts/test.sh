#!/bin/sh
# Lint, then every test in three parts at the same time: tests in a browser and tests of databases
# wait as much as they reckon, the others use what is left of the machine. Each part has servers of
# its own; the store that they begin with is prepared once, while the code is looked at.
# What the parts in the background say comes last; their closing lines are repeated at the end.
# IOC_TEST_LONG=1 tries more examples of the properties that ask a database for each of them.
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

"$py" -m pytest --durations=10 tests/browser tests/faults >"$kept/browser" 2>&1 &
browser=$!
"$py" -m pytest --durations=10 tests/store >"$kept/store" 2>&1 &
store=$!
running="$browser $store"

{
    "$py" -m pytest --durations=10 --ignore=tests/browser --ignore=tests/faults --ignore=tests/store
    echo $? >"$kept/status"
} 2>&1 | tee "$kept/others"
[ "$(cat "$kept/status")" -eq 0 ] || status=1
wait "$store" || status=1
cat "$kept/store"
wait "$browser" || status=1
cat "$kept/browser"
echo
echo "the stores:   $(tail -n 1 "$kept/store")"
echo "in a browser: $(tail -n 1 "$kept/browser")"
echo "all others:   $(tail -n 1 "$kept/others")"
[ "$status" -eq 0 ] || echo 'test: FAILED, see above' >&2
exit "$status"
