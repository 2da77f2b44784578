"""Tries every example of the rule language: `rules.py EARFUL RULES.DEF` scores each text by its rule
alone, through an overlay of one row. Ends with "N passed, N failed"."""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOPIC = "Example of the manual"


def entries(path):
    """The arguments of each RULE(...): what C reads as strings are strings of Python as well."""
    found = []
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), count=1, flags=re.S)
    names = {"RULE": lambda *fields: found.append(fields), "SECTION": lambda *_: None, "NULL": None}
    for line in text.splitlines():
        if line:
            eval(line, names)
    return found


def prepare(room, rule, given):
    """Writes the overlay, and a model with a list if the rule asks for one. Returns options."""
    name, _, value = (given or "").partition("=")
    options = []
    columns = {"topic": TOPIC, "rule": rule}
    if name.endswith(".txt"):
        model = room / "model"
        if not model.exists():
            shutil.copytree("lexicons/en", model)
        (model / name).write_text(value + "\n")
        options = ["--model", str(model)]
    elif given:
        columns[name] = value
    with open(room / "overlay.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerow(columns)
    return options + ["--topics", str(room / "overlay.csv")]


def matches(earful, room, options, text):
    record = text if text.startswith("{") else json.dumps({"text": text})
    (room / "in.ndjson").write_text(record + "\n")
    command = [earful, "score", *options, str(room / "in.ndjson")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return any(hit["topic"] == TOPIC for hit in json.loads(done.stdout)["topics"])


def main(earful, path):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        for form, _, rule, given, match, miss in entries(path):
            try:
                options = prepare(room, rule, given)
                wrong = [f"does not match: {match}"] * (not matches(earful, room, options, match))
                wrong += [f"matches: {miss}"] * matches(earful, room, options, miss)
            except RuntimeError as problem:
                wrong = [str(problem)]
            for what in wrong:
                print(f"manual: {form}: {rule} {what}")
            passed += not wrong
            failed += bool(wrong)
    print(f"examples: {passed} passed, {failed} failed")
    return failed > 0 or passed == 0


sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
