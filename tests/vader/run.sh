#!/bin/sh
# Compares `earful score --sentiment vader` with the published program, live, in a virtual environment
# of its own.
#
#     tests/vader/run.sh BUILD [DATA]     DATA, or EARFUL_DATA: a folder of NDJSON (.zst) of real texts
#
# Without network it is skipped; where CI is set, a skip is a failure.
set -u
build=$1
data=${2:-${EARFUL_DATA:-}}
venv=$build/vader-venv
log=$(mktemp)
trap 'rm -f "$log"' EXIT

set_up() {
    "$venv/bin/python" -c 'import vaderSentiment' 2>/dev/null && return
    python3 -m venv "$venv" &&
        "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps vaderSentiment==3.3.2
}

if ! set_up >"$log" 2>&1; then
    tail -2 "$log"
    echo "vader: skipped: vaderSentiment 3.3.2 cannot be installed here"
    if [ -n "${CI:-}" ]; then echo "vader: 0 passed, 1 failed"; exit 1; fi
    echo "vader: 0 passed, 0 failed"
    exit 0
fi
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" tests/vader/compare.py "$build/earful" "$data"
