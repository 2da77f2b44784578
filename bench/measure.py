"""What the programs of this folder share: inputs, commands run in turn, medians, JSON lines.

CPU seconds are user and system time of whole processes. Machines drift, so commands that are compared
run in turn, A B A B, and what counts is the median of the ratios of one turn."""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
EARFUL = str(ROOT / "build/earful")
FOLDER = ROOT / "build/bench"
FRAME = "4m"  # bytes of text in each of many frames
REAL = os.environ.get("CORPUS")  # an NDJSON file (.zst) whose first bytes stand for the generated corpus

RECIPES = {
    "ndjson": "build/bench/corpus {bytes} 1 >{out}",
    "csv": "build/bench/corpus {bytes} 1 csv >{out}",
    "one.zst": "zstd -q -3 -c {ndjson} >{out}",
    "many.zst": "split -C " + FRAME + " --filter='zstd -q -3' {ndjson} >{out}",
    "gz": "gzip -c {ndjson} >{out}",
}


def corpus(size, form="ndjson"):
    """The corpus of about so many bytes in a form of RECIPES; made when it is not there."""
    name = pathlib.Path(REAL).name.split(".")[0] if REAL else "corpus"
    path = FOLDER / f"{name}-{size}.{form}"
    if not path.exists():
        plain = corpus(size) if form not in ("ndjson", "csv") else ""
        recipe = RECIPES[form]
        if REAL and not plain:
            recipe = f"{'zstd -dc' if REAL.endswith('.zst') else 'cat'} {{real}} | head -c {{bytes}} | sed '$d' >{{out}}"
        recipe = recipe.format(bytes=size, ndjson=plain, out=f"{path}.new", real=REAL)
        subprocess.run(recipe, shell=True, check=True, cwd=ROOT)
        os.rename(f"{path}.new", path)
    return str(path)


def run(*options, threads=1, program=EARFUL):
    return [program, "run", "--quiet", "--format", "csv", "--threads", str(threads), *options]


def once(command, env=None):
    """CPU and wall seconds and peak MiB. A child's peak counts what it inherits, so a small program starts it."""
    started = time.monotonic()
    process = subprocess.Popen([FOLDER / "peak", shutil.which(command[0]), *command[1:]], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C", **(env or {})})
    said = process.stderr.read().decode()
    _, status, use = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{command} ended with {process.returncode}: {said}")
    return {"cpu": use.ru_utime + use.ru_stime, "wall": time.monotonic() - started,
            "rss": int(said.rsplit("peak ", 1)[1]) / 1024}


def in_turn(commands, runs):
    """Results by name, of commands by name; a command may be a pair with an environment."""
    results = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            results[name].append(once(*command) if isinstance(command, tuple) else once(command))
    return results


def median(results, what="cpu"):
    return statistics.median(one[what] for one in results)


def ratio(results, to, what="cpu"):
    """The median of the ratios turn by turn, the least and the greatest."""
    ratios = [mine[what] / max(theirs[what], 1e-9) for mine, theirs in zip(results, to)]
    return [round(one, 3) for one in (statistics.median(ratios), min(ratios), max(ratios))]


def emit(bench, results=None, **facts):
    if results is not None:
        facts.update(cpu_seconds=round(median(results), 3), wall_seconds=round(median(results, "wall"), 3),
                     peak_rss_mib=round(max(one["rss"] for one in results), 1))
    print(json.dumps({"bench": bench, **facts}), flush=True)


def arguments(size=200_000_000, runs=5):
    """BYTES and RUNS as every program takes them."""
    return [int(given) for given in sys.argv[1:3]] + [size, runs][len(sys.argv[1:3]):]
