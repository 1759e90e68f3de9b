#!/usr/bin/env bash
# The interface of a served demo city, tried with requests that its own description gives rise to: scripts/check-api.sh DATA
set -euo pipefail
cd "$(dirname "$0")/.."

if ! scripts/need.sh schemathesis; then
    echo "skipped: schemathesis could not be installed (XIEZHI_SCHEMATHESIS=1 makes this a failure)"
    [ "${XIEZHI_SCHEMATHESIS:-}" != 1 ]
    exit
fi
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

# The very city that is there. Ports that are free; a system that may ask as often as it likes.
XIEZHI_API_PER_SECOND=100000 "$xiezhi" --lang en demo --seed 7 --scale 0.02 --months 2 --data "$data" \
    --public 127.0.0.1:0 --staff 127.0.0.1:0 2>"$said" >/dev/null &
serving=$!
address() { sed -n "s#^Pages for $1: ##p" "$said"; }
for _ in $(seq 600); do
    if [ -n "$(address staff)" ]; then break; fi
    kill -0 "$serving" 2>/dev/null || { cat "$said" >&2; exit 1; }
    sleep 0.1
done
staff=$(address staff)

agency=$("$xiezhi" --data "$data" agencies --json | grep -o '"code":"[^"]*"' | head -n 1 | cut -d'"' -f4)
token=$("$xiezhi" --data "$data" token add schemathesis --agency "$agency" --days 1 --bare)

# What it sends is drawn with a fixed seed and ends in time. A row that the description would not allow has an answer of its own
# and is no error of the request, so checks of which input is taken are left out.
tried=(not_a_server_error status_code_conformance content_type_conformance response_headers_conformance
    response_schema_conformance ignored_auth unsupported_method)
"${SCHEMATHESIS:-.tools/schemathesis/bin/schemathesis}" run "$staff/api/v1/openapi.json?lang=en" --no-color \
    --header "Authorization: Bearer $token" --checks "$(IFS=,; echo "${tried[*]}")" --phases coverage,fuzzing \
    --seed 7 --max-time "${XIEZHI_API_SECONDS:-60}" --warnings off
