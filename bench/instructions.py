#!/usr/bin/env python3
"""Counts the instructions of each stage on a small corpus, which no other load on the machine changes,
and fails where one grew: `instructions.py [--update]`.

Callgrind runs the stages with the AVX2 kernels and with the scalar ones; "open" is reading the built-in
model, which costs the same for any corpus. The counts that hold are in
instructions.json, with the tools that they belong to: another compiler, C library or valgrind counts
otherwise, so there the gate is skipped. --update writes what is counted now; a change that pays for a
dearer stage elsewhere says so by that."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

import measure

RECORDED = pathlib.Path(__file__).with_name("instructions.json")
STAGES = ["open", "decode", "cut", "read", "tokens", "resolve", "sentiment", "tagging", "tally"]
KERNELS = ["avx2", "scalar"]
BYTES = 1_000_000
MOST_OF_STAGE, MOST_OF_ALL = 0.03, 0.005  # a stage may grow by this much of itself, or of the whole


def first_line(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]


def count(path, kernels, stage):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "build/bench/stages",
                           path, "up-to", stage], stderr=subprocess.PIPE, text=True, check=True, cwd=measure.ROOT,
                          env={**os.environ, "LC_ALL": "C", "EARFUL_KERNELS": kernels})
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def count_all():
    path = measure.corpus(BYTES, "one.zst")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {kernels: [pool.submit(count, path, kernels, stage) for stage in STAGES] for kernels in KERNELS}
        sums = {kernels: [one.result() for one in counts] for kernels, counts in waiting.items()}
    return {kernels: {stage: upto - before for stage, upto, before in zip(STAGES, counts, [0] + counts)}
            for kernels, counts in sums.items()}


def main():
    try:
        tools = {"compiler": first_line("cc", "--version"), "libc": first_line("ldd", "--version"),
                 "valgrind": first_line("valgrind", "--version")}
    except FileNotFoundError as missing:
        print(f"bench-gate: skipped: {missing.filename} is not installed")
        return
    recorded = json.loads(RECORDED.read_text()) if RECORDED.exists() else {"tools": tools, "bytes": BYTES}
    updating = sys.argv[1:] == ["--update"]
    if recorded["tools"] != tools and not updating:
        print(f"bench-gate: skipped: counts are of {recorded['tools']}, here is {tools}")
        return
    counted = count_all()
    if updating:
        RECORDED.write_text(json.dumps({"tools": tools, "bytes": BYTES, "instructions": counted}, indent=1) + "\n")
    grown = 0
    for kernels in KERNELS:
        was = {**counted[kernels], **recorded.get("instructions", {}).get(kernels, {})}
        room = MOST_OF_ALL * sum(was.values())
        for stage in STAGES:
            now = counted[kernels][stage]
            too_much = now > was[stage] + max(room, MOST_OF_STAGE * was[stage]) and not updating
            grown += too_much
            print(f"{kernels:6} {stage:9} {now / BYTES:8.2f} instructions a byte, {now / was[stage] - 1:+.1%}"
                  f"{' IS TOO MUCH' if too_much else ''}")
    print(f"bench-gate: {len(KERNELS) * len(STAGES) - grown} passed, {grown} failed")
    if grown:
        sys.exit("bench-gate: a stage grew; if that is worth it, make bench-gate UPDATE=1 and say why")


main()
