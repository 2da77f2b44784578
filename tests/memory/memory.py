"""Measures the peak memory of runs: it must not grow with the input, only with what is asked of it.

Every record has words, ids and numbers that never come again, so a cache without bounds would show.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

EARFUL, PEAK = sys.argv[1:3]
MOST_KIB = 64 * 1024
passed = failed = 0


def check(name, good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
    print(f"memory: {name}: {what}{'' if good else ' IS TOO MUCH OR WRONG'}")


def records(count, start=0):
    """About 200 bytes each, a thousand at a time."""
    channels = ("chat", "review", "email")
    for base in range(start, start + count, 1000):
        yield "".join(
            f'{{"id":"r{i:09}","channel":"{channels[i % 3]}","author":"u{i * 7919 % 999983}","text":"'
            f"The w{i:x}q arrived late, but support{i * 31 % 9973} was great! Never z{i * 17:x} a "
            f'k{i * 13:x}v again, I want a refund for m{i * 11:x}.","rating":{i % 5 + 1}}}\n'
            for i in range(base, base + 1000)).encode()


def peak(arguments, pieces=()):
    """Peak resident KiB of a run fed with pieces, and its result."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([PEAK, EARFUL, "run", "-q", "--format", "json", "--scale", "1-5",
                                    "--max-bad", "100", *arguments],
                                   stdin=subprocess.PIPE, stdout=out, stderr=err)
        for piece in pieces:
            process.stdin.write(piece)
        process.stdin.close()
        process.wait()
        out.seek(0)
        err.seek(0)
        said = err.read().decode()
        if process.returncode != 0:
            raise RuntimeError(f"exit code {process.returncode}: {said}")
        return int(said.split("peak ")[-1]), json.load(out)["counts"]


def ten_times_the_input():
    small, counted_small = peak(["--threads", "1", "-"], records(100_000))
    large, counted = peak(["--threads", "1", "-"], records(1_000_000))
    check("records", counted_small["scored"] == 100_000 and counted["scored"] == 1_000_000, counted)
    room = small * 1.05 + 512  # pages and the allocator's habits differ from run to run
    check("20 MB and 200 MB", large <= room and large < MOST_KIB, f"{small} and {large} KiB")


def many_threads():
    most, counted = peak(["--threads", "8", "-"], records(200_000))
    check("8 threads", counted["scored"] == 200_000 and most < MOST_KIB, f"{most} KiB")


def many_frames():
    """Frames of zstd, 4 MB of text each."""
    def frames(count):
        for start in range(0, count, 20_000):
            yield subprocess.run(["zstd", "-qc"], input=b"".join(records(20_000, start)), check=True,
                                 capture_output=True).stdout
    few, _ = peak(["--threads", "2", "-"], frames(100_000))
    most, counted = peak(["--threads", "2", "-"], frames(500_000))
    check("20 MB and 100 MB in frames", counted["scored"] == 500_000 and most <= few * 1.2 and
          most < MOST_KIB, f"{few} and {most} KiB")


def many_files(room):
    folder = room / "many"
    folder.mkdir()
    for i, piece in enumerate(records(2_000_000, 5_000_000)):
        if i == 2000:
            break
        (folder / f"{i:04}.ndjson").write_bytes(piece[: piece.index(b"\n", 2000) + 1])
    few, _ = peak(["--threads", "2", *map(str, sorted(folder.iterdir())[:20])])
    most, counted = peak(["--threads", "2", str(folder)])
    check("2,000 files", counted["scored"] >= 2000 * 8 and most <= few * 1.2, f"{few} and {most} KiB")


def array_of(pieces):
    yield b"["
    for piece in pieces:
        yield piece.replace(b"}\n", b"},\n")
    yield b'{"text":"the last"}]'


def one_array():
    most, counted = peak(["--threads", "2", "-"], array_of(records(300_000)))
    check("a JSON array of 60 MB", counted["scored"] == 300_001 and most < MOST_KIB, f"{most} KiB")


def huge_record():
    huge = b'{"text":"' + b"word " * 4_000_000 + b'"}\n'
    around = list(records(5000))
    most, counted = peak(["--threads", "2", "-"], [*around, huge, *around])
    check("a record of 20 MB", counted["scored"] == 10000 and counted["rejected"] == 1 and
          most < 2 * MOST_KIB, f"{counted} {most} KiB")


with tempfile.TemporaryDirectory(prefix="earful-memory-") as name:
    ten_times_the_input()
    many_threads()
    many_frames()
    many_files(pathlib.Path(name))
    one_array()
    huge_record()
print(f"memory: {passed} passed, {failed} failed")
sys.exit(failed > 0)
