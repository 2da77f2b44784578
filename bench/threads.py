#!/usr/bin/env python3
"""Times runs by number of threads, on many frames and on one: `threads.py [BYTES [RUNS]]`."""
import os

import measure

size, runs = measure.arguments()
counts = sorted({1, 2, os.cpu_count() or 1})
for form in ("many.zst", "one.zst"):
    path = measure.corpus(size, form)
    results = measure.in_turn({count: measure.run(path, threads=count) for count in counts}, runs)
    for count, taken in results.items():
        measure.emit("threads", taken, input=form, threads=count,
                     wall_ratio_to_1=measure.ratio(taken, results[1], "wall"))
