#!/bin/sh
# Runs the race program and the command line program of a ThreadSanitizer build; any report fails.
set -u
build=$1
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export TSAN_OPTIONS="exitcode=66:log_path=$room/tsan"
passed=0
failed=0

expect() { # name, wanted exit code, command...
    name=$1
    wanted=$2
    shift 2
    "$@" >"$room/out" 2>&1
    code=$?
    if [ "$code" = "$wanted" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "race: $name: exit code $code, not $wanted"
        tail -20 "$room/out"
    fi
}

python3 tests/support/make_feedback.py 7 2000 >"$room/a.ndjson"
python3 tests/support/make_feedback.py 8 2000 | gzip >"$room/b.gz"
python3 tests/support/make_feedback.py 9 2000 | split -b 20000 --filter='zstd -q' >"$room/c.zst"
expect "race program" 0 "$build/test/race"
expect "run" 0 "$build/earful" run --max-bad 9 --threads 8 --batch-bytes 5000 --period day --by product -o "$room/out.json" "$room/a.ndjson" "$room/b.gz" "$room/c.zst"
expect "score" 0 "$build/earful" score --max-bad 9 --threads 8 --batch-bytes 5000 --rejects "$room/rejects" "$room/a.ndjson" "$room/b.gz" "$room/c.zst"
head -c 100000 "$room/c.zst" >"$room/cut.zst"
expect "cut frames" 3 "$build/earful" score --max-bad 9 --threads 8 --batch-bytes 5000 "$room/cut.zst" "$room/c.zst"
expect "demo" 0 "$build/earful" demo --threads 8 --batch-bytes 500
for report in "$room"/tsan*; do
    [ -f "$report" ] || continue
    head -60 "$report"
    failed=$((failed + 1))
done
echo "race: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
