#!/bin/sh
# Judges topics against labelled records: the general model alone, then with the pack of each set.
#
#     bench/topics.sh LABELLED [CORPUS]
#
# LABELLED is a folder of SET.ndjson or SET.ndjson.zst with one record a line: id, text, and the gold in
# `reason` (a word or a list) or `aspects` ([{category, polarity}]). bench/maps/SET.json says which
# topics stand for which gold category. CORPUS is a folder of unlabelled records; of those the share of
# negative records without any topic is measured. Prints Markdown tables. The project holds no such
# data: sets and folders that are absent are named and left out.
set -eu
export LC_ALL=C
[ $# -ge 1 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(dirname "$0")
[ -x "$here/../build/earful" ] || { echo "topics.sh: build/earful is missing; run make first" >&2; exit 2; }
exec python3 "$here/topics.py" "$here/../build/earful" "$here/maps" "$@"
