#!/usr/bin/env bash
# Builds the program for use; shows cargo's progress on a terminal and only the time elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."

quiet=-q
if [ -t 2 ]; then quiet=; fi
start=$SECONDS
cargo build --release --locked $quiet -p xiezhi
echo "build: $((SECONDS - start)) s"
