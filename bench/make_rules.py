#!/usr/bin/env python3
"""Writes a model of N rules to measure what rules cost: `make_rules.py N FOLDER MODEL`.

FOLDER becomes a copy of the model folder MODEL whose topics.csv has N generated rules, a mix of what
analysts write: words, wildcards, phrases, NEAR, AND, NOT, lists of alternatives. One word in fifty is one
that every text has, the others come from MODEL's own lexicon and topics, so that large models
match more texts than small ones. The same N and MODEL give the same rules; the first rules of a larger
N are those of a smaller one.
"""
import csv
import pathlib
import random
import re
import shutil
import sys

FREQUENT = "time day good place thing people back work use way buy need order service price help phone game".split()
SEED = 7


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def words_of(model):
    text = " ".join(row["term"] for row in rows_of(model / "lexicon.csv"))
    text += " ".join(row["rule"] for row in rows_of(model / "topics.csv"))
    return sorted(set(re.findall(r"\b[a-z]{4,}\b", text)))


class Writer:
    def __init__(self, words):
        self.dice, self.words = random.Random(SEED), words

    def word(self):
        word = self.dice.choice(FREQUENT if self.dice.random() < 0.02 else self.words)
        return word[:5] + "*" if len(word) > 6 and self.dice.random() < 0.3 else word

    def plain(self):
        return self.word().rstrip("*")

    def any_of(self, least, most):
        parts = [self.word() if self.dice.random() < 0.8 else f'"{self.plain()} {self.plain()}"'
                 for _ in range(self.dice.randint(least, most))]
        return "(" + " OR ".join(parts) + ")"

    def rule(self):
        kind = self.dice.random()
        if kind < 0.45:
            return f"{self.any_of(2, 8)} NEAR/{self.dice.randint(2, 8)} {self.any_of(2, 8)}"
        if kind < 0.65:
            return ", ".join(f'"{self.plain()} {self.plain()}"' for _ in range(self.dice.randint(1, 5)))
        if kind < 0.80:
            return f"{self.any_of(1, 4)} AND {self.any_of(1, 4)}"
        if kind < 0.90:
            return f"{self.any_of(1, 4)} NOT {self.any_of(1, 3)}"
        return self.any_of(1, 4)


def main():
    count, folder, model = int(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    writer = Writer(words_of(model))
    shutil.copytree(model, folder)
    with open(folder / "topics.csv", "w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(["topic", "rule", "scope", "polarity"])
        for number in range(count):
            topic = number // 10
            sheet.writerow([f"Area {topic % 20} > Topic {topic}", writer.rule(), "sentence",
                            ["pain", "delight", "any"][topic % 3]])


if __name__ == "__main__":
    main()
