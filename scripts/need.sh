#!/usr/bin/env bash
# Installs, once and quietly, what is missing: scripts/need.sh [postgres] [deny] [browser] [schemathesis] [verifiers]
set -euo pipefail
cd "$(dirname "$0")/.."

oldest=15
deny=0.20.2
schemathesis=4.32.5
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { echo "need: $*" >&2; }

# Runs a command; shows what it said only if it failed.
quietly() {
    "$@" >"$log" 2>&1 </dev/null && return
    tail -n 20 "$log" >&2
    return 1
}

# apt-get as root, never asking anything.
apt() {
    local become=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { say "not root and no sudo; as root run: apt-get install postgresql"; return 1; }
        become=(sudo)
    fi
    quietly "${become[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -qq -o DPkg::Lock::Timeout=120 "$@"
}

# Whether a server is there that the program will find by itself (the same places in crates/pgserver/src/programs.rs).
have_postgres() {
    local folder folders=() version
    if [ -n "${XIEZHI_PG_BIN:-}" ]; then
        folders=("$XIEZHI_PG_BIN")
    else
        IFS=: read -ra folders <<<"$PATH"
        folders+=(/usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin
            /usr/local/opt/postgresql@*/bin /opt/homebrew/opt/postgresql/bin /usr/local/pgsql/bin)
    fi
    for folder in "${folders[@]}"; do
        [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
        version=$("$folder/postgres" --version 2>/dev/null | sed -n 's/^.*(PostgreSQL) \([0-9]*\).*/\1/p')
        [ "${version:-0}" -ge "$oldest" ] && return
    done
    return 1
}

# The version that the distribution offers, 0 if it knows none.
offered() { apt-cache show --no-all-versions postgresql 2>/dev/null | sed -n 's/^Version: \([0-9]*\).*/\1/p' | grep . || echo 0; }

# Debian's package makes a server of its own and starts it; ours is private, so nobody needs that one. The administrator's
# settings are put back afterwards.
without_main_cluster() {
    local conf=/etc/postgresql-common/createcluster.conf kept status=0
    local root=()
    if [ "$(id -u)" != 0 ]; then root=(sudo); fi
    if [ -e "$conf" ]; then
        kept=$(mktemp)
        cp "$conf" "$kept"
    else
        "${root[@]}" mkdir -p "${conf%/*}"
    fi
    printf "# Servers are started by the programs that need one.\ncreate_main_cluster = false\n" | "${root[@]}" tee -a "$conf" >/dev/null
    "$@" || status=$?
    if [ -n "${kept:-}" ]; then
        "${root[@]}" cp "$kept" "$conf"
        rm -f "$kept"
    fi
    return $status
}

need_postgres() {
    have_postgres && return
    if ! command -v apt-get >/dev/null; then
        say "no PostgreSQL $oldest or newer here; install it (Fedora: dnf install postgresql-server, macOS: brew install" \
            "postgresql), or name the folder of its programs in XIEZHI_PG_BIN"
        return 1
    fi
    say "installing PostgreSQL (once)"
    local start=$SECONDS
    # A new machine has no package lists; an old list may name versions that the mirror no longer has. A third-party source
    # that does not answer is not our business.
    apt update || say "apt-get update had errors; going on with what it got"
    if [ "$(offered)" -lt "$oldest" ]; then
        say "this distribution offers PostgreSQL $(offered), $oldest or newer is needed: see" \
            "https://www.postgresql.org/download/ for its makers' packages, then name the folder in XIEZHI_PG_BIN"
        return 1
    fi
    without_main_cluster apt install -y --no-install-recommends postgresql
    have_postgres || { say "PostgreSQL was installed and is not found; name its folder in XIEZHI_PG_BIN"; return 1; }
    say "PostgreSQL is there after $((SECONDS - start)) s"
}

need_deny() {
    command -v cargo-deny >/dev/null && return
    [ -x .tools/bin/cargo-deny ] && return
    say "installing cargo-deny $deny into .tools (once, one to two minutes)"
    local start=$SECONDS
    # Not optimised: it runs for a second and would take three times as long to build.
    CARGO_TARGET_DIR=$PWD/.tools/build CARGO_PROFILE_DEV_DEBUG=false \
        quietly cargo install cargo-deny --debug --locked --version "$deny" --root .tools || return 1
    rm -rf .tools/build
    say "cargo-deny is there after $((SECONDS - start)) s"
}

# Whether there is a browser where e2e/walk.mjs looks for one.
have_chromium() { [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; }

need_browser() {
    local missing=()
    have_chromium || missing+=(chromium)
    command -v node >/dev/null || missing+=(nodejs)
    # Pages are looked at with the letters that people read.
    [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing+=(fontconfig fonts-wqy-microhei)
    if [ "${#missing[@]}" != 0 ]; then
        command -v apt-get >/dev/null || { say "a browser test needs Chromium (named in CHROMIUM), Node.js and npm"; return 1; }
        say "installing ${missing[*]} (once, for the tests of pages)"
        apt update || say "apt-get update had errors; going on with what it got"
        apt install -y --no-install-recommends "${missing[@]}"
    fi
    # Some distributions ship npm with Node.js, others beside it.
    command -v npm >/dev/null || apt install -y --no-install-recommends npm
    if ! cmp -s e2e/package-lock.json e2e/node_modules/.from; then
        (cd e2e && quietly npm ci --no-audit --no-fund --no-update-notifier)
        cp e2e/package-lock.json e2e/node_modules/.from
    fi
}

# Programs that are not ours and check the log: Go with its own transparency log from Debian's packages, pymerkle from PyPI.
need_verifiers() {
    local missing=()
    command -v go >/dev/null || missing+=(golang-go)
    [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ] || missing+=(golang-golang-x-mod-dev)
    python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
    if [ "${#missing[@]}" != 0 ]; then
        command -v apt-get >/dev/null || { say "the log is checked with Go, golang.org/x/mod and Python: install them"; return 1; }
        say "installing ${missing[*]} (once, for the checks of the log)"
        apt install -y --no-install-recommends "${missing[@]}" || { apt update && apt install -y --no-install-recommends "${missing[@]}"; }
    fi
    if ! .tools/python/bin/python -c 'import pymerkle' 2>/dev/null; then
        python3 -m venv .tools/python
        quietly .tools/python/bin/pip install --disable-pip-version-check --no-input pymerkle==7.0.0
    fi
}

# What tries the interface for agencies' systems: in a folder of its own, of nobody else's Python.
need_schemathesis() {
    local folder=.tools/schemathesis
    [ "$(cat "$folder/.version" 2>/dev/null)" = "$schemathesis" ] && return
    # Debian ships Python without what makes such a folder.
    if ! python3 -c 'import ensurepip' 2>/dev/null; then
        command -v apt-get >/dev/null || { say "the test of the interface needs Python 3 with venv"; return 1; }
        say "installing python3-venv (once, for the test of the interface)"
        apt update || say "apt-get update had errors; going on with what it got"
        apt install -y --no-install-recommends python3-venv
    fi
    say "installing schemathesis $schemathesis into .tools (once)"
    rm -rf "$folder"
    quietly python3 -m venv "$folder" || return 1
    quietly "$folder/bin/pip" install --disable-pip-version-check "schemathesis==$schemathesis" || return 1
    echo "$schemathesis" >"$folder/.version"
}

for thing in "$@"; do
    case $thing in
        postgres | deny | browser | schemathesis | verifiers) "need_$thing" ;;
        *) say "unknown: $thing"; exit 2 ;;
    esac
done
