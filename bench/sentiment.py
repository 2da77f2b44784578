#!/usr/bin/env python3
"""Compares sentiment on labelled sets; called by sentiment.sh, which says how.

Macro-F1 over the labels that a set has. Where records have a human score, half a point of it and more
is positive or negative. Each set is split by a hash of its texts: what is trained is trained on one half
and tested on the other, both ways, so that every record is tested once by what never saw it.
"""

import collections
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

LABELS = ("positive", "neutral", "negative")


def read_lines(path):
    done = subprocess.run(["zstd", "-dcqf", path], check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def gold_of(record):
    score = record.get("score")
    if score is None:
        return record.get("label")
    return "positive" if score >= 0.5 else "negative" if score <= -0.5 else "neutral"


def half_of(record):
    return hashlib.sha256(record["text"].encode()).digest()[0] & 1


def macro_f1(gold, said):
    rates = []
    for label in LABELS:
        if label not in gold:
            continue
        hit = sum(g == s == label for g, s in zip(gold, said))
        wrong = sum(s == label != g for g, s in zip(gold, said))
        missed = sum(g == label != s for g, s in zip(gold, said))
        rates.append(2 * hit / (2 * hit + wrong + missed) if hit else 0.0)
    return sum(rates) / len(rates)


def write_lines(records):
    file = tempfile.NamedTemporaryFile("w", suffix=".ndjson", delete=False)
    for record in records:
        file.write(json.dumps(record) + "\n")
    file.close()
    return file.name


def earful(program, records, *options):
    path = write_lines(records)
    done = subprocess.run([program, "score", "--quiet", *options, path], stdout=subprocess.PIPE)
    os.unlink(path)
    if done.returncode not in (0, 3):
        sys.exit("sentiment.py: earful score %s failed" % " ".join(options))
    labels = {line["id"]: line["label"] for line in map(json.loads, done.stdout.splitlines())}
    return [labels.get(record["id"], "missing") for record in records]


def learned(program, records):
    """Each half by what was learned from the other."""
    said = {}
    for half in (0, 1):
        train = write_lines([r for r in records if half_of(r) != half])
        test = [r for r in records if half_of(r) == half]
        overlay = train + ".csv"
        subprocess.run([program, "learn", "--quiet", train, "-o", overlay], stdout=subprocess.DEVNULL)
        options = ["--lexicon", overlay] if os.path.exists(overlay) else []
        for record, label in zip(test, earful(program, test, *options)):
            said[record["id"]] = label
        os.unlink(train)
        if options:
            os.unlink(overlay)
    return [said[record["id"]] for record in records]


def afinn(words, records):
    said = []
    for record in records:
        score = sum(words.get(word, 0) for word in re.findall(r"[\w'-]+", record["text"].lower()))
        said.append("positive" if score > 0 else "negative" if score < 0 else "neutral")
    return said


def svm(records, gold):
    """Words and word pairs, as everybody does it: sklearn's LinearSVC with balanced classes."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    said = {}
    for half in (0, 1):
        train = [i for i, r in enumerate(records) if half_of(r) != half]
        test = [i for i, r in enumerate(records) if half_of(r) == half]
        machine = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
                                LinearSVC(C=0.5, class_weight="balanced"))
        machine.fit([records[i]["text"] for i in train], [gold[i] for i in train])
        for i, label in zip(test, machine.predict([records[i]["text"] for i in test])):
            said[i] = label
    return [said[i] for i in range(len(records))]


def pearson(x, y):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    cov = sum((a - mx) * (b - my) for a, b in zip(x, y))
    return cov / (sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y)) ** 0.5


def main(program, labelled, vader, afinn_path):
    with open(afinn_path, encoding="utf-8") as file:
        words = json.load(file)
    vader_options = ["--sentiment", "vader", "--vader-lexicon", os.path.join(vader, "vader_lexicon.txt"),
                     "--vader-emoji", os.path.join(vader, "emoji_utf8_lexicon.txt")]
    columns = ["AFINN", "VADER", "earful", "SVM, own half", "earful learn, own half"]
    sums = collections.Counter()
    n_sets = 0
    print("| set | records | " + " | ".join(columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for path in sorted(glob.glob(os.path.join(labelled, "*.ndjson*"))):
        records = [r for r in read_lines(path) if gold_of(r) in LABELS and r.get("lang", "en") == "en"]
        gold = [gold_of(r) for r in records]
        if len(set(gold)) < 2:
            continue
        figures = [macro_f1(gold, said) for said in (
            afinn(words, records), earful(program, records, *vader_options), earful(program, records),
            svm(records, gold), learned(program, records))]
        for column, figure in zip(columns, figures):
            sums[column] += figure
        n_sets += 1
        name = os.path.basename(path).partition(".")[0]
        print("| %s | %d | %s |" % (name, len(records), " | ".join("%.3f" % f for f in figures)), flush=True)
    print("| **mean** | | %s |" % " | ".join("**%.3f**" % (sums[c] / n_sets) for c in columns))


if __name__ == "__main__":
    main(*sys.argv[1:])
