#!/bin/sh
# Signals and closed pipes: a run that waits for a slow input ends soon, with what it has counted.
set -u
build=$1
exec python3 tests/interrupt/interrupt.py "$PWD/$build/earful"
