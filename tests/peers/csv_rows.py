"""Compares the cells that earful reads with those of Python's csv module: `csv_rows.py CELLS SEED FILES`.

CELLS is the program that prints earful's. Files are generated, and half of them then changed somewhere.
Python is strict here, and takes bytes for Latin-1, so that every byte is compared. The two agree up to
the first row that both refuse; where reading goes on behind it each decides for itself: Python at the
next line, earful behind the row as its quotes cut it.

Where earful means to differ, files have no such place: a carriage return without a newline ends a row
for Python and is text for earful; a byte order mark is text for Python.
"""
import csv
import io
import random
import re
import subprocess
import sys

PIECES = ["a", "word", "two words", '""', '"', ",", ";", "\t", "\n", "\r\n", " ", "é", "\x00", "\xff", "'", "\\", "\\\"", "x" * 70]
BAD = None


def cell(dice, delimiter):
    text = "".join(dice.choice(PIECES) for _ in range(dice.choice([0, 1, 1, 2, 3, 8])))
    if dice.random() < 0.4 or re.search('[\r\n%s]|^"' % delimiter, text):
        return '"' + text.replace('"', '""') + '"'
    return text


def make(dice, delimiter):
    lines = []
    for _ in range(dice.randint(1, 12)):
        row = delimiter.join(cell(dice, delimiter) for _ in range(dice.randint(1, 5)))
        lines.append(row + dice.choice(["\n", "\n", "\r\n", "\n\n"]))
    text = "".join(lines)
    if dice.random() < 0.2:
        text = text.rstrip("\r\n")
    if dice.random() < 0.5:
        for _ in range(dice.randint(1, 3)):
            at = dice.randint(0, len(text))
            gone = dice.choice([0, 0, 1, 2])
            text = text[:at] + dice.choice(['"', '"', '""', delimiter, "\n", "", "q"]) + text[at + gone:]
    return re.sub("\r(?!\n)", " ", text).encode("latin-1")


def python_rows(data, delimiter):
    reader = csv.reader(io.StringIO(data.decode("latin-1"), newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if row:
                yield [one.encode("latin-1") for one in row]
    except csv.Error:
        yield BAD


def earful_rows(program, data, delimiter):
    out = io.BytesIO(subprocess.run([program, delimiter], input=data, stdout=subprocess.PIPE, check=True).stdout)
    for line in out:
        if line == b"-\n":
            yield BAD
            return
        yield [out.read(int(size)) for size in line.split()[1:]]


def main():
    program, seed, files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(seed)
    rows, refused = 0, 0
    for _ in range(files):
        delimiter = dice.choice(",,;\t")
        data = make(dice, delimiter)
        ours, theirs = list(earful_rows(program, data, delimiter)), list(python_rows(data, delimiter))
        if ours != theirs:
            sys.exit(f"peers: csv: {data!r} by {delimiter!r}:\n  earful {ours}\n  Python {theirs}")
        rows += len(ours)
        refused += BAD in ours
    print(f"peers: csv: {files} files, {rows} rows agree, {refused} of them refused by both")
    if refused < files // 20:
        sys.exit("peers: csv: the files say too little")


main()
