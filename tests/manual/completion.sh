#!/bin/bash
# What bash would offer: `completion.sh EARFUL` asks the completion that the program prints.
set -u
earful=$1
passed=0
failed=0
# shellcheck source=/dev/null
source <("$earful" help earful.bash)

# expect "WORDS" AS TYPED...: the last word is the one at the cursor.
expect() {
    local wanted=$1
    shift
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _earful
    if [ "${COMPREPLY[*]}" = "$wanted" ]; then
        passed=$((passed + 1))
    else
        echo "manual: '$*' is completed by '${COMPREPLY[*]}', not '$wanted'"
        failed=$((failed + 1))
    fi
}

commands=$("$earful" help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')

expect "run" earful ru
expect "${commands}--help --version" earful ""
expect "--threads" earful run --th
expect "--map --max-memory --max-cells --max-bad" earful run --ma
expect "" earful merge --th
expect "" earful run ""
expect "" earful run --model ""
expect "" earful run --threads ""
expect "" earful run -o --th
expect "rules" earful help rul
expect "formats" earful help form

echo "completion: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
