#!/usr/bin/env python3
"""Times runs by the form of their input, each against the plain tool that reads the same file:
`forms.py [BYTES [RUNS]]`."""
import measure

size, runs = measure.arguments()
FORMS = {"ndjson": ["wc", "-w"], "one.zst": ["zstd", "-dc"], "many.zst": ["zstd", "-dc"], "gz": ["gzip", "-dc"],
         "csv": ["wc", "-w"]}
for form, tool in FORMS.items():
    if form == "csv" and measure.REAL:
        continue
    path = measure.corpus(size, form)
    results = measure.in_turn({"tool": [*tool, path], "earful": measure.run(path)}, runs)
    measure.emit("forms", results["earful"], input=form, tool=" ".join(tool),
                 mb_per_cpu_second=round(size / 1e6 / measure.median(results["earful"]), 1),
                 ratio_to_tool=measure.ratio(results["earful"], results["tool"]))
