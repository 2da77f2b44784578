#!/usr/bin/env python3
"""Times whole runs of one thread: `end_to_end.py [BYTES [RUNS]]`.

Against `zstd -dc` on the same file, with each table of kernels that the machine has, with ten times the
input (peak memory must stay), and on one record, which is what starting costs."""
import pathlib
import tempfile

import measure

size, runs = measure.arguments()
path = measure.corpus(size, "many.zst")
commands = {"zstd -dc": ["zstd", "-dc", path], "earful": measure.run(path)}
kernels_here = ["avx2", "scalar"]
if "avx512vbmi" in pathlib.Path("/proc/cpuinfo").read_text().split():
    kernels_here.insert(0, "avx512")
for kernels in kernels_here:
    commands[f"earful, {kernels}"] = measure.run(path), {"EARFUL_KERNELS": kernels}
commands["earful, a tenth of the input"] = measure.run(measure.corpus(size // 10, "many.zst"))
results = measure.in_turn(commands, runs)
for name, taken in results.items():
    measure.emit("end_to_end", taken, command=name, ratio_to_zstd=measure.ratio(taken, results["zstd -dc"]))

with tempfile.NamedTemporaryFile(suffix=".ndjson") as one:
    one.write(b'{"text":"The parcel arrived late, but support was great."}\n')
    one.flush()
    measure.emit("end_to_end", measure.in_turn({"one": measure.run(one.name)}, 5 * runs)["one"],
                 command="earful, one record")
