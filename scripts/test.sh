#!/bin/sh
# Lint, then every test in two halves at the same time: the tests in a browser wait as much as they
# reckon, the others use what is left of the machine. Each half has servers of its own; the store
# that they begin with is prepared once, while the code is looked at.
# What the browser's half says comes last; both halves' closing lines are repeated at the end.
# IOC_TEST_LONG=1 tries more examples of the properties that ask a database for each of them.
set -u
cd "$(dirname "$0")/.."
py=.venv/bin/python
status=0
IOC_TEST_CHROMIUM="$($py scripts/browser.py --install)" || exit 1
export IOC_TEST_CHROMIUM

kept="$(mktemp -d)" || exit 1
said="$kept/in-a-browser"
others="$kept/others"
browser=
trap 'kill $browser 2>/dev/null; rm -rf "$kept"' EXIT
trap 'exit 130' INT TERM

if [ -z "${IOC_TEST_PREPARED_VAR:-}" ]; then
    "$py" -m tests.serving "$kept/var" >"$said" 2>&1 &
    browser=$!
fi
sh scripts/lint.sh || status=1
if [ -n "$browser" ]; then
    wait "$browser" || { cat "$said"; exit 1; }
    IOC_TEST_PREPARED_VAR="$kept/var"
    export IOC_TEST_PREPARED_VAR
fi

"$py" -m pytest tests/browser tests/faults >"$said" 2>&1 &
browser=$!

{
    "$py" -m pytest --ignore=tests/browser --ignore=tests/faults
    echo $? >"$others.status"
} 2>&1 | tee "$others"
[ "$(cat "$others.status")" -eq 0 ] || status=1
rm -f "$others.status"
wait "$browser" || status=1
cat "$said"
echo
echo "without a browser: $(tail -n 1 "$others")"
echo "in a browser:      $(tail -n 1 "$said")"
[ "$status" -eq 0 ] || echo 'test: FAILED, see above' >&2
exit "$status"
