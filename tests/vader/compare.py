"""Runs the published VADER and earful over the same texts and counts those on which all four numbers agree.

    compare.py EARFUL [DATA]        DATA: a folder of NDJSON, plain or .zst, or one such file

Made texts and the sample data always; then every text of DATA. Prints "N passed, N failed", a test
for each source of texts; a single number that differs fails it.
"""
import csv
import itertools
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile

import vaderSentiment.vaderSentiment as published
from edge_texts import edge_texts

SEED, MADE, BATCH, SHOWN = 20140601, 24000, 50000, 5
NAMES = ("compound", "pos", "neu", "neg")
FILES = pathlib.Path(published.__file__).parent
LEXICON, EMOJI = str(FILES / "vader_lexicon.txt"), str(FILES / "emoji_utf8_lexicon.txt")

analyzer = published.SentimentIntensityAnalyzer()


def by_python(text):
    scores = analyzer.polarity_scores(text)
    return tuple(scores[name] for name in NAMES)


def by_earful(earful, texts):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".ndjson", newline="\n") as file:
        for text in texts:
            file.write(json.dumps({"text": text, "lang": "xx"}) + "\n")
        file.flush()
        done = subprocess.run([earful, "score", "--quiet", "--sentiment", "vader", "--vader-lexicon", LEXICON,
                               "--vader-emoji", EMOJI, file.name], stdout=subprocess.PIPE, check=True)
    for line in done.stdout.splitlines():
        record = json.loads(line)
        # A blank text is counted as empty; to VADER it has no word.
        yield (0, 0, 0, 0) if record.get("filtered") == "empty" else tuple(record[name] for name in NAMES)


def sample_texts(root):
    for path in sorted((root / "lexicons" / "demo").glob("*.ndjson")):
        yield from texts_of(path)
    with open(root / "lexicons" / "demo" / "survey.csv", encoding="utf-8", newline="") as file:
        yield from (row["comment"] for row in csv.DictReader(file))


def texts_of(path):
    with subprocess.Popen(["zstd", "-dcf", str(path)], stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            record = json.loads(line)
            for turn in [record] + (record.get("turns") or []):
                text = turn.get("text") or turn.get("body") if isinstance(turn, dict) else None
                if isinstance(text, str):
                    yield text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def data_texts(data):
    for path in sorted(data.glob("**/*.ndjson*")) if data.is_dir() else [data]:
        yield from texts_of(path)


def compare(earful, name, texts, pool):
    texts = iter(texts)
    total = agreed = shown = 0
    while batch := list(itertools.islice(texts, BATCH)):
        wanted = pool.imap(by_python, batch, chunksize=200)
        for text, one, other in itertools.zip_longest(batch, wanted, list(by_earful(earful, batch))):
            total += 1
            agreed += one == other
            if one != other and (shown := shown + 1) <= SHOWN:
                print(f"vader: {text[:200]!r}\n  python {one}\n  earful {other}")
    print(f"vader: {agreed} of {total} {name} agree in {', '.join(NAMES)}", flush=True)
    return agreed == total > 0


def main():
    earful = os.path.abspath(sys.argv[1])
    root = pathlib.Path(__file__).resolve().parents[2]
    single = [emoji for emoji in analyzer.emojis if len(emoji) == 1]
    sources = {f"texts made from seed {SEED}": edge_texts(SEED, MADE, analyzer.lexicon, single),
               "texts of the sample data": sample_texts(root)}
    if len(sys.argv) > 2 and sys.argv[2]:
        sources["texts of " + sys.argv[2]] = data_texts(pathlib.Path(sys.argv[2]))
    with multiprocessing.Pool() as pool:
        results = [compare(earful, name, texts, pool) for name, texts in sources.items()]
    print(f"vader: {sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
