"""Texts that look for the edges of VADER, the same for the same seed.

Words come from VADER's own lexicon and from what its rules ask for, close together, so that boosters,
negations, idioms, "least", "no", "never so" and "but" meet in every order and distance; around them
stands whatever Unicode has to make splitting, lower case, capitals and emoji go wrong.
"""
import random

RULED = """no or nor least at very kind of never so this without doubt but not none neither don't DON'T isnt
can't n't cannot despite rarely seldom nothing just enough sort kind-of sort-of kindof little barely really
absolutely more most quite extremely friggin the shit The Bomb bad ass badass bus stop yeah right kiss death to
die for beating heart hand mouth cut mustard BUT But NO No LEAST Least VERY KIND SO""".split()
PLAIN = "it is a phone that I bought on Monday and we were in the box with my".split()
SPACES = [" ", " ", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85",
          "\xa0", "\u1680", "\u2003", "\u2009", "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff", ""]
MARKS = ["!", "?", "!!", "???", "!?!?", "!!!!!", "????", ".", ",", ";", "...", "\u2026", "\u00a1", "\uff01", "\u061f", ")", "\""]
EMOTICONS = [":)", ":(", ":D", ";-)", ":-Þ", ":þ", "<3", "</3", "(-:", "=D", "o.O", "O_o", "xD", ":'(", ">:(", "}:)", "8-)"]
LETTERS = ("ßẞİıſÅåÆæŸÿǅǆǄǈʼnΣσςΑαΌΰЯяЪԱևႠⴀᏣꭳﬁﬃÞþªºⅣⅷⒶⓩʰͅͺ🄰🅐𝐀𝐳𐐀𐐨"
           "\u212a\u212b\u2126\u0301\u0307\u0345\ufe0f\u200d\u00ad\u2019\u2018\u02bc\u00b7\U0001df25\u1f88\u1f80")
QUOTES = [("\u201c", "\u201d"), ("\u2018", "\u2019"), ("'", "'"), ("\"", "\""), ("(", ")"), ("*", "*"), ("_", "_"), ("#", ""),
          ("@", ""), ("[", "]"), ("<b>", "</b>"), ("&quot;", "&amp;"), ("\u00ab", "\u00bb"), ("-", "-"), ("\x00", "\x7f")]
SEQUENCES = ["👩‍❤️‍💋‍👨", "👍🏽", "❤️", "🏳️‍🌈", "🇩🇪", "1️⃣", "©", "®", "™", "☺️", "☹", "😂😂", "🈶", "🔛", "🆙"]


class Texts:
    def __init__(self, seed, words, emoji):
        self.dice = random.Random(seed)
        self.words = sorted(words)
        self.emoji = sorted(emoji)

    def word(self):
        dice = self.dice
        kind = dice.random()
        if kind < 0.35:
            word = dice.choice(self.words)
        elif kind < 0.7:
            word = dice.choice(RULED)
        elif kind < 0.85:
            word = dice.choice(PLAIN)
        elif kind < 0.9:
            word = dice.choice(EMOTICONS)
        elif kind < 0.95:
            word = self.picture()
        else:
            word = "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 4)))
        return self.shape(word)

    def picture(self):
        dice = self.dice
        return dice.choice(self.emoji) if dice.random() < 0.7 else dice.choice(SEQUENCES)

    def shape(self, word):
        dice = self.dice
        kind = dice.random()
        if kind < 0.2:
            return word.upper()
        if kind < 0.25:
            return word.title()
        if kind < 0.3:
            return word.replace("'", "\u2019") if "'" in word else word + dice.choice(["n't", "N'T", "'s"])
        if kind < 0.35:
            return word.replace("k", "\u212a").replace("i", "İ").replace("s", "ſ")
        if kind < 0.42:
            first, last = dice.choice(QUOTES)
            return first + word + last
        if kind < 0.46:
            at = dice.randint(0, len(word))
            return word[:at] + dice.choice(LETTERS) + word[at:]
        if kind < 0.56:
            return word + dice.choice(MARKS)
        return word

    def sentence(self, most):
        dice = self.dice
        tidy = dice.random() < 0.6
        parts = []
        for _ in range(dice.randint(1, most)):
            parts.append(self.word())
            parts.append(" " if tidy else dice.choice(SPACES))
        return "".join(parts)

    def flood(self):
        dice = self.dice
        kind = dice.randrange(6)
        count = dice.choice([1, 2, 3, 5, 8, 40])
        if kind == 0:
            return "".join(self.picture() for _ in range(count))
        if kind == 1:
            return self.picture() * count + self.word()
        if kind == 2:
            return self.word() + dice.choice("!?") * count
        if kind == 3:
            return (self.word() + " ") * count + "but " + (self.word() + " ") * count
        if kind == 4:
            return " ".join(dice.choice(["good", "bad", "great", "but", "love", "GOOD"]) for _ in range(count))
        return dice.choice(SPACES) * count

    def text(self):
        dice = self.dice
        kind = dice.random()
        if kind < 0.1:
            return self.flood()
        if kind < 0.101:
            return self.sentence(1000)
        if kind < 0.102:
            return self.flood() * 10
        text = self.sentence(dice.choice([1, 3, 6, 8, 12]))
        if kind < 0.2:
            text = text.upper()
        if kind < 0.3:
            text += " but " + self.sentence(8)
        return text


def edge_texts(seed, count, words, emoji):
    """The texts; each can be encoded as UTF-8."""
    source = Texts(seed, words, emoji)
    yield from ["", " ", "but", "no", "least", "kind of", "😀", "\x00", "!", "?", "a", ":)", "good", "<br>", "&amp;", "\u3000"]
    for _ in range(count):
        yield source.text()
