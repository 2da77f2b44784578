"""Fails the n-th call of a function, for n = 1, 2, 3 ..., and checks that earful takes it well.

Every run must end by itself, with a code that fits: 4 after a failed allocation, 1 or 2 after a
failed system call, and a sentence that says why. What it wrote is what it always writes or what was
there before, never a part; no temporary file is left. A failure may also go unnoticed: then
everything must come out as usual. Interrupted and short calls must always go unnoticed.

FAULTS=all tries every n; without it the stride grows behind the first ones.
"""
import concurrent.futures
import errno
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EARFUL = sys.argv[1]
PRELOAD = sys.argv[2] if sys.argv[2] != "-" else None
ALL = os.environ.get("FAULTS") == "all"
DENSE = 50 if PRELOAD else 30  # every n up to here
ROOM = pathlib.Path(tempfile.mkdtemp(prefix="earful-faults-"))
OLD = b"what stood here before\n"

SCENARIOS = {
    "explain": ["explain", "Great phone, awful support and it never crashes"],
    "overlay": ["explain", "--lexicon", "{given}/lexicon.csv", "--topics", "{given}/topics.csv",
                "--format", "json", "frobbed and blarg"],
    "run": ["run", "--threads", "2", "--batch-bytes", "4000", "--by", "product", "--period", "week",
            "--tz", "Europe/Berlin", "--unique", "--drop-duplicates", "--where", "rating>=1 OR text~a",
            "--max-bad", "100", "--rejects", "rejects.ndjson", "-o", "out", "--force",
            "{in}/a.ndjson", "{in}/b.csv", "{in}/c.ndjson.zst", "{in}/d.ndjson.gz",
            "{in}/e.json"],
    "small": ["run", "--model", "{small}", "--threads", "1", "--by", "product", "--period", "day",
              "--tz", "Europe/Berlin", "--unique", "--drop-duplicates", "--max-bad", "100",
              "--map", "text=text", "-o", "result.json", "{in}/b.csv", "{in}/e.json"],
    "one file": ["run", "--threads", "1", "-o", "result.json", "--max-bad", "100", "{in}/a.ndjson"],
    "frames": ["score", "--threads", "2", "--batch-bytes", "4000", "--max-bad", "100",
               "{given}/frames.zst"],
    "into": ["run", "--threads", "2", "--into", "state.earful", "-o", "result.csv", "{in}/b.csv",
             "{in}/e.json"],
    "directory": ["score", "--threads", "2", "--max-bad", "100", "{in}"],
    "glob": ["score", "--threads", "1", "--max-bad", "100", "{in}/[bc]*"],
    "standard input": ["score", "--max-bad", "100", "-"],
    "merge": ["merge", "{states}/one.earful", "{states}/two.earful", "-o", "state.earful"],
    "report": ["report", "{states}/one.earful", "-o", "result.json"],
    "table": ["report", "{states}/two.earful", "--format", "table"],
    "sniff": ["sniff", "{in}/a.ndjson", "{in}/b.csv", "{in}/c.ndjson.zst", "{in}/e.json"],
    "help": ["help", "run"],
    "lint": ["lint", "{model}"],
    "check": ["check", "{model}"],
    "try": ["try", "--max-bad", "100", "screen OR camera NEAR/3 great", "{in}/a.ndjson"],
    "concordance": ["concordance", "refund", "{in}/e.json"],
    "diff": ["diff", "{model}", "{model}", "{in}/b.csv"],
    "eval": ["eval", "{given}/labelled.csv"],
    "model": ["score", "--threads", "2", "--model", "{model}", "{in}/e.json"],
}

FAILURES = [("open", errno.EMFILE), ("open", errno.ENOMEM), ("read", errno.EIO),
            ("write", errno.ENOSPC),
            ("fsync", errno.EIO), ("close", errno.EIO), ("rename", errno.EIO),
            ("fstat", errno.EIO), ("mkdir", errno.ENOSPC), ("poll", errno.ENOMEM)]
HARMLESS = [("read", errno.EINTR), ("read", -1), ("write", errno.EINTR), ("write", -1),
            ("open", errno.EINTR), ("fsync", errno.EINTR), ("poll", errno.EINTR),
            ("pthread_create", errno.EAGAIN)]

passed = 0
problems = []


def make_inputs():
    folder = ROOM / "in"
    folder.mkdir()
    (ROOM / "states").mkdir()
    lines = []
    for i in range(60):
        lines.append(json.dumps({"id": i, "channel": ["chat", "review"][i % 2], "product": f"p{i % 3}",
                                 "rating": i % 5 + 1, "ts": 1735689600 + i * 86400,
                                 "text": f"The screen {i} is great, but support was awful! It never crashes."}))
    lines[7] = '{"text": "cut'
    lines[9] = lines[8]
    text = "\n".join(lines) + "\n"
    (folder / "a.ndjson").write_text(text)
    (folder / "b.csv").write_text("id,text,product,rating\n" + "".join(
        f'{i},"lovely ""thing"", {i} days late",p{i},{i % 5 + 1}\n' for i in range(20)))
    subprocess.run(["zstd", "-q", "-o", folder / "c.ndjson.zst"], check=True,
                   input=text.replace("screen", "camera").encode())
    (folder / "d.ndjson.gz").write_bytes(gzip.compress(text.replace("screen", "battery").encode(), mtime=0))
    (folder / "e.json").write_text(json.dumps(
        [{"text": f"hello {i}, I want a refund", "product": "x"} for i in range(10)]))
    (ROOM / "given").mkdir()
    (ROOM / "given" / "lexicon.csv").write_text("term,valence\nfrobbed,2.5\n")
    (ROOM / "given" / "topics.csv").write_text("topic,rule\nblarg,blarg OR (frob* NEAR/3 blarg)\n")
    (ROOM / "given" / "labelled.csv").write_text("text,label\nlovely,positive\nawful,negative\n")
    (ROOM / "given" / "frames.zst").write_bytes(b"".join(
        subprocess.run(["zstd", "-qc"], check=True, capture_output=True, input=text[i:i + 700].encode()).stdout
        for i in range(0, len(text), 700)))
    (ROOM / "small").mkdir()
    (ROOM / "small" / "model.ini").write_text("language = en\n")
    (ROOM / "small" / "lexicon.csv").write_text(
        "term,valence,type\nlovely,3,\nlate,-1,\nvery,0.3,booster\nnot,,negator\n")
    (ROOM / "small" / "topics.csv").write_text(
        "topic,rule,polarity\nLate,late OR (days NEAR/3 late),pain\nMoney,refund NOT goodbye,\n")
    shutil.copytree(pathlib.Path(__file__).parents[2] / "lexicons" / "en", ROOM / "model")
    for name, source in (("one", "a.ndjson"), ("two", "c.ndjson.zst")):
        subprocess.run([EARFUL, "run", "-q", "--max-bad", "100", "-o", ROOM / "states" / f"{name}.earful",
                        folder / source], check=True)
    subprocess.run([EARFUL, "run", "-q", "--max-bad", "100", "-o", ROOM / "states" / "old.earful",
                    folder / "b.csv"], check=True)


def fill(folder):
    """What stands in a folder before each run."""
    (folder / "out").mkdir(parents=True)
    for name in ("rejects.ndjson", "result.json", "result.csv", "out/topics.csv", "out/manifest.json"):
        (folder / name).write_bytes(OLD)
    shutil.copy(ROOM / "states" / "old.earful", folder / "state.earful")


def strip(name, content):
    """Without what is told of the run itself."""
    if name.endswith("manifest.json") or name.endswith("result.json"):
        content = re.sub(rb'"(wall|cpu)_[a-z_]*": ?\d+', b"", content)
        content = re.sub(rb'"threads": ?\d+', b"", content)
    return content


class Outcome:
    def __init__(self, scenario, environment):
        folder = pathlib.Path(tempfile.mkdtemp(dir=ROOM))
        fill(folder)
        arguments = [argument.replace("{", str(ROOM) + "/").replace("}", "")
                     for argument in SCENARIOS[scenario]]
        full = {**os.environ, **environment, "FAULT_COUNT": str(folder / "calls"), "LC_ALL": "C"}
        if PRELOAD is not None:
            full["LD_PRELOAD"] = PRELOAD
        try:
            with open(ROOM / "in" / "a.ndjson", "rb") as file:
                done = subprocess.run([EARFUL, *arguments], cwd=folder, env=full, stdin=file,
                                      capture_output=True, timeout=60, check=False)
            self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            self.code, self.out, self.err = "hangs", b"", b""
        calls = folder / "calls"
        self.calls = int(calls.read_text()) if calls.exists() else 0
        self.files = {str(path.relative_to(folder)): strip(str(path), path.read_bytes())
                      for path in sorted(folder.rglob("*")) if path.is_file() and path != calls}
        shutil.rmtree(folder)


def judge(usual, before, got, codes):
    """What is wrong with an outcome; None = nothing."""
    if got.code == usual.code and got.out == usual.out and got.files == usual.files:
        return None
    if got.code not in codes:
        return f"exit code {got.code}: {got.err.decode()[-900:]}"
    if not got.err.strip().startswith(b"earful: ") or len(got.err.strip()) < 12:
        return f"exit code {got.code} without a reason: {got.err.decode()[-300:]}"
    if b"Sanitizer" in got.err:
        return got.err.decode()[:2000]
    if not usual.out.startswith(got.out) and 1 not in codes:
        return "another output"
    for name, content in got.files.items():
        if name == "rejects.ndjson":
            continue  # written as it goes
        if content not in (before.get(name), usual.files.get(name)):
            return f"{name} is neither the old nor the new one"
    for name in before:
        if name not in got.files:
            return f"{name} is gone"
    return None


def steps(scenario, count):
    """Every n of a run with a small model, which is short; else ever fewer."""
    dense = count if ALL or (scenario == "small" and PRELOAD) else DENSE
    n = 1
    while n <= count:
        yield n
        n += 1 if n < dense else 1 + n // DENSE * 3


def before_any_run():
    folder = pathlib.Path(tempfile.mkdtemp(dir=ROOM))
    fill(folder)
    files = {str(p.relative_to(folder)): strip(str(p), p.read_bytes())
             for p in sorted(folder.rglob("*")) if p.is_file()}
    shutil.rmtree(folder)
    return files


def try_all(pool, before, scenario, call, number, codes, more=None):
    global passed
    fault = {"FAULT_CALL": call, "FAULT_ERRNO": str(number), **(more or {})}
    usual = Outcome(scenario, {**fault, "FAULT_NTH": "0"})
    if usual.code != 0:
        problems.append(f"{scenario}: exit code {usual.code} without a fault: {usual.err.decode()}")
        return
    if call == "alloc" and usual.calls == 0:
        problems.append(f"{scenario}: no call was counted, so none can be made to fail")
    wanted = list(steps(scenario, usual.calls))
    outcomes = pool.map(lambda n: Outcome(scenario, {**fault, "FAULT_NTH": str(n)}), wanted)
    for n, outcome in zip(wanted, outcomes):
        problem = judge(usual, before, outcome, codes)
        if problem is None:
            passed += 1
        else:
            problems.append(f"{scenario}: {call} {n} of {usual.calls}, {fault_name(number)}"
                            f"{' and later' if more else ''}: {problem}")


def fault_name(number):
    return errno.errorcode.get(number, "short")


def main():
    make_inputs()
    before = before_any_run()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for scenario in SCENARIOS:
            if scenario != "glob":  # glob() of glibc 2.36 frees twice when memory is out
                try_all(pool, before, scenario, "alloc", errno.ENOMEM, {4})
            if PRELOAD is None:
                continue
            for call, number in FAILURES:
                codes = {1, 4} if number == errno.ENOMEM else {1, 2}
                try_all(pool, before, scenario, call, number, codes)
            for call, number in HARMLESS:
                try_all(pool, before, scenario, call, number, set())
            for call in ("read", "write", "pthread_create"):
                try_all(pool, before, scenario, call, -1 if call != "pthread_create" else errno.EAGAIN,
                        set(), {"FAULT_ON": "1"})
    shutil.rmtree(ROOM)
    for problem in problems[:40]:
        print("faults:", problem)
    print(f"faults: {passed} passed, {len(problems)} failed")
    return len(problems) > 0


sys.exit(main())
