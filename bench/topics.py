#!/usr/bin/env python3
"""Scores topics against gold categories; called by topics.sh, which says how.

Micro-F1 over the categories of a map. Every record counts, those without a category too, so a topic
found where the gold has none is a mistake. Categories that share their topics count as one. Each set
is split by a hash of its texts: rules were written with the tuned half in sight and never the other,
so the gap between the two columns shows how far they are fitted to it.
"""

import collections
import glob
import hashlib
import json
import os
import subprocess
import sys


def read_lines(path):
    if path.endswith(".zst"):
        done = subprocess.run(["zstd", "-dcq", path], check=True, stdout=subprocess.PIPE)
        return [json.loads(line) for line in done.stdout.splitlines()]
    with open(path, "rb") as file:
        return [json.loads(line) for line in file]


def find(folder, name):
    for suffix in (".ndjson", ".ndjson.zst"):
        path = os.path.join(folder, name + suffix)
        if os.path.exists(path):
            return path
    return None


def is_tuned(record):
    return hashlib.sha256(record["text"].encode()).digest()[0] & 1 == 0


def gold_of(record, groups):
    """Gold category -> set of polarities, for the categories that the map knows."""
    found = {}
    reasons = record.get("reason") or []
    for reason in [reasons] if isinstance(reasons, str) else reasons:
        if reason in groups:
            found.setdefault(groups[reason], set())
    for aspect in record.get("aspects") or []:
        if aspect["category"] in groups:
            found.setdefault(groups[aspect["category"]], set()).add(aspect.get("polarity"))
    return found


def predict(earful, path, packs):
    command = [earful, "score", "--quiet"]
    for pack in packs:
        command += ["--pack", pack]
    done = subprocess.run(command + [path], stdout=subprocess.PIPE)
    if done.returncode not in (0, 3):
        sys.exit("topics.py: %s failed on %s" % (" ".join(command), path))
    return {line["id"]: line["topics"] for line in map(json.loads, done.stdout.splitlines())}


def f1(hit, extra, missed):
    return 2 * hit / (2 * hit + extra + missed) if hit else 0.0


class Judge:
    """Counts hits, extras and misses of one half under one map."""

    def __init__(self, groups):
        self.groups = groups
        self.plain = collections.Counter()
        self.joint = collections.Counter()
        self.has_polarity = False

    def add(self, record, topics):
        gold = gold_of(record, self.groups)
        seen = {}
        for group in set(self.groups.values()):
            tones = {topic["sentiment"] for topic in topics if topic["topic"] in group}
            if tones:
                seen[group] = tones
        for group in set(gold) | set(seen):
            kind = "hit" if group in gold and group in seen else "extra" if group in seen else "missed"
            self.plain[kind] += 1
            tones = gold.get(group, set()) - {None, "conflict"}
            if kind != "hit":
                self.joint[kind] += 1
            elif tones:
                self.has_polarity = True
                if tones & seen[group]:
                    self.joint["hit"] += 1
                else:
                    self.joint.update(["extra", "missed"])

    def cell(self):
        def rate(count):
            return f1(count["hit"], count["extra"], count["missed"])

        text = "%.3f" % rate(self.plain)
        return text + " / %.3f" % rate(self.joint) if self.has_polarity else text


def judge(records, predictions, table):
    groups = {gold: tuple(topics) for gold, topics in table.items() if gold[0] != "_" and topics}
    halves = {True: Judge(groups), False: Judge(groups)}
    for record in records:
        halves[is_tuned(record)].add(record, predictions.get(record["id"], []))
    return halves[True].cell(), halves[False].cell()


def judge_sets(earful, maps, labelled):
    print("| set | records | pack | general: tuned half | unseen half | with pack: tuned half | unseen half |")
    print("|---|---|---|---|---|---|---|")
    for path in sorted(glob.glob(os.path.join(maps, "*.json"))):
        name = os.path.basename(path)[: -len(".json")]
        data = find(labelled, name)
        if data is None:
            print("topics.sh: no %s.ndjson in %s, left out" % (name, labelled), file=sys.stderr)
            continue
        with open(path, encoding="utf-8") as file:
            table = json.load(file)
        records = read_lines(data)
        alone = judge(records, predict(earful, data, []), table.get("_general", {}))
        packed = judge(records, predict(earful, data, table["_pack"]), table)
        row = (name, len(records), ", ".join(table["_pack"])) + alone + packed
        print("| %s |" % " | ".join(map(str, row)))


def measure_corpora(earful, folder):
    """Of the customers' negative records, how many no topic of the general model was found in."""
    print("\n| corpus | negative records | without a topic |\n|---|---|---|")
    for path in sorted(glob.glob(os.path.join(folder, "*.ndjson*"))):
        done = subprocess.run(
            [earful, "run", "--quiet", "--format", "json", path], stdout=subprocess.PIPE
        )
        totals = collections.Counter()
        for cell in json.loads(done.stdout)["topics"]:
            if cell["topic"] in ("(total)", "(uncategorised)") and cell["role"] == "customer":
                totals[cell["topic"]] += cell["negative"]
        name = os.path.basename(path).split(".")[0]
        negative = totals["(total)"]
        share = 100 * totals["(uncategorised)"] / max(1, negative)
        print("| %s | %d | %.1f %% |" % (name, negative, share))


def main():
    earful, maps, labelled, *corpora = sys.argv[1:]
    for folder in [labelled] + corpora:
        if not os.path.isdir(folder):
            sys.exit("topics.sh: no folder %s; it is not part of the project" % folder)
    judge_sets(earful, maps, labelled)
    for folder in corpora:
        measure_corpora(earful, folder)


if __name__ == "__main__":
    main()
