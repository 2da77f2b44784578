#!/bin/sh
# Peak memory of runs over small and large inputs.
set -eu
build=$1
mkdir -p "$build/test"
${CC:-cc} -std=gnu17 -O1 -o "$build/test/peak" tests/memory/peak.c
exec python3 tests/memory/memory.py "$PWD/$build/earful" "$PWD/$build/test/peak"
