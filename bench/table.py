"""Turns the JSON lines of run.sh into the Markdown tables of the README: `table.py <RESULTS`."""
import json
import sys


def number(value):
    if isinstance(value, list):
        return f"{value[0]:.2f} ({value[1]:.2f}-{value[2]:.2f})"
    return f"{value:.3g}" if isinstance(value, float) and value < 100 else f"{value:.0f}" if isinstance(value, float) else str(value)


def table(rows, columns):
    columns = {key: title for key, title in columns.items() if any(key in row for row in rows)}
    print("\n| " + " | ".join(columns.values()) + " |\n|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(number(row[key]) if key in row else "" for key in columns) + " |")


COST = {"cpu_seconds": "CPU s", "wall_seconds": "wall s", "peak_rss_mib": "peak MiB"}
TABLES = {
    "stages": {"up_to": "up to stage", "cpu_seconds": "CPU s", "ratio_to_decode": "ratio to decoding", "mb_per_second": "MB/s"},
    "end_to_end": {"command": "whole run", **COST, "ratio_to_zstd": "CPU against `zstd -dc`"},
    "threads": {"input": "input", "threads": "threads", **COST, "wall_ratio_to_1": "wall against one thread"},
    "forms": {"input": "input", **COST, "mb_per_cpu_second": "MB/s", "tool": "tool", "ratio_to_tool": "CPU against the tool"},
    "rules": {"rules": "rules", "mentions": "mentions", **COST, "ratio_to_550": "CPU against 550"},
    "peers": {"peer": "peer", "does": "does", "docs_per_second": "docs/s", "mb_per_second": "MB/s of text",
              "earful_is_faster": "earful is faster by", "missing": "missing"},
}
found = [json.loads(line) for line in sys.stdin]
MACHINE = "Machine: {processor}, {cores} cores, {memory_gib} GiB, {system}, {compiler}; {corpus} records, {bytes} bytes, {runs} runs."
for line in dict.fromkeys(MACHINE.format(**row) for row in found if row["bench"] == "machine"):  # of several commits
    print(line)
for bench, columns in TABLES.items():
    rows = [row for row in found if row["bench"] == bench]
    if rows:
        table(rows, columns)
