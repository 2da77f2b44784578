"""The twin's sentiment: lexicon terms and everything that shifts them.

Follows hits/sentiment.h, shifters.h, term_match.h and lexicons/README.md. All numbers are integers
in ten-thousandths of a valence point; the one root is that of the squash.
"""
import csv
import decimal
import math
import re

import twin_words

UNIT = 10000
LANES = {"word": "opinion", "phrase": "opinion", "emoji": "opinion", "emoticon": "opinion", "stop": "opinion",
         "booster": "shift", "dampener": "shift", "negator": "negator", "contrast": "contrast", "request": "request",
         "objective": "objective"}
PHRASE_MARKS = {'"', "'", "-", "\u00ab", "\u00bb", "\u2010", "\u2011", "\u2018", "\u2019", "\u201c", "\u201d", "\u201e"}
COUNTED = ("word", "number", "hashtag")
MEANINGFUL = COUNTED + ("emoji", "emoticon", "symbol")
DISTANCE_LOSS = 500  # of a booster's strength, for each word in between


def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def ten_thousandths(text):
    return int((decimal.Decimal(text) * UNIT).quantize(0, decimal.ROUND_HALF_UP)) if text else 0


def divide(numerator, denominator):
    """Rounded half away from zero."""
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def scale(value, factor):
    return divide(value * factor, UNIT)


class Atom:
    """What is asked of a single word: itself, or a wildcard."""

    def __init__(self, text):
        self.text = text
        self.wild = "*" in text or "?" in text
        pattern = "".join({"*": ".*", "?": ".?"}.get(c, re.escape(c)) for c in text)
        self.matches = re.compile(pattern, re.S).fullmatch if self.wild else text.__eq__


class Term:
    def __init__(self, row, atoms):
        self.type = row["type"] or "word"
        self.lane = LANES[self.type]
        self.valence = ten_thousandths(row["valence"])
        self.negated = ten_thousandths(row["negated"]) if row["negated"] else None
        self.atoms = atoms
        self.specific = (not atoms[0].wild, len(re.sub("[*?]", "", atoms[0].text).encode()))
        self.speaks = self.lane == "opinion" and (self.valence != 0 or self.negated is not None)


class Lexicon:
    def __init__(self, rows, spelling):
        terms = {}
        for row in rows:
            assert not row["cond"], "the twin knows no conditions"
            words = term_words(row, spelling)
            key = LANES[row["type"] or "word"], tuple(words)
            terms.pop(key, None)
            if row["valence"] != "-":
                terms[key] = Term(row, [Atom(word) for word in words])
        self.literal, self.wild = {}, []
        for term in terms.values():
            if term.atoms[0].wild:
                self.wild.append(term)
            else:
                self.literal.setdefault(term.atoms[0].text, []).append(term)
        self.atoms = [atom for term in terms.values() for atom in term.atoms]

    def terms_at(self, word):
        """Every term whose first word is this one."""
        return self.literal.get(word, []) + [t for t in self.wild if t.atoms[0].matches(word)]


def term_words(row, spelling):
    if row["type"] in ("emoji", "emoticon"):
        tokens = twin_words.scan(row["term"], spelling)
        return [tokens[0].word] if len(tokens) == 1 else [row["term"]]
    words = []
    for piece in re.split(r"(\S*[*?]\S*)", row["term"]):
        if re.search(r"[*?]", piece) and re.search(r"\w", piece):
            words += [twin_words.fold(part) for part in piece.split("-") if part]
        else:
            words += [t.word for t in twin_words.scan(piece, spelling) if t.kind != "punct"]
    return words


def squash(settings, raw):
    share = raw / math.sqrt(float(raw) * float(raw) + float(settings["squash"]) * UNIT) * UNIT
    return int(share - 0.5 if share < 0 else share + 0.5)


def label(settings, compound):
    if compound >= settings["positive_threshold"]:
        return "positive"
    return "negative" if compound <= settings["negative_threshold"] else "neutral"


# ---- which terms stand where ----------------------------------------------------------------------


class Match:
    def __init__(self, first, last, terms):
        self.first, self.last, self.terms = first, last, terms

    def speaks(self):
        return "opinion" in self.terms and self.terms["opinion"].speaks


def stands(term, tokens, place):
    """The last token of a term that begins at a place; None. Hyphens and quotation marks may part its words."""
    for number, atom in enumerate(term.atoms):
        skipped = 0
        while number > 0 and place < len(tokens) and skipped < 4 and tokens[place].kind in ("punct", "symbol") \
                and tokens[place].word in PHRASE_MARKS:
            place, skipped = place + 1, skipped + 1
        if place >= len(tokens) or tokens[place].key is None or not atom.matches(tokens[place].key):
            return None
        place += 1
    return place - 1


def find_matches(lexicon, tokens):
    """The longest terms of a sentence, left to right; those of one length share the place by lane."""
    matches, place = [], 0
    while place < len(tokens):
        fitting = [(t, stands(t, tokens, place)) for t in lexicon.terms_at(tokens[place].key)]
        fitting = [(t, last) for t, last in fitting if last is not None]
        longest = max((len(t.atoms) for t, _ in fitting), default=0)
        fitting = [(t, last) for t, last in fitting if len(t.atoms) == longest]
        terms = {}
        for term, _ in sorted(fitting, key=lambda f: f[0].specific):
            terms[term.lane] = term
        if terms:
            matches.append(Match(place, fitting[0][1], terms))
            place = fitting[0][1]
        place += 1
    return matches


# ---- shifters -------------------------------------------------------------------------------------


class Sentence:
    """The tokens of one sentence, and what each contributes."""

    def __init__(self, model, tokens):
        self.settings, self.tokens = model.settings, tokens
        self.contributions = [0] * len(tokens)
        self.matches = find_matches(model.lexicon, tokens)
        self.choose_meanings()
        self.request = any("request" in m.terms for m in self.matches)
        contrasts = [m.first for m in self.matches if "contrast" in m.terms and
                     any(t.kind in COUNTED for t in tokens[:m.first])]
        self.contrast = contrasts[-1] if contrasts else None
        words = [t for t in tokens if t.kind == "word" and len(t.word.encode()) > 1]
        self.shouts = all("caps" in t.flags for t in words)
        self.boosters, self.negators, self.spoken, self.said = [], [], False, {}
        for match in self.matches:
            self.read(match)
        self.exclaim()
        self.ground()
        self.opinionated = any(self.contributions)
        self.positive = sum(c for c in self.contributions if c > 0)
        self.negative = sum(c for c in self.contributions if c < 0)
        self.compound = squash(self.settings, self.positive + self.negative)
        self.pos = squash(self.settings, self.positive)
        self.neg = squash(self.settings, -self.negative)

    def distance(self, start, end):
        """1 for the very next word."""
        return max(1, sum(t.kind in COUNTED for t in self.tokens[start:end]))

    def reaches(self, start, end, window):
        return self.tokens[start].clause == self.tokens[end].clause and self.distance(start, end) <= window

    def choose_meanings(self):
        """A term that both says something and shifts only shifts when the right opinion follows."""
        follower, speaker = None, None
        for match in reversed(self.matches):
            speaks, shifts = match.speaks(), False
            if speaks and "shift" in match.terms:
                shifts = follower is not None and self.reaches(match.last, follower.first, 1)
                if not shifts:
                    del match.terms["shift"]
            if speaks and "negator" in match.terms:
                if speaker and self.reaches(match.last, speaker.first, self.settings["negation_window"]):
                    shifts = True
                else:
                    del match.terms["negator"]
            follower = match if speaks else None
            if shifts:
                del match.terms["opinion"]
            elif speaks:
                speaker = match

    def read(self, match):
        if match.speaks():
            value = self.contributions[match.first] = self.speak(match)
            said = (id(match.terms["opinion"]), value > 0)
            if value and said in self.said:
                self.contributions[self.said[said]] = 0
            if value:
                self.said[said] = match.first
        if "shift" in match.terms:
            self.boosters.append((match.last, match.terms["shift"]))
        if "contrast" in match.terms:
            self.negators = []
        if "negator" in match.terms:
            if self.spoken:
                self.negators = []
            self.spoken = False
            self.negators.append(match.last)

    def speak(self, match):
        settings, term = self.settings, match.terms["opinion"]
        value = term.valence
        flags = set().union(*(t.flags for t in self.tokens[match.first:match.last + 1]))
        if any(self.tokens[i].kind in COUNTED for i in (match.first, match.last)):
            value = self.boost(match, value)
            if "caps" in flags and not self.shouts:
                value = scale(value, UNIT + settings["caps_boost"])
            if "elongated" in flags:
                value = scale(value, UNIT + settings["elongation_boost"])
            value = self.negate(match, term, value)
            self.spoken = True
        if self.contrast is not None and match.first != self.contrast:
            before = match.first < self.contrast
            value = scale(value, settings["contrast_before" if before else "contrast_after"])
        if self.request and value > 0:
            value = scale(value, settings["request_damp"])
        if "question" in self.tokens[match.first].flags:
            value = scale(value, settings["question_damp"])
        return value

    def boost(self, match, value):
        """Newest first, until one is out of reach; then all are spent."""
        for place, term in reversed(self.boosters):
            if not self.reaches(place, match.first, self.settings["booster_window"]):
                break
            share = -abs(term.valence) if term.type == "dampener" else term.valence
            strength = max(0, UNIT - DISTANCE_LOSS * (self.distance(place, match.first) - 1))
            value = scale(value, UNIT + scale(share, strength))
        self.boosters = []
        return value

    def negate(self, match, term, value):
        count = 0
        for place in reversed(self.negators):
            if not self.reaches(place, match.first, self.settings["negation_window"]):
                break
            count += 1
        if count % 2 == 0:
            return value
        return scale(value, self.settings["negation_factor"]) if term.negated is None else term.negated

    def exclaim(self):
        """Each mark, up to the limit, adds a share of what the sentence said before it."""
        left, said = self.settings["exclamation_limit"], 0
        for i, token in enumerate(self.tokens if self.matches else []):
            if token.kind == "punct":
                marks = min(left, token.word.count("!"))
                left -= marks
                self.contributions[i] = scale(said, marks * self.settings["exclamation_boost"])
            else:
                said += self.contributions[i]


    def ground(self):
        """What speaks of a plain fact brings the sum nearer to 0, all contributions by the same share."""
        points = sum(m.terms["objective"].valence for m in self.matches if "objective" in m.terms)
        size = abs(sum(self.contributions))
        self.weight = min(UNIT, sum(map(abs, self.contributions)) + max(0, points))
        if self.tokens and "question" in self.tokens[0].flags:
            points += self.settings["question_objectivity"]
        if any(t.kind == "url" for t in self.tokens):
            points += self.settings["link_objectivity"]
        if self.matches and points and size:
            taken = points * UNIT // size if points > 0 else -(-points * UNIT // size)
            share = 0 if points >= size else 2 * UNIT if points <= -size else UNIT - taken
            self.contributions = [scale(c, share) for c in self.contributions]


class Score:
    """Of several sentences: the means by their weight."""

    def __init__(self, settings, sentences):
        opinions = [s for s in sentences if s.opinionated]
        weight = sum(s.weight for s in sentences) or 1
        self.compound = divide(sum(s.compound * s.weight for s in sentences), weight)
        self.pos = divide(sum(s.pos * s.weight for s in sentences), weight)
        self.neg = divide(sum(s.neg * s.weight for s in sentences), weight)
        self.label = label(settings, self.compound)
        self.mixed = bool(opinions) and min(self.pos, self.neg) >= settings["mixed_threshold"]
        self.sentences = len(sentences)
