#!/usr/bin/env python3
"""Times the tools that peers.sh installed and earful, in turn: `peers.sh [BYTES [RUNS]]`.

Slow tools get a part of the corpus, and all are compared by what a CPU second does. Those that score
or search texts get one text a line without any JSON; earful reads the NDJSON, and with the default model
finds its topics as well. `--sentiment vader` is also measured with a model that has no rules, which does
what VADER does, counts sentences and tallies; and then of the same lines as the others."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import measure

PEERS = pathlib.Path(os.environ["PEERS"])
PYTHON, RUST, HYPERSCAN = (str(PEERS / name) for name in ("venv/bin/python", "rust/target/release/vader", "hyperscan"))
size, runs = measure.arguments()
room = pathlib.Path(tempfile.mkdtemp())


def texts(part):
    """The texts of a corpus of so many bytes, one a line; their number and bytes."""
    path, count, total = room / f"texts-{part}", 0, 0
    with open(measure.corpus(part), encoding="utf-8") as records, open(path, "w", encoding="utf-8") as out:
        for record in records:
            text = (json.loads(record).get("text") or "").replace("\n", " ")
            count, total = count + 1, total + len(text.encode())
            print(text, file=out)
    return str(path), count, total


def phrases():
    """500 pairs of words as topics have them, and 200 words."""
    words = re.findall(r"\b[a-z]{4,}\b", (measure.ROOT / "lexicons/en/topics.csv").read_text(encoding="utf-8"))
    words = sorted(set(words))
    pairs = [f"{words[i * 7 % len(words)]} {words[i * 11 % len(words)]}" for i in range(500)]
    (room / "phrases").write_text("\n".join(pairs) + "\n")
    (room / "words").write_text("\n".join(words[::max(1, len(words) // 200)][:200]) + "\n")
    return str(room / "phrases"), str(room / "words")


def package(name):
    found = list(PEERS.glob(f"venv/lib/*/site-packages/{name}"))
    return found[0] if found else PEERS / "missing"


def vader_options():
    empty = room / "model"
    shutil.copytree(measure.ROOT / "lexicons/en", empty)
    (empty / "topics.csv").write_text("topic,rule\n")
    lexicon = package("vaderSentiment/vader_lexicon.txt")
    options = ["--sentiment", "vader", "--vader-lexicon", str(lexicon), "--vader-emoji",
               str(lexicon.with_name("emoji_utf8_lexicon.txt"))]
    return options, options + ["--model", str(empty)], str(lexicon)


def shell(*command, stdin):
    return ["sh", "-c", '"$@" <' + stdin, "sh", *command]


def compare(peer, does, command, part, earful, whole, tool=None, present=True):
    """Both in turn; a CPU second of each does so many documents and bytes of text."""
    if not (present and shutil.which(tool or command[0])):
        measure.emit("peers", peer=peer, does=does, missing="not installed")
        return
    results = measure.in_turn({"peer": command, "earful": earful}, runs)
    _, documents, size_of_text = part
    pace = whole[1] / documents
    measure.emit("peers", results["peer"], peer=peer, does=does,
                 docs_per_second=round(documents / measure.median(results["peer"])),
                 mb_per_second=round(size_of_text / 1e6 / measure.median(results["peer"]), 2),
                 earful_docs_per_second=round(whole[1] / measure.median(results["earful"])),
                 earful_is_faster=[round(pace / one, 2) for one in
                                   (measure.ratio(results["earful"], results["peer"])[i] for i in (0, 2, 1))])


def main():
    whole, tenth, twentieth = texts(size), texts(size // 10), texts(size // 20)
    ndjson, small = measure.corpus(size), measure.corpus(size // 10)
    pairs, words = phrases()
    vader, vader_alone, lexicon = vader_options()
    earful = measure.run(ndjson)
    has_vader, has_duckdb = pathlib.Path(lexicon).exists(), package("duckdb").exists()
    for name, options, texts_of_it in (("VADER and topics", vader, ndjson), ("VADER", vader_alone, ndjson),
                                       ("VADER, same lines", vader_alone, whole[0])):
        ours = measure.run(*options, texts_of_it)
        compare("Python vaderSentiment", name, shell(PYTHON, "bench/peers/vader.py", stdin=twentieth[0]), twentieth,
                ours, whole, PYTHON, has_vader)
        compare("Rust vader-sentimental", name, shell(RUST, stdin=tenth[0]), tenth, ours, whole, RUST, has_vader)
    compare("DuckDB", "words joined with a lexicon", [PYTHON, "bench/peers/lexicon_join.py", small, lexicon], tenth,
            earful, whole, PYTHON, has_vader and has_duckdb)
    compare("Hyperscan", "500 phrases", [HYPERSCAN, pairs, whole[0]], whole, earful, whole)
    compare("ripgrep", "counts one word", ["rg", "-c", "-w", "refund", whole[0]], whole, earful, whole)
    compare("ripgrep", "counts 200 words, any case", ["rg", "-c", "-w", "-i", "-f", words, tenth[0]], tenth, earful, whole)
    compare("wc -w", "counts words", ["wc", "-w", ndjson], whole, earful, whole)
    compare("zstd -dc", "decodes many frames", ["zstd", "-dc", measure.corpus(size, "many.zst")], whole,
            measure.run(measure.corpus(size, "many.zst")), whole)
    compare("gzip -dc", "decodes", ["gzip", "-dc", measure.corpus(size, "gz")], whole,
            measure.run(measure.corpus(size, "gz")), whole)


try:
    main()
finally:
    shutil.rmtree(room)
