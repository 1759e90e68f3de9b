#!/usr/bin/env bash
# A query code that was not told yet: what a party would have in its hands: scripts/told-code.sh DATA
set -euo pipefail
cd "$(dirname "$0")/.."

xiezhi=$(realpath "${XIEZHI:-${CARGO_TARGET_DIR:-target}/debug/xiezhi}")
ids=$("$xiezhi" cases list --limit 60 --json --data "$1" | grep -o '"id":"[0-9a-f-]*"' | cut -d'"' -f4)
for id in $ids; do
    found=$("$xiezhi" code print "$id" --data "$1" 2>/dev/null | grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4}){4}' | head -n 1) || true
    if [ -n "$found" ]; then echo "$found" && exit; fi
done
echo "no case of the city has a code to tell" >&2
exit 1
