#!/bin/sh
# The manual keeps its word: every example of the rule language is tried, the columns are those that
# the program reads, the pages are sound mdoc and their tables sound models, the completion offers
# what there is. The last line counts.
set -u
build=$1
room=$(mktemp -d)
log=$room/log
trap 'rm -rf "$room"' EXIT
passed=0
failed=0

# Takes the "N passed, N failed" of a check; one that ends without is a failure.
count() {
    "$@" >"$log" 2>&1 || cat "$log"
    counts=$(sed -n 's/^[a-z]*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -1)
    counts=${counts:-0 1}
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
}

count python3 tests/manual/rules.py "$build/earful" pipeline/cli/rules.def
count python3 tests/manual/columns.py "$build/earful" pipeline/cli/columns.def
count bash tests/manual/completion.sh "$build/earful"

# The tables that stand as examples in the pages are laid over the model.
for table in topics lexicon; do
    "$build/earful" help earful-$table.5 | sed -n '/^\.Sh EXAMPLES/,/^\.Ed/{/^\./d;p}' |
        sed 's/\\-/-/g; s/\\(dq/"/g' >"$room/$table.csv"
    if [ -s "$room/$table.csv" ] &&
        "$build/earful" explain --$table "$room/$table.csv" "It came late." >"$log" 2>&1; then
        passed=$((passed + 1))
    else
        cat "$log"
        failed=$((failed + 1))
    fi
done

if command -v mandoc >/dev/null; then
    for page in earful.1 earful-topics.5 earful-lexicon.5; do
        "$build/earful" help $page >"$room/$page" && mandoc -Tlint -Wwarning "$room/$page" &&
            passed=$((passed + 1)) || failed=$((failed + 1))
    done
else
    echo "manual: mandoc is not installed, so the pages are not linted"
fi

echo "manual: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
