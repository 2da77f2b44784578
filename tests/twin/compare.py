#!/usr/bin/env python3
"""Compares earful with its twin: `compare.py [--score] EARFUL FILE.ndjson...`

Without --score the tables of a run, row by row; with it the lines of `earful score`, record by
record, which is where to look when a row differs. Exit code 1 when anything differs.
"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import twin
import twin_language
import twin_scores

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROLES = {"": "customer", "customer": "customer", "agent": "agent", "bot": "bot", "system": "system"}
SHOWN = 20


class Record:
    def __init__(self, model, fields):
        self.id, self.channel = fields["id"], fields.get("channel", "").strip() or "unknown"
        self.role = ROLES.get(fields.get("role", "").strip().lower(), "unknown")
        day = datetime.datetime.fromtimestamp(fields["ts"], datetime.timezone.utc).date()
        monday = day - datetime.timedelta(days=day.weekday())
        self.period = monday.isoformat()
        self.rated = "rating" in fields and self.role == "customer"
        self.document = twin.Document(model, fields["text"], self.role)
        self.score = twin_scores.Score(model.settings, self.document.sentences)


def read_records(model, paths):
    """The records that are scored: a line that is no JSON is rejected, an empty text or another language filtered."""
    covered = model.settings["languages"].split()
    guard = twin_language.Guard(covered)
    for path in paths:
        for line in pathlib.Path(path).read_bytes().split(b"\n"):
            try:
                fields = json.loads(line)
            except ValueError:
                continue
            if not fields["text"].strip():
                continue
            language = fields.get("lang", "")
            record = Record(model, fields)
            if language in covered or (language in ("", "und") and guard.foreign(record.document.tokens) is None):
                yield record


def as_ratio(number, places=4):
    return "%.*f" % (places, number / 10000)


# ---- tables ---------------------------------------------------------------------------------------


def empty_row():
    return dict.fromkeys(("records", "sentences", "mentions", "mentions_guarded", "positive", "neutral", "negative",
                          "mixed", "compounds", "n_rated"), 0)


def add_record(row, record, compound, label, mixed, sentences):
    row["records"] += 1
    row["sentences"] += sentences
    row["compounds"] += compound
    row[label] += 1
    row["mixed"] += mixed
    row["n_rated"] += record.rated


def with_parents(topic):
    steps = topic.split(" > ")
    return [" > ".join(steps[:n]) for n in range(1, len(steps) + 1)]


def add_topic(row, record, hits, settings):
    said = [hit for hit in hits if not hit.guarded]
    row["mentions"] += len(said)
    row["mentions_guarded"] += len(hits) - len(said)
    if said:
        mean = twin_scores.divide(sum(hit.compound for hit in said), len(said))
        labels = {hit.label for hit in said}
        add_record(row, record, mean, twin_scores.label(settings, mean), {"positive", "negative"} <= labels,
                   len({hit.sentence for hit in said}))


def tabulate(settings, records):
    """topics.csv as {(channel, period, role, topic): row}."""
    table = collections.defaultdict(empty_row)
    for record in records:
        key, score, hits = (record.channel, record.period, record.role), record.score, record.document.hits
        said = sum(not hit.guarded for hit in hits)
        total = table[key + ("(total)",)]
        add_record(total, record, score.compound, score.label, score.mixed, score.sentences)
        total["mentions"] += said
        total["mentions_guarded"] += len(hits) - said
        if said == 0:
            add_record(table[key + ("(uncategorised)",)], record, score.compound, score.label, score.mixed,
                       score.sentences)
        for topic in {t for hit in hits for t in with_parents(hit.topic)}:
            add_topic(table[key + (topic,)], record, [h for h in hits if topic in with_parents(h.topic)], settings)
    return table


def finish(row):
    """The row as it is written."""
    done = {name: str(number) for name, number in row.items() if name != "compounds"}
    count = row["records"]
    done["mean_sentiment"] = as_ratio(twin_scores.divide(row["compounds"], count)) if count else ""
    net = 1000000 * (row["positive"] - row["negative"])
    done["net_sentiment"] = as_ratio(twin_scores.divide(net, count)) if count else ""
    return done


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {(r["channel"], r["period_start"][:10], r["role"], r.get("topic", "(total)")): r
                for r in csv.DictReader(file)}


class Verdict:
    """Counts what agrees, and shows the first of what does not."""

    def __init__(self):
        self.agree = self.differ = 0

    def compare(self, name, theirs, ours):
        wrong = [(field, theirs.get(field), ours.get(field)) for field in ours if theirs.get(field) != ours[field]]
        self.differ += bool(wrong)
        self.agree += not wrong
        if wrong and self.differ <= SHOWN:
            print("%s: %s" % (name, ", ".join("%s is %s, twin %s" % each for each in wrong)))

    def finish(self, what):
        print("twin: %d %s agree, %d differ" % (self.agree, what, self.differ))
        return 1 if self.differ or not self.agree else 0


def compare_tables(model, earful, paths):
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([earful, "run", "--threads", "2", "--period", "week", "--scale", "1-5", "--max-bad", "50",
                        "--quiet", "-o", directory] + paths, check=True)
        topics = read_table(directory + "/topics.csv")
        sentiment = read_table(directory + "/sentiment.csv")
    table = {key: finish(row) for key, row in tabulate(model.settings, read_records(model, paths)).items()}
    totals = {key: {n: v for n, v in row.items() if not n.startswith("mentions")}
              for key, row in table.items() if key[3] == "(total)"}
    verdict = Verdict()
    for name, theirs, ours in ("topics", topics, table), ("sentiment", sentiment, totals):
        for key in sorted(set(theirs) | set(ours)):
            verdict.compare("%s %s" % (name, " | ".join(key)), theirs.get(key, {}), ours.get(key, {"records": "none"}))
    return verdict.finish("rows")


# ---- record by record -----------------------------------------------------------------------------


def score_line(record):
    score = record.score
    topics = [(h.topic, h.label, as_ratio(h.compound)) for h in record.document.hits if not h.guarded]
    return {"channel": record.channel, "compound": as_ratio(score.compound), "label": score.label,
            "mixed": score.mixed, "pos": as_ratio(score.pos), "neg": as_ratio(score.neg),
            "sentences": score.sentences, "topics": sorted(topics)}


def read_scores(earful, paths):
    done = subprocess.run([earful, "score", "--max-bad", "50", "--quiet"] + paths, check=True, capture_output=True)
    for line in done.stdout.decode().splitlines():
        fields = json.loads(line)
        if "filtered" in fields:
            continue
        topics = [(t["topic"], t["sentiment"], "%.4f" % t["compound"]) for t in fields["topics"]]
        fields |= {name: "%.4f" % fields[name] for name in ("compound", "pos", "neg")}
        fields |= {"topics": sorted(topics)}
        yield fields["id"], fields


def compare_scores(model, earful, paths):
    theirs = dict(read_scores(earful, paths))
    verdict = Verdict()
    for record in read_records(model, paths):
        verdict.compare(record.id, theirs.get(record.id, {}), score_line(record))
    return verdict.finish("records")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--score", action="store_true", help="compare records instead of rows")
    parser.add_argument("earful", help="the program")
    parser.add_argument("files", nargs="+", help="NDJSON of tests/support/make_feedback.py")
    options = parser.parse_args()
    model = twin.Model(ROOT / "lexicons" / "en")
    compare = compare_scores if options.score else compare_tables
    return compare(model, options.earful, options.files)


if __name__ == "__main__":
    sys.exit(main())
