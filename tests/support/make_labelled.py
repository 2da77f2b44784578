#!/usr/bin/env python3
"""Writes N labelled records as NDJSON, the same for the same seed: `make_labelled.py SEED N`.

The texts are of the words of tests/golden/eval/model. Labels, scores, ratings and aspects follow
them more often than not; some records lack one or the other, some are of a language that the model
does not cover.
"""
import json
import random
import sys

WORDS = {"good": 1, "great": 2, "tasty": 1, "fine": 0, "slow": -1, "bad": -1, "awful": -2, "okay": 0}
PLACES = {"food": "food", "soup": "food x", "tea": "food drinks", "table": "ambience", "waiter": "service"}
LABELS = ("negative", "neutral", "positive")


def record(dice, number):
    out = {"id": f"r{number}"}
    words = [dice.choice(list(WORDS)) for _ in range(dice.randrange(3))]
    places = dice.sample(list(PLACES), dice.randrange(3))
    out["text"] = " and ".join(dice.sample(words + places, len(words) + len(places)) or ["nothing"])
    opinion = sum(WORDS[word] for word in words) + dice.gauss(0, 0.7)
    if dice.random() < 0.7:
        out["label"] = LABELS[1 + (opinion > 0.5) - (opinion < -0.5)]
    if dice.random() < 0.4:
        out["score"] = round(max(-4, min(4, opinion)), dice.choice((0, 1, 9)))
    if dice.random() < 0.5:
        out["rating"] = max(1, min(5, 3 + round(opinion)))
    named = [PLACES[place] for place in places if dice.random() < 0.8] + dice.sample(["price", "service"], dice.randrange(2))
    if named and dice.random() < 0.2:
        out["reason"] = named[0]
    elif named:
        out["aspects"] = [{"category": name, "polarity": dice.choice(LABELS + ("conflict",))} for name in named]
    if dice.random() < 0.05:
        out["lang"] = "fr"
    return out


def main():
    dice = random.Random(int(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        print(json.dumps(record(dice, number)))


if __name__ == "__main__":
    main()
