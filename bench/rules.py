#!/usr/bin/env python3
"""Times runs by number of rules: `rules.py [BYTES [RUNS]]`. The models are made by make_rules.py."""
import csv
import subprocess
import sys

import measure

size, runs = measure.arguments()
path = measure.corpus(size, "many.zst")
commands = {}
mentions = {}
for count in (55, 550, 5500):
    model = measure.FOLDER / f"rules-{count}"
    if not model.exists():
        subprocess.run([sys.executable, measure.ROOT / "bench/make_rules.py", str(count), model,
                        measure.ROOT / "lexicons/en"], check=True)
    commands[count] = measure.run("--model", str(model), path)
    table = subprocess.run(commands[count], stdout=subprocess.PIPE, text=True, check=True).stdout
    mentions[count] = sum(int(row["mentions"] or 0) for row in csv.DictReader(table.splitlines()))
results = measure.in_turn(commands, runs)
for count, taken in results.items():
    measure.emit("rules", taken, rules=count, mentions=mentions[count],
                 ratio_to_550=measure.ratio(taken, results[550]))
