#!/usr/bin/env bash
# The log of a city that is not being served, checked by programs that are not ours: scripts/check-seal.sh DATA
set -euo pipefail
cd "$(dirname "$0")/.."

xiezhi=$(realpath "${XIEZHI:-${CARGO_TARGET_DIR:-target}/debug/xiezhi}")
data=$1
log=$data/log
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT

# The city sealed itself when it was made. What is kept of it now is what a witness keeps.
cp "$log/checkpoint" "$kept/old"
"$xiezhi" verify --all --data "$data"
sealed=$("$xiezhi" seal --json --data "$data" | tail -n 1)
key=$(sed -n 's/.*"key":"\([^"]*\)".*/\1/p' <<<"$sealed")
if cmp -s "$kept/old" "$log/checkpoint"; then
    echo "the audit was not sealed: the checkpoint is the old one" >&2
    exit 1
fi

GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$kept/go go run crates/seal/foreign/verify.go "$log" "$key" "$kept/old"
.tools/python/bin/python crates/seal/foreign/verify.py "$log" "$key" "$kept/old"

# A party's receipt, by a browser's arithmetic and by ours, in a place that knows nothing of the city.
code=$(scripts/told-code.sh "$data")
"$xiezhi" code look-up "$code" --receipt "$kept/receipt.txt" --json --data "$data" >/dev/null
node crates/seal/foreign/verify.mjs "$kept/receipt.txt" "$key"
(cd "$kept" && "$xiezhi" --lang en verify receipt receipt.txt --key "$key" --data "$kept/nothing" | tail -n 1)
