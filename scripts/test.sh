#!/bin/sh
# Lint, then every test in two halves at the same time, each with a process for each core: tests in
# a browser wait as much as they reckon, the others use what is left of the machine. A process has
# servers of its own and does whole files of tests, the next when it is done with one; the store
# that they begin with is prepared once, while the code is looked at.
# What the half in the background says comes last; the closing lines are repeated at the end, with
# the parts that did not run. IOC_TEST_WEIGH=1 measures anew how long each file takes (tests/order.py).
# IOC_TEST_LONG=1 tries more examples of the properties that ask a database for each of them, and
# locks the store for as long as a slow program would, and pulls the cable of a machine (root).
# `check` as the only argument: lint, then of what needs neither a server nor a browser all files of
# tests that take less than four seconds (make check).
# `coverage`: what is measured of the product's lines, alone; with --accept the figures are written down.
set -u
cd "$(dirname "$0")/.."
py=.venv/bin/python
status=0
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
[ "$cores" -le 4 ] || cores=4 # a process has a Chromium, a PostgreSQL and a server
# Whole files, in the order of the collection: the long ones come first (tests/order.py).
many="-n $cores --dist loadfile --no-loadscope-reorder --max-worker-restart=0"
quick="tests/store tests/unit ioc sandbox data geo layouts callbacks api"

if [ "${1:-}" = coverage ]; then
    IOC_TEST_COVERAGE="$(mktemp -d)" || exit 1
    export IOC_TEST_COVERAGE
    trap 'rm -rf "$IOC_TEST_COVERAGE"' EXIT
    # shellcheck disable=SC2086
    "$py" -m pytest -q -p tests.measured $many $quick tests/pages -k 'not postgresql' || exit 1
    sh scripts/web.sh test || exit 1
    "$py" scripts/coverage_figures.py "$IOC_TEST_COVERAGE" ${2:-}
    exit
fi

if [ "${1:-}" = check ]; then
    said="$(mktemp)" || exit 1
    trap 'rm -f "$said"' EXIT
    sh scripts/lint.sh >"$said" 2>&1 &
    lint=$!
    # shellcheck disable=SC2086
    IOC_TEST_LIGHTER_THAN=4 "$py" -m pytest -q $many $quick -k 'not postgresql' || status=1
    wait "$lint" || status=1
    cat "$said"
    sh scripts/web.sh test || status=1
    [ "$status" -eq 0 ] || echo 'check: FAILED, see above' >&2
    exit "$status"
fi

sh scripts/web.sh install || exit 1
IOC_TEST_CHROMIUM="$($py scripts/browser.py --install)" || exit 1
export IOC_TEST_CHROMIUM

# In memory where there is room: tests copy stores of 200 MB time and again.
in_memory() {
    [ -w /dev/shm ] || return 1
    room=$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')
    free=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
    [ "${room:-0}" -gt 6000000 ] && [ "${free:-0}" -gt 10000000 ] &&
        ! grep -q '^[^ ]* /dev/shm [^ ]* [^ ]*noexec' /proc/mounts
}
if [ -z "${TMPDIR:-}" ] && in_memory 2>/dev/null; then
    TMPDIR=/dev/shm
fi
kept="$(mktemp -d "${TMPDIR:-/tmp}/ioc-test-XXXXXX")" || exit 1
chmod 711 "$kept"
running=
trap 'kill $running 2>/dev/null; rm -rf "$kept"' EXIT
trap 'exit 130' INT TERM
mkdir "$kept/tmp" && chmod 1777 "$kept/tmp"
TMPDIR="$kept/tmp"
export TMPDIR

# Each test of the whole program starts it anew: what was compiled once is not compiled again, and
# libraries were when they were installed.
unset PYTHONDONTWRITEBYTECODE
if [ ! -w . ]; then
    PYTHONPYCACHEPREFIX="$kept/compiled"
    export PYTHONPYCACHEPREFIX
fi
# Made by the first process that asks for it.
IOC_TEST_KEPT="$kept/begun"
export IOC_TEST_KEPT

if [ -z "${IOC_TEST_PREPARED_VAR:-}" ]; then
    "$py" -m tests.serving "$kept/var" >"$kept/preparing" 2>&1 &
    running=$!
fi
IOC_TEST_COVERAGE="$kept/coverage"
export IOC_TEST_COVERAGE
sh scripts/lint.sh || status=1
sh scripts/web.sh test || status=1
if [ -n "$running" ]; then
    wait "$running" || { cat "$kept/preparing"; exit 1; }
    IOC_TEST_PREPARED_VAR="$kept/var"
    export IOC_TEST_PREPARED_VAR
fi

# shellcheck disable=SC2086
{
    "$py" -m pytest --durations=10 $many tests/faults tests/browser >"$kept/browser" 2>&1 &
    running=$!
    {
        "$py" -m pytest --durations=10 -p tests.measured $many \
            --ignore=tests/browser --ignore=tests/faults
        echo $? >"$kept/others.status"
    } 2>&1 | tee "$kept/others"
}
wait "$running"
echo $? >"$kept/browser.status"
running=
cat "$kept/browser"
echo
for each in others browser; do
    echo "$each: $(tail -n 1 "$kept/$each")"
    [ "$(cat "$kept/$each.status")" = 0 ] || status=1
done
"$py" scripts/coverage_figures.py "$IOC_TEST_COVERAGE" || status=1
"$py" -m tests.extra_parts
[ "$status" -eq 0 ] || echo 'test: FAILED, see above' >&2
exit "$status"
