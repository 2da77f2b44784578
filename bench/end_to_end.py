"""Times `earful run` against `zstd -dc` on one file: CPU seconds of whole processes, run in turn."""
import json
import os
import statistics
import subprocess
import sys
import time

path, runs = sys.argv[1], int(sys.argv[2])


def measure(command):
    started = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere)
        _, status, use = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{command} ended with {process.returncode}")
    return {"cpu": use.ru_utime + use.ru_stime, "wall": time.monotonic() - started, "rss": use.ru_maxrss}


def earful(threads):
    return ["build/earful", "run", "--quiet", "--format", "csv", "--threads", str(threads), path]


commands = {"zstd -dc": ["zstd", "-dc", path], "earful --threads 1": earful(1), "earful --threads 2": earful(2)}
taken = {name: [] for name in commands}
for _ in range(runs):
    for name, command in commands.items():
        taken[name].append(measure(command))

floor = taken["zstd -dc"]
for name, results in taken.items():
    print(json.dumps({
        "command": name,
        "cpu_seconds": round(statistics.median(r["cpu"] for r in results), 3),
        "wall_seconds": round(statistics.median(r["wall"] for r in results), 3),
        "ratio_to_zstd": round(statistics.median(r["cpu"] / f["cpu"] for r, f in zip(results, floor)), 2),
        "peak_rss_mib": round(max(r["rss"] for r in results) / 1024, 1),
    }))
