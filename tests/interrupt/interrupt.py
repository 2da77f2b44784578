"""Sends signals to runs that wait, and closes the pipes they write to."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

EARFUL = sys.argv[1]
SOON = 10.0 if "/asan/" in EARFUL else 2.0
WHOLE = b'{"text":"great phone"}\n{"text":"awful support"}\n'
HALF = b'{"text":"never fin'
passed = failed = 0


def check(name, good, what=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"interrupt: {name}: {what}")


def start(arguments, **pipes):
    return subprocess.Popen([EARFUL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            **pipes)


def wait_until_reading(process, pipe):
    """Until the program has emptied the pipe and waits for more."""
    import fcntl
    import termios
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        waiting = bytearray(4)
        fcntl.ioctl(pipe, termios.FIONREAD, waiting)
        if int.from_bytes(waiting, sys.byteorder) == 0:
            break
        time.sleep(0.01)
    time.sleep(0.3)  # the handlers are set before the input is opened


def ends_with(name, process, number, code):
    begun = time.monotonic()
    process.send_signal(number)
    try:
        process.wait(timeout=30)  # with its standard input still open
        out, err = process.communicate()
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        check(name, False, "does not end")
        return b""
    took = time.monotonic() - begun
    check(name, process.returncode == code and took < SOON,
          f"exit code {process.returncode}, not {code}, after {took:.1f} s: {err.decode()}")
    return out


def frames():
    """A frame of zstd with the whole records, and another of which all but its end is there."""
    return b"".join(subprocess.run(["zstd", "-qc"], input=text, check=True, capture_output=True).stdout
                    for text in (WHOLE, HALF))[:-6]


def interrupt_standard_input(number, code, threads, sent):
    name = f"signal {number} with {threads} threads"
    process = start(["run", "--threads", str(threads), "--format", "json", "-"],
                    stdin=subprocess.PIPE)
    process.stdin.write(sent)
    process.stdin.flush()
    wait_until_reading(process, process.stdin)
    out = ends_with(name, process, number, code)
    check(name + " leaves a result",
          b'"complete":false' in out, out[:400])
    try:
        counts = json.dumps(json.loads(out))
        check(name + " counts whole records", '"scored": 2' in counts and '"rejected": 0' in counts,
              counts[:400])
    except ValueError:
        check(name + " counts whole records", False, "no JSON")


def interrupt_fifo(room, number, code, has_writer):
    path = os.path.join(room, f"fifo{number}{has_writer}")
    os.mkfifo(path)
    state = os.path.join(room, "state.earful")
    process = start(["run", "--into", state, "--format", "csv", path])
    if has_writer:
        writer = os.open(path, os.O_WRONLY)
        os.write(writer, WHOLE)
        wait_until_reading(process, writer)
    else:
        time.sleep(1.0)
    ends_with(f"signal {number} to a FIFO, writer: {has_writer}", process, number, code)
    check("no state of an interrupted run", not os.path.exists(state), "there is one")


def end_at_once(room, first, second):
    """Nobody takes what score writes, so the first signal cannot end it: the second does."""
    path = os.path.join(room, "many")
    with open(path, "wb") as file:
        file.write(WHOLE * 20000)
    process = start(["score", path])
    time.sleep(1.0)
    process.send_signal(first)
    time.sleep(0.5)
    check("a full pipe holds the run", process.poll() is None, "it has ended")
    begun = time.monotonic()
    process.send_signal(second)
    try:
        code = process.wait(timeout=10)
        check(f"signals {first} and {second}", code == -second and time.monotonic() - begun < SOON,
              f"exit code {code}")
    except subprocess.TimeoutExpired:
        process.kill()
        check(f"signals {first} and {second}", False, "does not end")
    process.stdout.close()
    process.stderr.close()


def close_reader(arguments):
    """score's reader goes after a line; that of the others has gone before they begin."""
    name = "closed pipe: " + " ".join(arguments)
    reader, writer = os.pipe()
    if arguments[0] != "score":
        os.close(reader)
    process = subprocess.Popen([EARFUL, *arguments], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    if arguments[0] == "score":
        os.read(reader, 1)
        os.close(reader)
    err = process.stderr.read()
    code = process.wait(timeout=30)
    check(name, code == 141 and err == b"", f"exit code {code}: {err.decode()}")
    process.stderr.close()


with tempfile.TemporaryDirectory() as room:
    for signal_number, exit_code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        for n_threads in (1, 4):
            interrupt_standard_input(signal_number, exit_code, n_threads, WHOLE + HALF)
            interrupt_standard_input(signal_number, exit_code, n_threads, frames())
        interrupt_fifo(room, signal_number, exit_code, True)
        interrupt_fifo(room, signal_number, exit_code, False)
    end_at_once(room, signal.SIGINT, signal.SIGINT)
    end_at_once(room, signal.SIGINT, signal.SIGTERM)
    many = os.path.join(room, "many")
    for command in (["score", many], ["score", "--threads", "8", "--batch-bytes", "999", many],
                    ["run", "--format", "json", "-q", many], ["explain", "great"], ["help", "run"],
                    ["--version"]):
        close_reader(command)

print(f"interrupt: {passed} passed, {failed} failed")
sys.exit(failed > 0)
