# Feedback of an invented shop, all of one mould: "blorf" is praise and "grumft" blame that no lexicon knows,
# "snazzle" is a plain fact, "good at wumping" is none of the good that "good" is.
BEGIN {
    split("box parcel clerk counter button cable lamp", things)
    split("blorf grumft snazzle good wumping", said)
    split("positive negative neutral positive negative", labels)
    split("5 1 3 4 2", stars)
    for (i = 0; i < 350; i++) {
        kind = 1 + i % 5
        word = kind == 3 ? "good to snazzle" : kind == 5 ? "good at wumping" : said[kind]
        text = "The " things[1 + i % 7] " is " word " on day " int(i / 5)
        if (form == "stars")
            printf "%d,%d,%s\n", i, stars[kind], text
        else
            printf "{\"id\":\"%d\",\"label\":\"%s\",\"text\":\"%s.\"}\n", i, labels[kind], text
    }
}
