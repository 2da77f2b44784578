"""The twin's language guard: follows pipeline/tokens/language.h and reads lexicons/languages.csv."""
import collections
import pathlib

import twin_scores

TABLE = pathlib.Path(__file__).resolve().parents[2] / "lexicons" / "languages.csv"


class Guard:
    def __init__(self, covered):
        self.names, self.scripts = [], []
        self.words, self.hints = collections.defaultdict(set), collections.defaultdict(set)
        for row in twin_scores.read_rows(TABLE):
            languages = row["language"].split()
            self.names += [name for name in dict.fromkeys(languages) if name not in self.names]
            for form in row["forms"].split():
                if row["kind"] == "script":
                    first, last = (int(end, 16) for end in form.split("-"))
                    self.scripts.append((first, last, set(languages)))
                elif row["kind"] == "letter":
                    self.hints["." + form.lower()] |= set(languages)
                else:
                    (self.hints if row["kind"] == "hint" else self.words)[form.lower()] |= set(languages)
        self.covered = set(covered) if set(covered) <= set(self.names) else set()

    def writers(self, letter):
        return {name for first, last, names in self.scripts if first <= ord(letter) <= last for name in names}

    def foreign(self, tokens):
        """The language of a text that the model does not cover; None for any other."""
        if not self.covered:
            return None
        votes, letters, seen = collections.Counter(), collections.Counter(), set()
        covered = at_home = strange = words = 0
        for token in tokens:
            if words == 256 or covered >= 12:
                break
            if token.kind not in ("word", "number") or "contracted" in token.flags:
                continue
            words += 1
            writers = next(filter(None, map(self.writers, token.word)), set())
            clues = [token.word] + ["." + letter for letter in token.word if not letter.isascii()]
            if token.word.isascii() and self.writers("a") & self.covered:
                at_home += token.kind == "word"
            elif writers and not writers & self.covered:
                strange += len(token.word)
                letters.update(name for _ in token.word for name in writers)
            else:
                at_home += 1
            for clue in clues:
                if clue in seen:
                    continue
                seen.add(clue)
                sure, maybe = self.words[clue], self.hints[clue]
                covered += 2 if sure & self.covered else 1 if maybe & self.covered else 0
                votes.update({name: 2 if name in sure else 1 for name in (sure | maybe) - self.covered})
        others = [name for name in self.names if votes[name] + letters[name] > 0 and name not in self.covered]
        best = max(others, key=lambda name: votes[name] + letters[name], default=None)
        if strange >= 3 and strange > 4 * at_home:
            return best
        clear = votes[best] >= 5 and votes[best] > 2 * covered and votes[best] * 5 >= words
        return best if clear else None
