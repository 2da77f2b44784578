#!/usr/bin/env python3
"""Writes N feedback records as NDJSON, the same for the same seed.

Texts are put together from the sentences of the sample data, so they hold negations, topics, emoji
and everything else that the sample data was written to hold; ids, authors and products are fresh.
"""
import csv
import json
import pathlib
import random
import sys


def sentences(root):
    texts = []
    for path in sorted((root / "lexicons" / "demo").glob("*.ndjson")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            turns = record.get("turns", [record])
            texts += [turn.get("text") or turn.get("body") or "" for turn in turns]
    with open(root / "lexicons" / "demo" / "survey.csv", encoding="utf-8", newline="") as file:
        texts += [row["comment"] for row in csv.DictReader(file)]
    parts = [part.strip() for text in texts for part in text.replace("!", "!|").replace(".", ".|").split("|")]
    return sorted({part for part in parts if part})


FOREIGN = ("Das Paket ist nie angekommen und niemand antwortet mir.", "Je ne suis pas du tout content de ce produit.",
           "El pedido no ha llegado y nadie me contesta.", "Очень плохо, заказ не пришёл.", "荷物がまだ届きません。",
           "Muito bom!", "ça va")


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    dice = random.Random(seed)
    pool = sentences(pathlib.Path(__file__).resolve().parents[2])
    for number in range(count):
        text = " ".join(dice.choice(pool) for _ in range(dice.randint(0, 6) or dice.randint(0, 1)))
        if dice.random() < 0.03:
            text = " ".join(dice.choice([dice.choice(FOREIGN), text]) for _ in range(dice.randint(1, 3)))
        if dice.random() < 0.1:
            text = text.upper()
        if dice.random() < 0.1:
            text = text.replace(" ", "\n", 1) + f" code{dice.randrange(10**6)}"
        record = {"id": f"{seed}-{number}", "channel": dice.choice(["review", "chat", "social", ""]),
                  "text": text, "ts": 1735689600 + dice.randrange(10**7),
                  "product": f"p{dice.randrange(9)}", "author": f"u{dice.randrange(10**9)}"}
        if dice.random() < 0.7:
            record["rating"] = dice.randint(1, 5)
        if dice.random() < 0.3:
            record["role"] = dice.choice(["customer", "agent", "bot", "wizard"])
        if dice.random() < 0.05:
            record["lang"] = dice.choice(["de", "en", "und"])
        line = json.dumps(record, ensure_ascii=dice.random() < 0.5)
        if dice.random() < 0.01:
            line = line[: dice.randrange(1, len(line))]
        print(line)


main()
