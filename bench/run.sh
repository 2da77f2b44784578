#!/bin/sh
# Measures everything: stages, whole runs, threads, forms of input, rules, peers. JSON lines.
#
#     bench/run.sh [PROGRAM...]       PROGRAM: stages end_to_end threads forms rules peers; default all
#
# BYTES of generated records (default 200 MB; 1 GB and more flatter nothing) and RUNS in turn come from the
# environment; so may CORPUS, an NDJSON file (.zst) of real records whose first BYTES to take instead, for
# all but csv.
set -eu
cd "$(dirname "$0")/.."
BYTES=${BYTES:-200000000}
RUNS=${RUNS:-5}
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1
[ $# -gt 0 ] || set -- stages end_to_end threads forms rules peers

make --no-print-directory -s all bench-tools >&2
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
printf '{"bench":"machine","processor":"%s","cores":%s,"memory_gib":%s,"system":"%s","compiler":"%s","commit":"%s","corpus":"%s","bytes":%s,"runs":%s}\n' \
    "$processor" "$(nproc)" "$(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" \
    "$(. /etc/os-release && echo "$PRETTY_NAME")" "$(cc --version | head -1)" \
    "$(git rev-parse --short HEAD 2>/dev/null)" "$(basename "${CORPUS:-generated}")" "$BYTES" "$RUNS"
for program in "$@"; do
    case "$program" in
    stages)
        file=$(PYTHONPATH=bench python3 -c "import measure; print(measure.corpus($BYTES, 'many.zst'))")
        build/bench/stages "$file" "$RUNS"
        ;;
    peers) bench/peers.sh "$BYTES" "$RUNS" ;;
    *) python3 "bench/$program.py" "$BYTES" "$RUNS" ;;
    esac
done
