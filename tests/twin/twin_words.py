"""The twin's reading of a text: tokens, sentences, clauses.

Follows pipeline/tokens/*.h, written without a look at speed: a token is an object, places are
counted in characters, and what comes next is asked of a slice of the text.
"""
import re
import unicodedata

APOSTROPHES = "'`\u00b4\u02bc\u2018\u2019\u201b\u2032\uff07"
ASCII_SYMBOLS = "#$%&*+/<=>@\\^`|~"
STOPS = ".\u2026"
STRONG = "!?\u061f\u06d4\u0964\u0965\u203c\u2047\u2048\u2049\u3002\uff61"
EXCITED = "!?\uff01\uff1f\u061f"
JOINER, KEYCAP, TEXT_STYLE, EMOJI_STYLE = "\u200d", "\u20e3", "\ufe0e", "\ufe0f"
WORD_CLASSES = {"letter", "han", "hiragana", "katakana", "mark", "digit"}


class Token:
    def __init__(self, kind, word, start, end, flags=()):
        self.kind, self.word, self.start, self.end = kind, word, start, end
        self.flags = set(flags)
        self.sentence = self.clause = 0


def within(c, *ranges):
    return not c.isascii() and any(low <= ord(c) <= high for low, high in ranges)


def char_class(c):
    """What a character is to the tokenizer (ef_char_class); " " stands for the end of the text."""
    if c.isascii() and c.isalnum():
        return "letter" if c.isalpha() else "digit"
    if c in ASCII_SYMBOLS:
        return "symbol"
    category = unicodedata.category(c)
    if c == "\u200b" or category in ("Zs", "Zl", "Zp", "Cc"):
        return "space"
    if c == "\u02bc":
        return "punct"
    if within(c, (0x1F1E6, 0x1F1FF)):
        return "regional"
    if is_pictograph(c):
        return "pictograph"
    if category == "Cf" or within(c, (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)) or c == "\u034f":
        return "ignored"
    if category[0] == "L" or (category == "Nl" and is_han(c)):
        if is_han(c):
            return "han"
        if within(c, (0x3041, 0x309F)):
            return "hiragana"
        if within(c, (0x30A1, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F)):
            return "katakana"
        return "letter"
    return {"M": "mark", "N": "digit", "P": "punct"}.get(category[0], "symbol")


def is_han(c):
    return within(c, (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x3005, 0x3007), (0x3021, 0x3029),
                  (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def is_pictograph(c):
    """Unicode's Extended_Pictographic, nearly: what Python knows of it."""
    if c in "\u00a9\u00ae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299":
        return True
    return unicodedata.category(c) in ("So", "Sm", "Cn", "Sk") and within(
        c, (0x2194, 0x21AA), (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x25FE), (0x2600, 0x27BF),
        (0x2934, 0x2935), (0x2B05, 0x2B55), (0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F),
        (0x1F12F, 0x1F12F), (0x1F16C, 0x1F171), (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E),
        (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5), (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A),
        (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F23C, 0x1F23F), (0x1F249, 0x1FAFF))


def at(text, place):
    return text[place] if 0 <= place < len(text) else " "


def is_word_char(text, place):
    return char_class(at(text, place)) in WORD_CLASSES


# ---- folding --------------------------------------------------------------------------------------


def fold(word):
    """Lower case by simple mapping, composed, straight apostrophes, without what is ignored."""
    folded = ""
    for c in unicodedata.normalize("NFC", word):
        if c in APOSTROPHES:
            folded += "'"
        elif char_class(c) != "ignored":
            folded += c.lower()[0]
    return folded


def squeeze(word):
    """A letter three times or more in a row stays twice."""
    return re.sub(r"([^\W\d_])\1{2,}", r"\1\1", word)


class Spelling:
    def __init__(self, rows):
        self.contractions, self.abbreviations, self.clause_words = {}, set(), set()
        for row in rows:
            word = row["word"].strip()
            if row["kind"] == "contraction":
                words = [squeeze(fold(w)) for w in row["expansion"].split()]
                self.contractions[squeeze(fold(word))] = words
            elif row["kind"] == "abbreviation":
                self.abbreviations.add(squeeze(fold(word.removesuffix("."))))
            else:
                self.clause_words.add(squeeze(fold(word)))

    def clause_flag(self, word):
        return {"opens"} if word in self.clause_words else set()


# ---- pictures -------------------------------------------------------------------------------------


def emoji_len(text):
    c = text[0]
    if c in "0123456789#*":
        found = re.match(".%s?%s" % (EMOJI_STYLE, KEYCAP), text)
        return found.end() if found else 0
    if char_class(c) == "regional":
        return 2 if char_class(at(text, 1)) == "regional" else 1
    by_default = within(c, (0x231A, 0x23FF), (0x2600, 0x27BF), (0x2B1B, 0x2B55), (0x1F000, 0x10FFFF))
    if char_class(c) != "pictograph" or not (by_default or at(text, 1) == EMOJI_STYLE):
        return 0
    end = skip_modifiers(text, 1)
    while at(text, end) == JOINER and char_class(at(text, end + 1)) == "pictograph":
        end = skip_modifiers(text, end + 2)
    return end


def skip_modifiers(text, end):
    modifiers = EMOJI_STYLE + TEXT_STYLE + KEYCAP
    while at(text, end) in modifiers or within(at(text, end), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F)):
        end += 1
    return end


def emoji_word(emoji):
    plain = [c for c in emoji if c not in (EMOJI_STYLE, TEXT_STYLE) and not within(c, (0x1F3FB, 0x1F3FF))]
    return "".join(plain) or emoji


MOUTHS = {":": ")(][dDpP/\\|}{@3*oO0sSxX>", ";": ")(]DpP*/", "=": ")(][DpP/\\|3oO", "8": ")",
          "8-": ")(DO", "x": "D", "X": "D"}
UPRIGHT = re.compile(r"(>?)([:;=]|(?<!>)[8xX])", re.S)
FLAT = re.compile(r"([\^\-T;oO0><uUxX=.*@$~Qqt])(_+|\.|-|)([^\s])", re.S)


def joins_a_face(text, place):
    """Letters and digits spoil a face that touches them; Han and Kana part without blanks."""
    return char_class(at(text, place)) in ("letter", "mark", "digit")


def emoticon(text, place, after_face, in_brackets, after_item):
    """(length, word, elongated) of the emoticon that starts at a place; None."""
    before = at(text, place - 1)
    if after_face or char_class(before) == "space" or before in "([{\"'":
        left = "open"
    else:
        left = "word" if joins_a_face(text, place - 1) else "mark"
    for read in upright, reversed_face, heart, flat, drawing:
        found = read(text, place, left, in_brackets, after_item)
        if found:
            return found
    return None


def run_end(text, place, repeated=")(][DPp*3|"):
    end = place + 1
    while text[place] in repeated and at(text, end) == text[place]:
        end += 1
    return end


def upright(text, place, left, in_brackets, after_item):
    match = UPRIGHT.match(text, place)
    if not match:
        return None
    eyes, rest = match[2], match.end()
    if eyes in ":;=" and at(text, rest) in "',\u2019":
        nose = at(text, rest + 1) == "-"
        mouth = rest + 1 + nose
        if at(text, mouth) not in ")([]":
            return None
        tries = [(mouth, nose, match[0] + "'")]
    else:
        tries = [(rest + 1, True, match[0])] if at(text, rest) in "-o0*^~" else []
        tries.append((rest, False, match[0]))
    for mouth, nose, word in tries:
        m = at(text, mouth)
        if m not in MOUTHS["8-" if eyes == "8" and nose else eyes]:
            continue
        end = run_end(text, mouth)
        if left_is_good(text, place, left, in_brackets, eyes, m) and right_is_good(text, left, m, end) and (
                eyes != "8" or nose or is_glasses(text, place, end, in_brackets, after_item)):
            return end - place, word + m, end - mouth >= 3
    return None


def left_is_good(text, place, left, in_brackets, eyes, mouth):
    if left == "open":
        return True
    if eyes in "=8xX":
        return False
    if left == "mark":
        return mouth in ")(DP][" and at(text, place - 1) != ":"
    return eyes == ":" and not in_brackets and mouth in ")("


def right_is_good(text, left, mouth, end):
    following = at(text, end)
    if mouth == ")" and left == "open":
        return True
    if mouth in "|/\\":
        return following in " \t\n\v\f\r.,!?)]*\"'"
    return not joins_a_face(text, end)


def is_glasses(text, place, end, in_brackets, after_item):
    return (place > 0 and text[place - 1] == " " and at(text, end) in " \t\n\v\f\r"
            and not in_brackets and not after_item)


def reversed_face(text, place, left, *_):
    mouth = text[place]
    if left != "open" or mouth not in "([)]D/\\|":
        return None
    end = run_end(text, place)
    eyes_at = end + (at(text, end) in "-o*^")
    eyes = at(text, eyes_at)
    if eyes not in {"(": ":;=", ")": ":=", "[": ":="}.get(mouth, ":"):
        return None
    rest = text[eyes_at + 1:]
    if not re.match(r" *([\r\n]|\Z)" if mouth == "D" else r"[ \t\n\v\f\r.!?]|\Z", rest):
        return None
    return eyes_at + 1 - place, mouth + eyes, end - place >= 3


def heart(text, place, left, *_):
    found = re.match(r"(</?3)(3*)", text[place:])
    if not found or left == "word":
        return None
    end = place + found.end()
    if joins_a_face(text, end) or (at(text, end) in ".," and joins_a_face(text, end + 1)):
        return None
    return end - place, found[1], len(found[2]) >= 2


def flat(text, place, left, *_):
    found = FLAT.match(text, place)
    if not found or (left == "word" and found[1] != "^"):
        return None
    eye, mouth, other = found[1], found[2][:1], found[3]
    if not (mouth == "_" or (mouth == "." and eye in "^-T;oO><=@*~") or (mouth == "-" and eye in "^T;*")
            or (mouth == "" and eye == other == "^")):
        return None
    if not (eye == other or (eye == ">" and other == "<") or (eye in "oO0" and other in "oO0")):
        return None
    following = at(text, found.end())
    if joins_a_face(text, found.end()) or following == "_" or following == other or mouth == following == ".":
        return None
    return found.end() - place, eye + mouth + other, False


def drawing(text, place, left, *_):
    for picture in "\\o/", "\u00af\\_(\u30c4)_/\u00af":
        end = place + len(picture)
        if text.startswith(picture, place) and left != "word" and not joins_a_face(text, end) and at(text, end) != "_":
            return len(picture), picture, False
    return None


# ---- addresses ------------------------------------------------------------------------------------

DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def is_top_level(domain):
    label = domain.rpartition(".")[2]
    return "." in domain and bool(re.fullmatch("[a-z]{2,}|[A-Z]{2,}", label))


def address(text, place):
    """(kind, end) of the URL or e-mail address that starts at a letter or digit; None."""
    found = re.compile(r"[A-Za-z0-9]+://").match(text, place)
    if found:
        end = url_end(text, found.end(), found.end())
        return ("url", end) if end > found.end() else None
    found = re.compile(r"[A-Za-z0-9]+[A-Za-z0-9._%+-]*@").match(text, place)
    if found:
        domain = DOMAIN.match(text, found.end())
        return ("email", domain.end()) if domain and is_top_level(domain[0]) else None
    domain = DOMAIN.match(text, place)
    www = domain[0].lower().startswith("www.")
    if www or (is_top_level(domain[0]) and at(text, domain.end()) == "/"):
        return "url", url_end(text, domain.end(), domain.end())
    return None


def url_end(text, place, least):
    end = place
    while end < len(text) and (char_class(text[end]) in ("letter", "mark") or
                               ("!" <= text[end] <= "~" and text[end] not in "\"<>[]{}|\\^`")):
        end += 1
    while end > least and (text[end - 1] in ".,;:!?'*" or
                           (text[end - 1] == ")" and text[place:end].count(")") > text[place:end].count("("))):
        end -= 1
    return end


# ---- words ----------------------------------------------------------------------------------------


def word_end(text, start):
    """The end of the word or number that starts there."""
    script = char_class(text[start])
    end = start + 1
    if script in ("han", "hiragana", "katakana"):
        while char_class(at(text, end)) in ("mark", "ignored") or (
                script != "han" and (char_class(at(text, end)) == script or at(text, end) == "\u30fc")):
            end += 1
        return end
    end = start
    while end < len(text):
        c, following = text[end], at(text, end + 1)
        if char_class(c) in ("letter", "mark", "digit", "ignored"):
            end += 1
        elif c in APOSTROPHES and char_class(following) == "letter":
            end += 1
        elif (end > start and text[end - 1] in "0123456789" and following in "0123456789"
              and (c == "." or (c in ",:/" and text[start] in "0123456789"))):
            end += 1
        else:
            break
    return end


def case_flags(written):
    letters = [c for c in written if char_class(c) == "letter"]
    upper = [c for c in letters if unicodedata.category(c) in ("Lu", "Lt")]
    lower = [c for c in letters if unicodedata.category(c) == "Ll"]
    flags = {"caps"} if len(upper) >= 2 and not lower else set()
    return flags | ({"capital"} if unicodedata.category(written[0]) in ("Lu", "Lt") else set())


def expand(spelling, contraction, start, end, flags):
    tokens = []
    for number, word in enumerate(spelling.contractions[contraction]):
        clause = spelling.clause_flag(word) | (spelling.clause_flag(contraction) if number == 0 else set())
        continued = {"continued"} if number > 0 else set()
        tokens.append(Token("word", word, start, end, flags | clause | continued | {"contracted"}))
    return tokens


def possessive(start, end):
    return Token("word", "'s", start, end, {"contracted", "continued"})


def short_word(text, start, longest):
    """The ASCII letters from a place on, if they are few and the word ends with them."""
    found = re.compile("[A-Za-z]{1,%d}" % longest).match(text, start)
    if not found or is_word_char(text, found.end()) or char_class(at(text, found.end())) == "ignored":
        return None
    return found[0]


def words_at(text, start, spelling):
    """The tokens of the word that starts at a place, and where it ends."""
    end = word_end(text, start)
    written = text[start:end]
    digits = any(char_class(c) == "digit" for c in written)
    word = fold(written) if digits else squeeze(fold(written))
    flags = case_flags(written) | ({"elongated"} if word != fold(written) else set())
    kind = "number" if digits else "word"
    if word in spelling.contractions:
        return expand(spelling, word, start, end, flags), end
    if word.endswith("'s") and len(word) > 2:
        cut = max(i for i in range(start, end) if text[i] in APOSTROPHES)
        flags = flags & {"elongated"} | case_flags(text[start:cut]) | {"contracted"}
        owner = Token(kind, word[:-2], start, cut, flags | spelling.clause_flag(word[:-2]))
        return [owner, possessive(cut, end)], end
    plain = Token(kind, word, start, end, flags | spelling.clause_flag(word))
    parted = re.compile("( [%s] ?|[%s] )" % (APOSTROPHES, APOSTROPHES)).match(text, end)
    tail = short_word(text, parted.end(), 3) if parted and not digits else None
    if tail and at(text, parted.end() + len(tail)) not in APOSTROPHES:
        tail_end = parted.end() + len(tail)
        joined = word + "'" + fold(tail)
        if joined in spelling.contractions:
            return expand(spelling, joined, start, tail_end, flags), tail_end
        if tail in "sS":
            return [plain, possessive(end + (text[end] == " "), tail_end)], tail_end
    return [plain], end


def clitic(text, place, spelling):
    """A word that begins with an apostrophe: 'em, or the 's of "service 's"."""
    letters = short_word(text, place + 1, 8)
    if letters and "'" + fold(letters) in spelling.contractions:
        return expand(spelling, "'" + fold(letters), place, place + 1 + len(letters), set())
    return [possessive(place, place + 2)] if letters and letters in "sS" else None


# ---- the scanner ----------------------------------------------------------------------------------


def scan(text, spelling):
    tokens, place, brackets, after_item = [], 0, 0, False
    while place < len(text):
        c = text[place]
        kind = char_class(c)
        last = tokens[-1].kind if tokens and tokens[-1].end == place else None
        in_word = last in ("word", "number")
        length = emoji_len(text[place:])
        face = None
        if kind not in WORD_CLASSES and (c < "\x80" or c == "\u00af") or (
                c in "8xXDToOuUQqt0" and re.compile(r".[!-/:-@\[-`{-~D]").match(text, place)):
            face = emoticon(text, place, last in ("emoticon", "emoji"), brackets > 0, after_item)
        if kind in ("space", "ignored"):
            new = []
            place += 1
        elif length:
            new = [Token("emoji", emoji_word(text[place:place + length]), place, place + length)]
        elif face:
            flags = {"elongated"} if face[2] else set()
            new = [Token("emoticon", fold(face[1]), place, place + face[0], flags)]
        elif kind in WORD_CLASSES:
            found = address(text, place) if re.match("[A-Za-z0-9]", c) else None
            if found:
                new = [Token(found[0], fold(text[place:found[1]]), place, found[1])]
            else:
                new, place = words_at(text, place, spelling)
        elif c in "-\u2010\u2011" and in_word and is_word_char(text, place + 1):
            new = []
            place += 1
        else:
            new = name(text, place, in_word)
            new = new or (c in APOSTROPHES and clitic(text, place, spelling)) or [run(text, place)]
            if new[-1].kind in ("punct", "symbol"):
                count = new[-1].end - place
                after_item = after_item or (c == ")" and brackets == 0 and last == "number")
                brackets = max(0, brackets + {"(": count, ")": -count}.get(c, 0))
        tokens += new
        place = tokens[-1].end if new else place
    return tokens


def name(text, place, in_word):
    """An @handle or #hashtag."""
    end = place + 1
    while at(text, end) == "_" or is_word_char(text, end):
        end += 1
    written = text[place + 1:end]
    if in_word or not written:
        return None
    if text[place] == "@":
        return [Token("handle", fold(text[place:end]), place, end)]
    letters = ("letter", "han", "hiragana", "katakana")
    if text[place] in "#\uff03" and any(char_class(c) in letters for c in written):
        flags = case_flags(text[place + 1:word_end(text[:end], place + 1)]) if written[0] != "_" else set()
        word = squeeze(fold(written))
        return [Token("hashtag", word, place, end, flags | ({"elongated"} if word != fold(written) else set()))]
    return None


def run(text, place):
    first, end = text[place], place
    while end < len(text) and (text[end] == first or (first in EXCITED and text[end] in EXCITED)):
        end += 1
    word = "".join(chr(ord(c) - 0xFEE0) if within(c, (0xFF01, 0xFF5E)) else c for c in text[place:end])
    return Token("punct" if char_class(first) == "punct" else "symbol", word, place, end)


# ---- sentences ------------------------------------------------------------------------------------


def mark(token):
    return token.word[0] if token.kind == "punct" else ""


def is_end_mark(token):
    return mark(token) != "" and mark(token) in STOPS + STRONG


def touches(left, right):
    return left.end == right.start


def is_lower(c):
    return unicodedata.category(c) == "Ll"


def is_upper(c):
    return unicodedata.category(c) in ("Lu", "Lt")


def lines_between(text, left, right):
    return len(re.findall("\r\n|[\r\n\u2028\u2029]", text[left.end:right.start]))


def line_ends(text, left, right):
    lines = lines_between(text, left, right)
    return lines > 1 or (lines == 1 and not is_lower(text[right.start]))


def closes(tokens, i):
    """A closing bracket or quotation mark that touches what is before it."""
    if not touches(tokens[i - 1], tokens[i]) or not mark(tokens[i]):
        return False
    if mark(tokens[i]) in ")]}\u2019\u201d\u00bb\u203a\u300d\u300f\u3011":
        return True
    free = i + 1 == len(tokens) or not touches(tokens[i], tokens[i + 1])
    return mark(tokens[i]) in "\"'\u201c" and free


def sentence_end(tokens, first, text, spelling):
    """Where the sentence that begins with a token ends, and whether it is a question."""
    i = first
    while i < len(tokens):
        after = i + 1
        if is_end_mark(tokens[i]):
            marks, closed = [tokens[i]], False
            while after < len(tokens) and lines_between(text, tokens[after - 1], tokens[after]) == 0:
                if is_end_mark(tokens[after]):
                    marks.append(tokens[after])
                elif closes(tokens, after):
                    closed = True
                elif tokens[after].kind not in ("emoji", "emoticon"):
                    break
                after += 1
            question = any("?" in m.word or m.word[0] == "\u061f" for m in marks)
            if after == len(tokens) or ends_here(tokens, first, i, after, marks, closed, text, spelling):
                return after, question
            if line_ends(text, tokens[after - 1], tokens[after]):
                return after, question
        elif after < len(tokens) and line_ends(text, tokens[i], tokens[after]):
            return after, False
        i = after
    return i, False


def ends_here(tokens, first, i, after, marks, closed, text, spelling):
    following, before = tokens[after], tokens[after - 1]
    if touches(before, following) and mark(following) and mark(following) in ",;:)":
        return False
    lower = is_lower(text[following.start])
    if any(mark(m) in STRONG for m in marks):
        return not (closed and lower)
    stops = sum(len(m.word) if mark(m) == "." else 2 for m in marks)
    if stops > 1 or closed:
        return not lower
    return dot_ends(tokens, first, i, after, text, spelling)


def is_letter_token(tokens, i):
    return tokens[i].kind == "word" and tokens[i].end - tokens[i].start == 1


def dot_ends(tokens, first, dot, after, text, spelling):
    """Whether a single dot ends the sentence."""
    following = tokens[after]
    if touches(tokens[after - 1], following):
        word = tokens[dot - 1]
        return (dot > first and word.kind == "word" and following.kind == "word" and touches(word, tokens[dot])
                and not is_letter_token(tokens, dot - 1) and "caps" not in word.flags
                and not is_lower(text[following.start]))
    if dot == first:
        return True
    word = tokens[dot - 1]
    if word.word in spelling.abbreviations:
        return False
    if not touches(word, tokens[dot]):
        return True
    if word.kind == "number" and dot - 1 == first:
        return False
    return not is_letter_token(tokens, dot - 1) or letter_dot_ends(tokens, first, dot - 1, following, text, spelling)


def letter_dot_ends(tokens, first, letter, following, text, spelling):
    start, links = letter, 1
    while (start - 2 >= first and links < 8 and tokens[start - 1].word == "." and is_letter_token(tokens, start - 2)
           and touches(tokens[start - 1], tokens[start]) and touches(tokens[start - 2], tokens[start - 1])):
        start, links = start - 2, links + 1
    if text[tokens[start].start:tokens[letter].end].lower() in spelling.abbreviations:
        return False
    alone = start == letter
    upper_next = is_upper(text[following.start])
    c = text[tokens[letter].start]
    if not is_upper(c):
        return alone or upper_next
    return alone and not (upper_next and c != "I")


# ---- clauses and quotations -----------------------------------------------------------------------

CLAUSE_MARKS = ",;:()\u2013\u2014\u2015\u060c\u061b\u3001\uff64"


def mark_clauses(tokens, clause):
    """Numbers the clauses of a sentence from `clause` on; returns the number of the last."""
    pending, has_any, has_word = False, False, False
    for i, token in enumerate(tokens):
        if token.kind == "punct":
            free = (i == 0 or not touches(tokens[i - 1], token)) and (
                i + 1 == len(tokens) or not touches(token, tokens[i + 1]))
            if mark(token) in CLAUSE_MARKS or (mark(token) == "-" and (len(token.word) > 1 or free)):
                pending = True
        else:
            opens = "opens" in token.flags
            if (pending and has_any) or (opens and has_word):
                clause, has_word = clause + 1, False
            pending, has_any = False, True
            has_word = has_word or not opens
        token.clause = clause
    return clause


def tokenize(text, spelling):
    """All tokens of a text, with their sentence and clause numbers."""
    tokens = scan(text, spelling)
    first, sentence, clause = 0, 0, 0
    while first < len(tokens):
        end, question = sentence_end(tokens, first, text, spelling)
        for token in tokens[first:end]:
            token.sentence = sentence
            token.flags |= {"question"} if question else set()
        clause = mark_clauses(tokens[first:end], clause) + 1
        first, sentence = end, sentence + 1
    return tokens
