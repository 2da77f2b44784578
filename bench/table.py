"""Turns the JSON lines of bench/run.sh into the Markdown tables of the README."""
import json
import sys

rows = [json.loads(line) for line in sys.stdin]
print("| up to stage | CPU s | ratio to decoding | MB/s |\n|---|---|---|---|")
for row in rows:
    if "up_to" in row:
        print(f"| {row['up_to']} | {row['cpu_seconds']:.3f} | {row['ratio_to_decode']:.2f} | {row['mb_per_second']:.0f} |")
print("\n| command | CPU s | wall s | CPU against `zstd -dc` | peak MiB |\n|---|---|---|---|---|")
for row in rows:
    if "command" in row:
        print(f"| `{row['command']}` | {row['cpu_seconds']:.2f} | {row['wall_seconds']:.2f} "
              f"| {row['ratio_to_zstd']:.2f} | {row['peak_rss_mib']:.0f} |")
