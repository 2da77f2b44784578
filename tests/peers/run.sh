#!/bin/sh
# What earful reads is what others read from the same bytes: JSON lines against simdjson and jansson,
# delimited rows against Python's csv module, generated and mutated. Where they differ as meant is
# said in json.c and csv_rows.py.
#
#     tests/peers/run.sh BUILD [TIMES [SEED]]      TIMES: how many times the usual number of cases
set -u
build=$1
times=${2:-1}
seed=${3:-1}
variant=${build#build}
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

expect() {
    if "$@" >"$log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    cat "$log"
}

make --no-print-directory -s VARIANT="${variant#/}" "$build/test/peers-json" "$build/test/peers-cells" || exit 1
expect "$build/test/peers-json" "$seed" $((times * 10))
expect python3 tests/peers/csv_rows.py "$build/test/peers-cells" "$seed" $((times * 1000))
echo "peers: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
