#!/bin/sh
# Times earful: every stage, and the program end to end against `zstd -dc` on the same file, in turn.
#
#     bench/run.sh [--table] [FILE.zst]      FILE: default a generated one of RECORDS records
#
# CPU seconds are user + system; medians of RUNS paired runs. JSON lines, or a Markdown table.
set -eu
table=""
[ "${1:-}" = "--table" ] && { table=1; shift; }
RUNS=${RUNS:-5}
RECORDS=${RECORDS:-200000}
export LC_ALL=C

make --no-print-directory -s all build/bench/stages
file=${1:-}
if [ -z "$file" ]; then
    file=build/bench/generated-$RECORDS.ndjson.zst
    [ -f "$file" ] || python3 tests/support/make_feedback.py 1 "$RECORDS" | zstd -q -3 -o "$file"
fi

results=$(mktemp)
trap 'rm -f "$results"' EXIT
build/bench/stages "$file" "$RUNS" >"$results"
python3 bench/end_to_end.py "$file" "$RUNS" >>"$results"

if [ -n "$table" ]; then python3 bench/table.py <"$results"; else cat "$results"; fi
