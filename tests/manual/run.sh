#!/bin/sh
# The manual keeps its word: every example of the rule language is tried. The last line counts.
set -u
build=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

python3 tests/manual/rules.py "$build/earful" pipeline/cli/rules.def >"$log" 2>&1 || cat "$log"
counts=$(sed -n 's/^examples: \([0-9]*\) passed, \([0-9]*\) failed/\1 \2/p' "$log")
counts=${counts:-0 1}
passed=$((passed + ${counts% *}))
failed=$((failed + ${counts#* }))

echo "manual: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
