"""earful's twin: the same results the slow and obvious way, from the documents and the headers.

Plain Python, lists and loops, no caches, nothing shared with the C code but the files of the model.
What it leaves out: negators that look back (negation_back), markup, other forms than NDJSON, conditions of lexicon terms, regexes, raw: and
^references in rules; it says so where a model has them.
"""
import pathlib
import re

import twin_rules
import twin_scores
import twin_words

COUNTS = ("negation_window", "negation_back", "booster_window", "exclamation_limit", "small_n")
TEXTS = ("name", "language", "languages")


class Model:
    def __init__(self, directory):
        directory = pathlib.Path(directory)
        self.settings = read_settings(directory / "model.ini")
        self.spelling = twin_words.Spelling(twin_scores.read_rows(directory / "spelling.csv"))
        self.lexicon = twin_scores.Lexicon(twin_scores.read_rows(directory / "lexicon.csv"), self.spelling)
        rows = twin_scores.read_rows(directory / "topics.csv")
        self.rules = [twin_rules.Rule(row, number, self.spelling) for number, row in enumerate(rows)
                      if row["enabled"] != "no"]
        atoms = self.lexicon.atoms + [atom for rule in self.rules for atom in rule.atoms()]
        self.words = {atom.text for atom in atoms if not atom.wild}
        self.wildcards = list({atom.text: atom for atom in atoms if atom.wild}.values())

    def specific(self, word):
        """How specifically the model asks for a word: as itself, or by the letters of a wildcard."""
        letters = [len(re.sub("[*?]", "", atom.text).encode()) for atom in self.wildcards if atom.matches(word)]
        return word in self.words, max(letters, default=-1)

    def key(self, token):
        """The word that terms and rules see; a drawn-out one with single letters where that says more."""
        if token.kind not in twin_scores.MEANINGFUL:
            return None
        single = "".join(c for i, c in enumerate(token.word) if i == 0 or token.word[i - 1] != c)
        if "elongated" in token.flags and self.specific(single) > self.specific(token.word):
            return single
        return token.word


def read_settings(path):
    settings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, mark, value = (part.strip() for part in line.partition("="))
        if line.startswith(("#", ";")) or not mark:
            continue
        if key in TEXTS:
            settings[key] = value
        else:
            settings[key] = int(value) if key in COUNTS else twin_scores.ten_thousandths(value)
    return settings


class Document:
    """One text of one role: its tokens, its sentences and its topic hits."""

    def __init__(self, model, text, role):
        self.role = role
        self.tokens = twin_words.tokenize(text, model.spelling)
        for token in self.tokens:
            token.key = model.key(token)
        count = self.tokens[-1].sentence + 1 if self.tokens else 0
        self.sentences = [twin_scores.Sentence(model, [t for t in self.tokens if t.sentence == number])
                          for number in range(count)]
        self.hits = twin_rules.find_hits(model, self)
