"""The twin's rules: parsing, matching, the negation guard, overlaps.

Follows lexicon/rule.h, hits/evaluate.h, guard.h, overlap.h. A node answers with all its spans in a
range of tokens, by trying every pair; a span is a pair of token places, both inclusive.
"""
import re

import twin_scores
import twin_words

LEXEME = re.compile(r"\s*([(),]|[a-z]+:\w+|\"[^\"]*\"|[^\s(),\"]+)")
OPERATOR = re.compile(r"(OR|AND|NOT|WITH|NOTWITH|NEAR|ONEAR|NOTNEAR)(?:/(\d+))?")
# Letters that no text has stand for wildcards while the tokenizer looks at a rule.
DISGUISE = str.maketrans({"*": "\ua78f", "?": "\ua7f7"})
REVEAL = str.maketrans({"\ua78f": "*", "\ua7f7": "?"})


class Node:
    def __init__(self, kind, children=(), distance=0, atoms=(), field=None):
        self.kind, self.children, self.distance, self.atoms, self.field = kind, list(children), distance, atoms, field

    def is_field(self):
        return self.kind == "FIELD" or (bool(self.children) and all(c.is_field() for c in self.children))


class Parser:
    def __init__(self, text, spelling):
        self.lexemes, self.spelling = LEXEME.findall(text), spelling

    def operator(self, *kinds):
        """Takes the operator that comes next, if it is one of these."""
        found = OPERATOR.fullmatch(self.lexemes[0]) if self.lexemes else None
        kind = "OR" if self.lexemes[:1] == [","] else found and found[1]
        if kind not in kinds:
            return None
        self.lexemes.pop(0)
        return kind, int(found[2] or 10) if found else 0

    def parse_or(self):
        parts = [self.parse_and()]
        while self.operator("OR"):
            parts.append(self.parse_and())
        return parts[0] if len(parts) == 1 else Node("OR", parts)

    def parse_and(self):
        return self.chain(self.parse_near, "AND", "NOT", "WITH", "NOTWITH")

    def parse_near(self):
        return self.chain(self.parse_primary, "NEAR", "ONEAR", "NOTNEAR")

    def chain(self, operand, *kinds):
        node = operand()
        while found := self.operator(*kinds):
            kind, distance = found
            right = operand()
            if kind == node.kind and kind in ("AND", "WITH"):
                node.children.append(right)
            else:
                node = Node(kind, [node, right], distance)
        return node

    def parse_primary(self):
        lexeme = self.lexemes.pop(0)
        if lexeme == "(":
            node = self.parse_or()
            assert self.lexemes.pop(0) == ")"
            return node
        assert not re.match(r"[/^@]|raw:", lexeme), "the twin does not know " + lexeme
        if re.fullmatch(r"[a-z]+:\w+", lexeme):
            return Node("FIELD", field=lexeme.split(":"))
        tokens = twin_words.scan(lexeme.strip('"').translate(DISGUISE), self.spelling)
        words = [t.word.translate(REVEAL) for t in tokens if t.kind != "punct"]
        return Node("WORDS", atoms=[twin_scores.Atom(word) for word in words])


class Rule:
    def __init__(self, row, number, spelling):
        self.number, self.topic, self.scope = number, row["topic"], row["scope"] or "sentence"
        self.polarity = row["polarity"]
        self.guarded = self.polarity in ("pain", "delight")
        self.root = Parser(row["rule"], spelling).parse_or()

    def leaves(self, node=None):
        """The words that the rule asks for; not those that it forbids."""
        node = node or self.root
        children = node.children[:1] if node.kind.startswith("NOT") else node.children
        return ([node] if node.kind == "WORDS" else []) + [leaf for c in children for leaf in self.leaves(c)]

    def atoms(self, node=None):
        node = node or self.root
        return list(node.atoms) + [atom for c in node.children for atom in self.atoms(c)]


# ---- matching -------------------------------------------------------------------------------------


class Range:
    """Sentences of one document, or of all documents of a record, as one list of tokens."""

    def __init__(self, document, first, end):
        self.tokens, self.first, self.end, self.role = document.tokens, first, end, document.role
        self.places = [i for i in range(first, end) if self.tokens[i].key is not None]
        self.one_sentence = self.tokens[first].sentence == self.tokens[end - 1].sentence

    def sentences(self, document):
        numbers = sorted({t.sentence for t in self.tokens[self.first:self.end]})
        return [sentence_range(document, number) for number in numbers]


def sentence_range(document, number):
    places = [i for i, t in enumerate(document.tokens) if t.sentence == number]
    return Range(document, places[0], places[-1] + 1)


def words_between(tokens, left, right):
    return sum(t.kind in twin_scores.COUNTED for t in tokens[left[1] + 1:right[0]])


def phrase_at(atoms, tokens, place, end):
    """The last token of a phrase that begins at a place, in its sentence; None."""
    sentence = tokens[place].sentence
    for number, atom in enumerate(atoms):
        while number > 0 and place < end and tokens[place].kind == "punct" and tokens[place].word in \
                twin_scores.PHRASE_MARKS:
            place += 1
        if place >= end or tokens[place].sentence != sentence or tokens[place].key is None or \
                not atom.matches(tokens[place].key):
            return None
        place += 1
    return place - 1


def holds(field, role):
    assert field[0] == "role", "the twin knows no field but role"
    return field[1] == role


def restricts(node, role):
    if node.kind == "FIELD":
        return holds(node.field, role)
    verdicts = [restricts(c, role) for c in node.children]
    if node.kind == "OR":
        return any(verdicts)
    return verdicts[0] and not any(verdicts[1:]) if node.kind.startswith("NOT") else all(verdicts)


def spans(node, scope, document):
    """Where a node matches in a range: spans in order, each once."""
    tokens = document.tokens
    if node.kind == "WORDS":
        starts = [i for i in scope.places if node.atoms[0].matches(tokens[i].key)]
        found = [(i, phrase_at(node.atoms, tokens, i, scope.end)) for i in starts]
        return [span for span in found if span[1] is not None]
    if node.kind == "OR":
        return sorted({span for child in node.children for span in spans(child, scope, document)})
    if node.kind in ("WITH", "NOTWITH") and not scope.one_sentence:
        return sorted({s for part in scope.sentences(document) for s in spans(node, part, document)})
    if node.kind in ("AND", "WITH"):
        return all_of(node, scope, document)
    left, right = node.children
    if node.kind in ("NOT", "NOTWITH"):
        excluded = restricts(right, scope.role) if right.is_field() else spans(right, scope, document)
        return [] if excluded else spans(left, scope, document)
    found = spans(left, scope, document)
    return near(node, found, spans(right, scope, document), tokens) if found else []


def all_of(node, scope, document):
    fields = [c for c in node.children if c.is_field()]
    lists = [spans(c, scope, document) for c in node.children if not c.is_field()]
    if not all(lists) or not all(restricts(field, scope.role) for field in fields):
        return []
    if len(lists) == 1 or not scope.one_sentence:
        return lists[0]
    firsts = [found[0] for found in lists]
    return [(min(first for first, _ in firsts), max(last for _, last in firsts))]


def is_near(tokens, left, right, distance):
    return (left[1] < right[0] and tokens[left[1]].sentence == tokens[right[0]].sentence
            and words_between(tokens, left, right) <= distance)


def near(node, left, right, tokens):
    if node.kind == "NOTNEAR":
        return [a for a in left if not any(
            (a[0] <= b[1] and b[0] <= a[1]) or is_near(tokens, a, b, node.distance)
            or is_near(tokens, b, a, node.distance) for b in right)]
    hulls = []
    for befores, afters in [(left, right)] + ([(right, left)] if node.kind == "NEAR" else []):
        for a in afters:
            candidates = [b for b in befores if b[1] < a[0]]
            hulls += [(b, a) for b in candidates if (b[1], b[0]) == max((c[1], c[0]) for c in candidates)]
        for b in befores:
            candidates = [a for a in afters if a[0] > b[1]]
            hulls += [(b, a) for a in candidates if a == min(candidates)]
    return sorted({(b[0], a[1]) for b, a in hulls if is_near(tokens, b, a, node.distance)})


# ---- the negation guard ---------------------------------------------------------------------------


def contradicts(model, tokens, match, rule, owned):
    """Whether a phrase that holds a negator of nobody's says the contrary of what the topic is about."""
    if match.first == match.last or "opinion" not in match.terms:
        return False
    negators = [i for i in range(match.first, match.last + 1) if i not in owned and tokens[i].key is not None
                and any(t.type == "negator" for t in model.lexicon.terms_at(tokens[i].key))]
    valence = match.terms["opinion"].valence
    agrees = valence < 0 if rule.polarity == "pain" else valence > 0
    return bool(negators) and valence != 0 and not agrees


def is_denied(model, document, rule, first, word, owned, window):
    """Whether a negator of nobody's stands before a word, in its clause, from a place on."""
    tokens = document.tokens
    sentence = document.sentences[tokens[word].sentence]
    start = sentence_range(document, tokens[word].sentence).first
    for place in range(word - 1, first - 1, -1):
        between = sum(t.kind in twin_scores.COUNTED for t in tokens[place:word])
        if tokens[place].clause != tokens[word].clause or between > window:
            return False
        for match in twin_scores.find_matches(model.lexicon, sentence.tokens):
            match.first, match.last = match.first + start, match.last + start
            if not match.first <= place <= match.last:
                continue
            if "negator" in match.terms:
                if place == match.first and place not in owned:
                    return True
            elif contradicts(model, tokens, match, rule, owned):
                return True
    return False


def is_guarded(model, document, rule, hit):
    tokens = document.tokens
    sentence = sentence_range(document, tokens[hit[0]].sentence)
    leaves = [span for leaf in rule.leaves() for span in spans(leaf, sentence, document)]
    owned = {place for first, last in leaves for place in range(first, last + 1)}
    window = model.settings["negation_window"]
    if is_denied(model, document, rule, sentence.first, hit[0], owned, window):
        return True
    last_words = min([first for first, last in leaves if last == hit[1] and first >= hit[0]], default=hit[1])
    return last_words > hit[0] and is_denied(model, document, rule, hit[0] + 1, last_words, owned, 2 * window)


# ---- hits -----------------------------------------------------------------------------------------


class Hit:
    def __init__(self, model, document, rule, span):
        self.topic, self.rule, self.first, self.last = rule.topic, rule.number, span[0], span[1]
        self.sentence = document.tokens[self.first].sentence
        self.guarded = rule.guarded and is_guarded(model, document, rule, span)
        clauses = range(document.tokens[self.first].clause, document.tokens[self.last].clause + 1)
        contributions = [c for s in document.sentences for c in s.contributions]
        raw = sum(c for t, c in zip(document.tokens, contributions) if t.clause in clauses)
        if raw == 0:
            spoken = range(self.sentence, document.tokens[self.last].sentence + 1)
            raw = sum(c for t, c in zip(document.tokens, contributions) if t.sentence in spoken)
        self.compound = twin_scores.squash(model.settings, raw)
        self.label = twin_scores.label(model.settings, self.compound)


def ranges(rule, document):
    """What a rule looks at, one range after the other. A flat record is one document."""
    count = len(document.sentences)
    if rule.scope == "sentence":
        return [sentence_range(document, number) for number in range(count)]
    last = min(count, int(rule.scope[6:])) if rule.scope.startswith("first:") else count
    return [Range(document, 0, sentence_range(document, last - 1).end)] if count else []


def find_hits(model, document):
    """All hits; of overlapping ones of a topic the longest stays, then the earliest, then the earlier rule's."""
    hits = []
    for rule in model.rules:
        for scope in ranges(rule, document):
            hits += [Hit(model, document, rule, span) for span in spans(rule.root, scope, document)]
    kept = []
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first, h.rule)):
        if not any(k.topic == hit.topic and k.first <= hit.last and hit.first <= k.last for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.topic, h.first))
