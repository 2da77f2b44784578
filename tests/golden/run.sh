#!/bin/sh
# Runs each case of tests/golden: its `cmd` in an empty folder with the case's files beside it, then
# compares stdout, stderr and exit code with expected.out, expected.err and expected.code (missing:
# nothing on stderr, code 0). UPDATE=1 writes what came out instead.
set -u
build=$1
root=$PWD
golden=$root/tests/golden
PATH=$root/$build:$PATH
export PATH golden
export LC_ALL=C TZ=UTC NO_COLOR=1
passed=0
failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

compare() { # name, got, expected
    if [ -f "$3" ]; then cmp -s "$2" "$3"; else [ ! -s "$2" ]; fi && return 0
    echo "golden: $1 differs"
    if [ -f "$3" ]; then diff "$3" "$2" | head -20; else head -5 "$2"; fi
    return 1
}

for case in "$golden"/*/; do
    name=$(basename "$case")
    [ -f "$case/cmd" ] || continue
    rm -rf "$room/work"
    mkdir "$room/work"
    cp -R "$case/." "$room/work/"
    rm -f "$room/work/cmd" "$room"/work/expected.*
    (cd "$room/work" && sh "$case/cmd") >"$room/out" 2>"$room/err" </dev/null
    code=$?
    if [ -n "${UPDATE:-}" ]; then
        cp "$room/out" "$case/expected.out"
        if [ -s "$room/err" ]; then cp "$room/err" "$case/expected.err"; else rm -f "$case/expected.err"; fi
        if [ "$code" -ne 0 ]; then echo "$code" >"$case/expected.code"; else rm -f "$case/expected.code"; fi
        continue
    fi
    good=1
    compare "$name: stdout" "$room/out" "$case/expected.out" || good=0
    compare "$name: stderr" "$room/err" "$case/expected.err" || good=0
    wanted=0
    [ -f "$case/expected.code" ] && wanted=$(cat "$case/expected.code")
    [ "$code" = "$wanted" ] || { echo "golden: $name: exit code $code, not $wanted"; good=0; }
    if [ $good = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "golden: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
