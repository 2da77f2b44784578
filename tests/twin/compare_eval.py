#!/usr/bin/env python3
"""Compares the numbers of `earful eval` with plain ones: `compare_eval.py EARFUL MODEL MAP FILE...`

Every measure is computed from its definition, over lists of records and without a thought to speed,
out of the lines of `earful score` and the labelled records. Intervals must hold their number.
Files are NDJSON or CSV. Exit code 1 when anything differs.
"""
import csv
import json
import statistics
import subprocess
import sys

LABELS = ("positive", "neutral", "negative")
UNIT = 0.00005000001


def read_records(path):
    with open(path, encoding="utf-8", newline="") as file:
        if not path.endswith(".csv"):
            return [json.loads(line) for line in file]
        rows = [{name: cell for name, cell in row.items() if cell != ""} for row in csv.DictReader(file)]
    return [dict(row, rating=float(row["rating"])) if "rating" in row else row for row in rows]


def read_scores(earful, model, path):
    lines = subprocess.run([earful, "score", "--quiet", "--model", model, path], check=True,
                           capture_output=True, encoding="utf-8").stdout.splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


def gold_label(record, threshold=0.5):
    if "score" not in record:
        return record.get("label")
    return "positive" if record["score"] >= threshold else "negative" if record["score"] <= -threshold else "neutral"


def f1_of(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rates(gold, said, positive):
    """Of one class: precision, recall and F1 over two lists of answers."""
    hit = sum(1 for g, s in zip(gold, said) if g == positive and s == positive)
    n_said, n_gold = said.count(positive), gold.count(positive)
    precision = hit / n_said if n_said else 0.0
    recall = hit / n_gold if n_gold else 0.0
    return {"precision": precision, "recall": recall, "f1": f1_of(precision, recall)}


def mean_ranks(values):
    return [sum(1 for other in values if other < value) + (values.count(value) + 1) / 2 for value in values]


def correlations(xs, ys):
    def pearson(a, b):
        try:
            return statistics.correlation(a, b)
        except statistics.StatisticsError:
            return None

    return {"records": len(xs), "pearson": pearson(xs, ys), "spearman": pearson(mean_ranks(xs), mean_ranks(ys))}


def label_numbers(records, scores):
    pairs = [(gold_label(record), scores[record["id"]].get("label", "none")) for record in records]
    pairs = [pair for pair in pairs if pair[0] in LABELS]
    if not pairs:
        return None
    gold, said = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    classes = {label: rates(gold, said, label) for label in LABELS}
    present = [label for label in LABELS if label in gold]
    for label in LABELS:
        classes[label]["records"] = gold.count(label)
        classes[label]["said"] = {answer: sum(1 for pair in zip(gold, said) if pair == (label, answer))
                                  for answer in LABELS + ("none",)}
    return {"records": len(gold), "accuracy": sum(g == s for g, s in zip(gold, said)) / len(gold),
            "macro_f1": statistics.fmean(classes[label]["f1"] for label in present),
            "macro_precision": statistics.fmean(classes[label]["precision"] for label in present),
            "macro_recall": statistics.fmean(classes[label]["recall"] for label in present),
            "weighted_f1": sum(classes[label]["f1"] * gold.count(label) for label in present) / len(gold),
            "classes": classes}


def correlation_numbers(records, scores, field):
    rated = [record for record in records if field in record]
    if not rated:
        return None
    return correlations([scores[record["id"]].get("compound", 0.0) for record in rated],
                        [float(record[field]) for record in rated])


# ---- topics ---------------------------------------------------------------------------------------


def category_of(name, mapping):
    if name in mapping:
        return name
    return next((each for each in mapping if each.endswith("*") and name.startswith(each[:-1])), None)


def gold_topics(record, mapping):
    found = {}
    mentions = [(record["reason"], None)] if "reason" in record else []
    mentions += [(aspect["category"], aspect.get("polarity")) for aspect in record.get("aspects", [])]
    for name, polarity in mentions:
        category = category_of(name, mapping)
        if category is not None:
            found.setdefault(category, set()).update({polarity} - {None, "conflict"})
    return found


def said_topics(score, mapping):
    found = {}
    for hit in score.get("topics", []):
        for category, topics in mapping.items():
            if hit["topic"] in topics:
                found.setdefault(category, set()).add(hit["sentiment"])
    return found


def ratio(part, whole):
    return part / whole if whole else None


def topic_numbers(records, scores, mapping):
    sides = [(gold_topics(record, mapping), said_topics(scores[record["id"]], mapping)) for record in records]
    both = [(category, gold[category], said[category]) for gold, said in sides for category in gold
            if category in said]
    judged = [(category, bool(gold & said)) for category, gold, said in both if gold]
    n_gold = {category: sum(category in gold for gold, _ in sides) for category in mapping}
    n_said = {category: sum(category in said for _, said in sides) for category in mapping}
    n_hit = {category: sum(name == category for name, _, _ in both) for category in mapping}

    def of(hit, said, gold):
        precision, recall = (hit / said if said else 0.0), (hit / gold if gold else 0.0)
        return {"precision": precision, "recall": recall, "f1": f1_of(precision, recall)}

    categories = []
    for category in mapping:
        right = [good for name, good in judged if name == category]
        categories.append(dict(of(n_hit[category], n_said[category], n_gold[category]), category=category,
                               gold=n_gold[category], said=n_said[category], sentiment=ratio(sum(right), len(right))))
    hit, said, gold = sum(n_hit.values()), sum(n_said.values()), sum(n_gold.values())
    if gold == 0:
        return None
    micro = of(hit, said, gold)
    right = sum(good for _, good in judged)
    unjudged = hit - len(judged)
    live = [each["f1"] for each in categories if each["gold"]]
    return {"gold": gold, "micro_f1": micro["f1"], "micro_precision": micro["precision"],
            "micro_recall": micro["recall"], "macro_f1": statistics.fmean(live),
            "exact": sum(set(g) == set(s) for g, s in sides) / len(sides), "sentiment": ratio(right, len(judged)),
            "joint_f1": of(right, said - unjudged, gold - unjudged)["f1"] if judged else None,
            "categories": categories}


# ---- comparing ------------------------------------------------------------------------------------


def differences(place, wanted, got):
    """Every leaf of `wanted` that `got` does not have, in words."""
    if isinstance(wanted, dict):
        for name, value in wanted.items():
            yield from differences(f"{place}.{name}", value, got.get(name) if isinstance(got, dict) else None)
            interval = got.get(f"{name}_interval") if isinstance(got, dict) else None
            if interval and value is not None and not interval[0] - 0.05 <= value <= interval[1] + 0.05:
                yield f"{place}.{name}: {value} lies outside of {interval}"
    elif isinstance(wanted, list):
        for i, value in enumerate(wanted):
            yield from differences(f"{place}[{i}]", value, got[i] if got and i < len(got) else None)
    elif isinstance(wanted, float):
        if got is None or abs(got - wanted) > UNIT:
            yield f"{place}: {wanted}, not {got}"
    elif wanted != got:
        yield f"{place}: {wanted}, not {got}"


def main():
    earful, model, map_path, *paths = sys.argv[1:]
    with open(map_path, encoding="utf-8") as file:
        mapping = {name: topics for name, topics in json.load(file).items() if topics and not name.startswith("_")}
    lines = subprocess.run([earful, "eval", "--quiet", "--model", model, "--labels", map_path, "--format", "ndjson",
                            *paths], check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    got = {line["input"]: line for line in map(json.loads, lines) if line["kind"] == "input"}
    wrong = []
    for path in paths:
        records, scores = read_records(path), read_scores(earful, model, path)
        wanted = {"records": len(records), "labels": label_numbers(records, scores),
                  "score": correlation_numbers(records, scores, "score"),
                  "rating": correlation_numbers(records, scores, "rating"),
                  "topics": topic_numbers(records, scores, mapping)}
        wrong += list(differences(path, wanted, got[path]))
    for line in wrong[:20]:
        print(f"eval twin: {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
