#!/bin/sh
# Measures the tools that one would use otherwise, installed by name into a folder outside the tree:
#
#     bench/peers.sh [BYTES [RUNS]]      PEERS: that folder, default below TMPDIR; CORPUS as in run.sh
#
# What cannot be installed here is said to be missing. Debian packages wanted: zstd gzip ripgrep libhyperscan-dev.
set -eu
cd "$(dirname "$0")/.."
PEERS=${PEERS:-${TMPDIR:-/tmp}/earful-peers}
export PEERS PYTHONDONTWRITEBYTECODE=1
mkdir -p "$PEERS/rust/src"

make --no-print-directory -s build/earful bench-tools >&2
"$PEERS/venv/bin/python" -c 'import duckdb, vaderSentiment' 2>/dev/null || {
    python3 -m venv "$PEERS/venv" &&
        "$PEERS/venv/bin/python" -m pip install -q --disable-pip-version-check vaderSentiment==3.3.2 duckdb
} >&2 || echo "peers.sh: vaderSentiment and duckdb cannot be installed" >&2
[ -x "$PEERS/rust/target/release/vader" ] || {
    cp bench/peers/vader.rs "$PEERS/rust/src/main.rs"
    cat >"$PEERS/rust/Cargo.toml" <<END
[package]
name = "vader"
version = "0.0.0"
edition = "2021"
[dependencies]
vader-sentimental = "0.1"
[profile.release]
lto = true
codegen-units = 1
END
    (cd "$PEERS/rust" && cargo build -q --release) >&2
} || echo "peers.sh: vader-sentimental cannot be built" >&2
cc -O2 -std=gnu17 -o "$PEERS/hyperscan" bench/peers/hyperscan.c -lhs >&2 || echo "peers.sh: no Hyperscan" >&2
exec python3 bench/peers.py "$@"
