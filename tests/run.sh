#!/bin/sh
# Runs every test of a build and counts: unit programs, the suites that have a run.sh of their own,
# fuzz seeds.
# The last line is "N passed, N failed".
#
#     tests/run.sh [BUILD [unit]]      unit: the unit programs alone
set -u
build=${1:-build}
only=${2:-}
variant=${build#build}
variant=${variant#/}
passed=0
failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# A leaking test counts as passed under AddressSanitizer, so reports go to files that must not be.
export ASAN_OPTIONS="log_path=$logs/asan:detect_leaks=1"
export LSAN_OPTIONS="suppressions=$PWD/tests/support/lsan.supp:print_suppressions=0"
export UBSAN_OPTIONS="print_stacktrace=1:log_path=$logs/ubsan"

count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# Takes the last "N passed, N failed" of a script's output; without one, with none of either, or with
# another end than it says, the script itself has failed.
count_suite() { # log, exit code
    code=$2
    set -- $(sed -n 's/^\(.*[^0-9]\)\{0,1\}\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*/\2 \3/p' "$1" | tail -1)
    if [ $# -ne 2 ] || [ $(($1 + $2)) -eq 0 ]; then count 0 1; else count "$1" "$2"; fi
    if [ $# -eq 2 ] && [ "$code" -ne 0 ] && [ "$2" -eq 0 ]; then count 0 1; fi
}

make --no-print-directory VARIANT="$variant" -j"$(nproc)" unit || exit 1
for unit in "$build"/test/unit-*; do
    case "$unit" in *.d) continue ;; esac
    # Whole stacks: some of Criterion's own leaks are suppressed by a name further up.
    ASAN_OPTIONS="$ASAN_OPTIONS:fast_unwind_on_malloc=0" "$unit" -j2 >"$logs/unit.log" 2>&1
    sed -n 's/\x1b\[[0-9;]*m//g; s/^.*Tested: \([0-9]*\).*Passing: \([0-9]*\).*$/\1 \2/p' \
        "$logs/unit.log" >"$logs/unit.count"
    if read -r tested good <"$logs/unit.count"; then
        count "$good" $((tested - good))
        echo "$(basename "$unit"): $good passed, $((tested - good)) failed"
        [ "$tested" = "$good" ] || cat "$logs/unit.log"
    else
        cat "$logs/unit.log"
        count 0 1
    fi
done

[ "$only" = unit ] && { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; exit; }

suites="golden agree peers interrupt manual"
# What is preloaded into an emulated program gets into the emulator; failing calls are alike anyway.
[ "$variant" = aarch64 ] || suites="$suites faults"
[ -n "$variant" ] || suites="$suites memory install vader"

for suite in $suites; do
    [ -f "tests/$suite/run.sh" ] || continue
    sh "tests/$suite/run.sh" "$build" >"$logs/suite.log" 2>&1
    code=$?
    cat "$logs/suite.log"
    count_suite "$logs/suite.log" "$code"
done

make --no-print-directory VARIANT="$variant" -j"$(nproc)" fuzz-replay >"$logs/replay.log" 2>&1 ||
    { cat "$logs/replay.log"; count 0 1; }
count_replays=$(grep -c '^replayed ' "$logs/replay.log")
count "$count_replays" 0
echo "fuzz seeds: $count_replays targets replayed"

for report in "$logs"/asan* "$logs"/ubsan*; do
    [ -f "$report" ] || continue
    head -40 "$report"
    count 0 1
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
