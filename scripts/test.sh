#!/bin/sh
# Lint, then every test in two halves at the same time: the tests in a browser wait as much as they
# reckon, the others use what is left of the machine. Each half has a store and a server of its own.
# What the browser's half says comes last; both halves' closing lines are repeated at the end.
set -u
cd "$(dirname "$0")/.."
py=.venv/bin/python
status=0
IOC_TEST_CHROMIUM="$($py scripts/browser.py --install)" || exit 1
export IOC_TEST_CHROMIUM

sh scripts/lint.sh || status=1

said="$(mktemp)" || exit 1
others="$(mktemp)" || exit 1
"$py" -m pytest tests/browser >"$said" 2>&1 &
browser=$!
trap 'kill "$browser" 2>/dev/null; rm -f "$said" "$others"' EXIT
trap 'exit 130' INT TERM

{
    "$py" -m pytest --ignore=tests/browser
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
