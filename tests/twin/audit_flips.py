#!/usr/bin/env python3
"""Turns the signs of twenty words and asks `earful audit` for them: `audit_flips.py EARFUL`.

Writes a model of eighty made-up words and 4,000 rated records in which the words mean what they
should, of two channels with scales of their own and far from clean: ratings are noisy, words stand
where they do not belong, and some are negated. All twenty must be among the first forty terms, and
every line must have the numbers that the definition gives, computed here from lists.
"""
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

N_WORDS, N_FLIPPED, N_RECORDS, MOST = 80, 20, 4000, 40
NEGATION_FACTOR, SQUASH = -0.74, 15  # what a model that says nothing has


def word(number):
    return "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number + 100}")


def make_records(dice, words):
    for number in range(N_RECORDS):
        survey = number % 3 == 0
        mood = dice.gauss(0, 1)
        chosen = [w for w in dice.sample(list(words), 6) if dice.random() < 0.5 + 0.35 * words[w] * mood]
        negated = [f"not {w}" for w in dice.sample(list(words), 1) if w not in chosen and dice.random() < 0.3]
        share = max(0.0, min(1.0, 0.6 + 0.2 * mood + dice.gauss(0, 0.15)))
        record = {"id": str(number), "channel": "survey" if survey else "review",
                  "text": ", ".join(chosen + negated) or "nothing"}
        if dice.random() < 0.9:
            record["rating"] = round(10 * share) if survey else 1 + round(4 * share)
        yield record, chosen, [w.removeprefix("not ") for w in negated]


def write_model(room, words, flipped):
    (room / "model").mkdir()
    rows = "".join(f"{w},{2 * words[w]},,word\n" for w in words)
    (room / "model" / "lexicon.csv").write_text("term,valence,negated,type\nnot,,,negator\n" + rows)
    (room / "model" / "topics.csv").write_text("topic,rule\nNothing,nothing\n")
    (room / "model" / "model.ini").write_text("name = made up\nlanguage = en\nlanguages = en\n")
    (room / "model" / "spelling.csv").write_text("word,kind,expansion\n")
    rows = "".join(f"{w},{-2 * words[w]},,word\n" for w in flipped)
    (room / "flipped.csv").write_text("term,valence,negated,type\n" + rows)


def certainty(scales):
    """Count, mean deviation and z of the values that have it, in standard deviations of each scale."""
    deviation = variance = count = 0
    for values in scales:
        everything = [value for value, _ in values]
        mean, spread = statistics.fmean(everything), statistics.pstdev(everything)
        having = [(value - mean) / spread for value, has in values if has]
        deviation += sum(having)
        count += len(having)
        variance += len(having) * (len(values) - len(having)) / (len(values) - 1)
    return count, deviation / count, deviation / math.sqrt(variance)


def company(valences, said, negated):
    """What each of the words that are said has beside it: the squash of all that the others say."""
    says = {w: valences[w] for w in said} | {w: NEGATION_FACTOR * valences[w] for w in negated}
    for word_said in said if len(says) > 1 else []:
        rest = sum(says.values()) - says[word_said]
        yield math.floor(abs(rest) / math.sqrt(rest * rest + SQUASH) * 10000 + 0.5) * (1 if rest > 0 else -1), word_said


def expected(term, valences, records):
    """Numbers of the term, against its sign."""
    sign = math.copysign(1, valences[term])
    rated = [[r for r in records if "rating" in r[0] and r[0]["channel"] == c] for c in ("review", "survey")]
    count, deviation, z = certainty([[(r["rating"], term in said) for r, said, _ in part] for part in rated])
    beside = certainty([[(value, word == term) for _, said, negated in part
                         for value, word in company(valences, said, negated)] for part in rated])
    return {"records": count, "deviation": deviation, "z": -sign * z, "company": -sign * beside[2]}


def main():
    dice = random.Random(11)
    words = {word(number): 1 if number % 2 else -1 for number in range(N_WORDS)}
    flipped = dice.sample(sorted(words), N_FLIPPED)
    records = list(make_records(dice, words))
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        write_model(room, words, flipped)
        (room / "rated.ndjson").write_text("".join(json.dumps(record) + "\n" for record, *_ in records))
        lines = subprocess.run([sys.argv[1], "audit", "--quiet", "--model", room / "model", "--lexicon",
                                room / "flipped.csv", "--most", str(MOST), "--format", "ndjson",
                                room / "rated.ndjson"], check=True, capture_output=True, encoding="utf-8").stdout
    found = [line for line in map(json.loads, lines.split("\n")[:-1]) if line["kind"] == "term"]
    wrong = [f"{w} was not found" for w in flipped if w not in [line["term"] for line in found]]
    valences = {w: (-2 if w in flipped else 2) * words[w] for w in words}
    for line in found:
        for name, value in expected(line["term"], valences, records).items():
            if abs(line[name] - value) > 0.000051:
                wrong.append(f"{line['term']}: {name} is {value}, not {line[name]}")
    for line in wrong[:20]:
        print(f"audit: {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
