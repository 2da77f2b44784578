#!/bin/sh
# Checks the order of dependence: a stage may include what stands before it, never what comes after;
# the program sees the public header and its own folder only; a third-party header has one includer.
set -eu
layers=$1
passed=0
failed=0

say() {
    echo "layers: $*"
    failed=$((failed + 1))
}

allowed=""
for layer in $layers; do
    allowed="$allowed $layer"
    [ -d "pipeline/$layer" ] || continue
    for file in pipeline/"$layer"/*.[ch] pipeline/"$layer"/*/*.[ch]; do
        [ -f "$file" ] || continue
        for used in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file"); do
            case " $allowed " in
            *" $used "*) passed=$((passed + 1)) ;;
            *) say "$file includes $used/, which comes later" ;;
            esac
        done
    done
done

for file in pipeline/cli/*.[ch]; do
    for used in $(sed -n 's|^#include "\([^"]*\)".*|\1|p' "$file"); do
        case "$used" in
        cli/* | earful.h | earful_workbench.h) passed=$((passed + 1)) ;;
        *) say "$file includes $used; the program may only see include/ and its own folder" ;;
        esac
    done
done

for header in zstd.h pcre2.h xxhash.h utf8proc.h isa-l.h isa-l/igzip_lib.h isa-l/crc.h igzip_lib.h; do
    users=$(grep -l "^#include <$header>" pipeline/*.c pipeline/*/*.[ch] pipeline/*/*/*.[ch] | wc -l)
    if [ "$users" -gt 1 ]; then
        say "<$header> has $users includers"
    else
        passed=$((passed + 1))
    fi
done

names=$(ls pipeline/*/*.[chS] pipeline/*/*/*.[ch] | sed 's|.*/||' | sort | uniq -d)
[ -z "$names" ] || say "file names that are not unique: $names"

echo "layers: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
