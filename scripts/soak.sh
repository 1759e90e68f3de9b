#!/usr/bin/env bash
# The large runs, by hand: many kills, long property tests, lists over a million rows, ten million acts. The result is kept
# as text in docs/soak.txt.
set -uo pipefail
cd "$(dirname "$0")/.."

acts=${XIEZHI_SOAK_ACTS:-10000000}
free=$(df --output=avail -B1 . | tail -n 1)
need=$((acts * 6000))
if [ "$free" -lt "$need" ]; then
    echo "soak: $acts acts need about $((need >> 30)) GiB of free disk, there are $((free >> 30)). Set XIEZHI_SOAK_ACTS to fewer" >&2
    exit 1
fi
scripts/need.sh postgres && scripts/build.sh || exit 1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
{
    echo "# $(uname -sr), $(nproc) cores, $(git rev-parse --short HEAD)"
    XIEZHI_KILLS=${XIEZHI_KILLS:-200} XIEZHI_EXPLAIN_ROWS=1000000 PROPTEST_CASES=${PROPTEST_CASES:-20000} \
        cargo test --workspace --locked --release --no-fail-fast -- --include-ignored 2>&1 | grep -E '^(test result|test .*FAILED|error)'
    for name in "collect $acts" "list 1000000" "sweep 100000" "submit 20000"; do
        read -r what rows <<<"$name"
        "${CARGO_TARGET_DIR:-target}/release/xiezhi" bench "$what" --rows "$rows" --json --data "$data"
    done
} | tee docs/soak.txt
! grep -qE 'FAILED|^error' docs/soak.txt
