"""Compares columns.def with what the program says it reads: `columns.py EARFUL COLUMNS.DEF`.

The program refuses a column or type that there is not, and says in its message which there are, or
which one is near. Ends with "N passed, N failed"."""

import csv
import pathlib
import re
import subprocess
import sys
import tempfile


def header(path):
    with open(path, newline="") as file:
        return next(csv.reader(line for line in file if not line.startswith("#")))


def complaint(earful, kind, rows):
    with tempfile.TemporaryDirectory() as room:
        path = pathlib.Path(room) / "overlay.csv"
        path.write_text(rows)
        command = [earful, "explain", f"--{kind}", str(path), "A text."]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stderr if done.returncode == 2 else f"accepted, with code {done.returncode}"


def there_are(message):
    return re.split(r",\s*", message.strip().partition("there are ")[2])


def misspelt(name):
    return "x" + name if len(name) > 3 else name + name[-1]


def main(earful, path):
    tables = {}
    for table, name in re.findall(r'^COLUMN\((\w+), "(\w+)"', path.read_text(), flags=re.M):
        tables.setdefault(table, []).append(name)
    lexicon = there_are(complaint(earful, "lexicon", "term,valence,zzzz\ngood,1,\n"))
    types = there_are(complaint(earful, "lexicon", "term,valence,type\ngood,1,zzzz\n"))
    checks = [
        ("columns of a lexicon", tables["LEXICON"], lexicon),
        ("types of terms", tables["TYPES"], types),
        ("columns of a spelling", tables["SPELLING"], header("lexicons/en/spelling.csv")),
        ("columns of our topics", set(header("lexicons/en/topics.csv")) - set(tables["TOPICS"]), set()),
    ]
    for name in tables["TOPICS"]:
        said = complaint(earful, "topics", f"topic,rule,{misspelt(name)}\nA,b,\n")
        checks.append((f"topics column {name}", said.partition("did you mean ")[2].strip(" ?\n"), name))
    wrong = [(what, manual, code) for what, manual, code in checks if manual != code]
    for what, manual, code in wrong:
        print(f"manual: {what}: {manual} in one place, {code} in the other")
    print(f"columns: {len(checks) - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
