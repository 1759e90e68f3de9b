#!/usr/bin/env bash
# A served demo city in a real browser: every page, then what people do in a day: scripts/check-pages.sh DATA [FOLDER-FOR-PICTURES]
set -euo pipefail
cd "$(dirname "$0")/.."

xiezhi=$(realpath "${XIEZHI:-${CARGO_TARGET_DIR:-target}/debug/xiezhi}")
data=$1
said=$(mktemp)
serving=

stop() {
    if [ -n "$serving" ]; then
        kill -INT "$serving" 2>/dev/null || true
        wait "$serving" || true
    fi
    rm -f "$said"
}
trap stop EXIT

# The very city that is there: the same numbers as it was made with. Ports that are free.
"$xiezhi" --lang en demo --seed 7 --scale 0.02 --months 2 --data "$data" --public 127.0.0.1:0 --staff 127.0.0.1:0 2>"$said" >/dev/null &
serving=$!
address() { sed -n "s#^Pages for $1: ##p" "$said"; }
for _ in $(seq 600); do
    if [ -n "$(address staff)" ]; then break; fi
    kill -0 "$serving" 2>/dev/null || { cat "$said" >&2; exit 1; }
    sleep 0.1
done
public=$(address "the public")
staff=$(address staff)

(cd e2e && node walk.mjs "$public" "$staff" "${2:-}")
told=$(scripts/told-code.sh "$data")
(cd e2e && node journeys.mjs "$public" "$staff" "$told")
