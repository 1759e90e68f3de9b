#!/usr/bin/env bash
# The whole product on a small city: what is shown equals what the facts say, the same seed gives the same city, every page
# holds in a browser, and the interface holds what its description says.
set -euo pipefail
cd "$(dirname "$0")/.."

xiezhi=${XIEZHI:-${CARGO_TARGET_DIR:-target}/debug/xiezhi}
first=$(mktemp -d)
second=$(mktemp -d)

# A cluster that could not live in the data folder is named in pg.path (the program is root, the folder out of reach).
clean() {
    local data
    for data in "$first" "$second"; do
        if [ -s "$data/pg.path" ]; then rm -rf "$(cat "$data/pg.path")"; fi
        rm -rf "$data"
    done
}
trap clean EXIT

timed() {
    local name=$1 start=$SECONDS
    shift
    "$@" || { echo "  $name: FAILED after $((SECONDS - start)) s" >&2; return 1; }
    echo "  $name: $((SECONDS - start)) s"
}

# city FOLDER: a small city; its last line, which tells what it holds, is kept beside the folder's data.
city() { "$xiezhi" demo --no-serve --json --seed 7 --scale 0.02 --months 2 --data "$1" | tail -n 1 >"$1/last-line"; }

same() {
    # An empty line twice would be the same, too.
    grep -q '^{' "$first/last-line" || { echo "  the demo did not end with a line of JSON" >&2; return 1; }
    diff "$first/last-line" "$second/last-line"
}

timed "demo" city "$first"
timed "rebuild --check" "$xiezhi" rebuild --check --data "$first"
timed "alerts --check" "$xiezhi" alerts --check --data "$first"
timed "the log, by others' programs" scripts/check-seal.sh "$first"
timed "demo again" city "$second"
timed "same seed, same city" same
# Served on, its clock goes on and its duties are done: what comes of that equals the facts, too.
timed "every page in a browser" scripts/check-pages.sh "$first"
timed "the interface, tried" scripts/check-api.sh "$first"
timed "rebuild --check, served" "$xiezhi" rebuild --check --data "$first"
