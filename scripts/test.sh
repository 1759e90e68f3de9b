#!/usr/bin/env bash
# Everything that must hold, in order of how soon it can fail; a table of times and the sum at the end.
# scripts/test.sh [lint]   lint: only what needs no run
set -uo pipefail
cd "$(dirname "$0")/.."

only=${1:-all}
results=$(mktemp)
table=()
failed_steps=0
export PATH=$PATH:$PWD/.tools/bin

row() { table+=("$(printf '  %-28s %6s  %s' "$1" "$2" "$3")"); }

# step NAME COMMAND...: runs it and notes its time; after a failure the rest is only listed.
step() {
    local name=$1 start=$SECONDS
    shift
    if [ "$failed_steps" != 0 ]; then
        row "$name" - "not run"
        return
    fi
    echo "== $name"
    if "$@"; then
        row "$name" "$((SECONDS - start)) s" ok
    else
        row "$name" "$((SECONDS - start)) s" FAILED
        failed_steps=1
    fi
}

# The end, however it comes: the table, then the closing line.
finish() {
    local passed failed
    read -r passed failed < <(awk '/^test result: / { p += $4; f += $6 } END { print p + 0, f + 0 }' "$results")
    rm -f "$results"
    # A step that failed without a failed test (a lint, a build, the demo) counts as one.
    if [ "$failed" -lt "$failed_steps" ]; then failed=$failed_steps; fi
    echo
    printf '%s\n' "${table[@]}"
    printf '  %-28s %6s\n\n' total "$SECONDS s"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

deny() {
    if ! scripts/need.sh deny; then
        echo "skipped: cargo-deny could not be installed (XIEZHI_DENY=1 makes this a failure)"
        [ "${XIEZHI_DENY:-}" != 1 ]
        return
    fi
    cargo deny --locked --log-level error check --show-stats bans licenses sources
}

tests() { cargo test --workspace --locked --no-fail-fast 2>&1 | tee "$results"; }

trap 'echo; failed_steps=1; row interrupted - FAILED; finish; exit 130' INT TERM

if [ "$only" != lint ]; then step "what is needed" scripts/need.sh postgres browser verifiers; fi
step "format" cargo fmt --all --check
step "clippy" cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
step "licences and sources" deny
if [ "$only" != lint ]; then
    step "build and tests" tests
    step "demo, rebuild, alerts, pages" scripts/check-demo.sh
fi
finish
