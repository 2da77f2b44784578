#include "tokens/emoticon.h"

#include <stdint.h>

#include "tokens/utf8.h"

/* What stands to the left decides how far a face is believed. */
typedef enum left_edge { EDGE_OPEN, EDGE_MARK, EDGE_WORD } left_edge;

typedef struct face {
    ef_span text;
    size_t at;
    left_edge left;
    ef_emoticon_place place;
} face;

static char char_at(ef_span text, size_t at)
{
    return at < text.len ? text.at[at] : ' ';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Where words part without a blank, as Han and Kana do, a face may touch them. */
static bool is_word_class(ef_char_class class)
{
    return class == EF_CHAR_LETTER || class == EF_CHAR_MARK || class == EF_CHAR_DIGIT;
}

static bool is_word_at(ef_span text, size_t at)
{
    size_t len = 0;
    return at < text.len && is_word_class(ef_utf8_class(ef_utf8_decode(text, at, &len)));
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static left_edge edge_before(ef_span text, size_t at, bool after_face)
{
    if (at == 0 || after_face)
        return EDGE_OPEN;
    size_t len = 0;
    const ef_char_class class =
        ef_utf8_class(ef_utf8_decode(text, ef_utf8_previous(text, at), &len));
    if (class == EF_CHAR_SPACE || is_one_of(text.at[at - 1], "([{\"'"))
        return EDGE_OPEN;
    return is_word_class(class) ? EDGE_WORD : EDGE_MARK;
}

static void keep(ef_emoticon *found, char c)
{
    if (found->word_len < EF_EMOTICON_ROOM)
        found->word[found->word_len++] = c;
}

/* The run of one mouth from `at` on; returns its end. */
static size_t read_mouths(ef_span text, size_t at, ef_emoticon *found)
{
    const char mouth = text.at[at];
    size_t end = at + 1;
    if (is_one_of(mouth, ")(][DPp*3|"))
        while (end < text.len && text.at[end] == mouth)
            end++;
    found->elongated = end - at >= 3;
    keep(found, mouth);
    return end;
}

static bool eyes_take_mouth(char eyes, bool nose, char mouth)
{
    switch (eyes) {
    case ':': return is_one_of(mouth, ")(][dDpP/\\|}{@3*oO0sSxX>");
    case ';': return is_one_of(mouth, ")(]DpP*/");
    case '=': return is_one_of(mouth, ")(][DpP/\\|3oO");
    case '8': return is_one_of(mouth, nose ? ")(DO" : ")");
    default: return mouth == 'D'; /* xD */
    }
}

/* The mouths that no text with colons contains by chance may follow a mark or even a word. */
static bool left_is_good(const face *f, char eyes, char mouth)
{
    if (f->left == EDGE_OPEN)
        return true;
    if (eyes == '=' || eyes == '8' || eyes == 'x' || eyes == 'X')
        return false;
    if (f->left == EDGE_MARK)
        return is_one_of(mouth, ")(DP][") && char_at(f->text, f->at - 1) != ':';
    return eyes == ':' && !f->place.in_brackets && is_one_of(mouth, ")(");
}

static bool right_is_good(const face *f, char mouth, size_t end)
{
    const char next = char_at(f->text, end);
    if (mouth == ')' && f->left == EDGE_OPEN)
        return true;
    if (is_one_of(mouth, "|/\\")) /* paths and the rules of tables are full of them */
        return is_space(next) || is_one_of(next, ".,!?)]*\"'");
    return !is_word_at(f->text, end);
}

/* "8)" closes a bracket or numbers an item far more often than it wears glasses. */
static bool is_glasses(const face *f, size_t end)
{
    return f->at > 0 && f->text.at[f->at - 1] == ' ' && is_space(char_at(f->text, end)) &&
           !f->place.in_brackets && !f->place.after_item;
}

/* After the tear or the nose, if any, of a face whose eyes are in found already. */
static bool read_mouth(const face *f, char eyes, bool nose, size_t at, ef_emoticon *found)
{
    const char mouth = char_at(f->text, at);
    if (!eyes_take_mouth(eyes, nose, mouth) || !left_is_good(f, eyes, mouth))
        return false;
    ef_emoticon trial = *found;
    const size_t end = read_mouths(f->text, at, &trial);
    if (!right_is_good(f, mouth, end))
        return false;
    if (eyes == '8' && !nose && !is_glasses(f, end))
        return false;
    trial.len = end - f->at;
    *found = trial;
    return true;
}

static size_t tear_len(ef_span text, size_t at)
{
    const char c = char_at(text, at);
    if (c == '\'' || c == ',')
        return 1;
    return at + 3 <= text.len && memcmp(text.at + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* >:-( and everything without the brow, the nose or the tear. */
static bool read_upright(const face *f, ef_emoticon *found)
{
    size_t at = f->at;
    if (char_at(f->text, at) == '>') {
        keep(found, '>');
        at++;
    }
    const char eyes = char_at(f->text, at);
    if (!is_one_of(eyes, found->word_len > 0 ? ":;=" : ":;=8xX"))
        return false;
    keep(found, eyes);
    at++;
    const size_t tear = eyes == ':' || eyes == ';' || eyes == '=' ? tear_len(f->text, at) : 0;
    if (tear > 0) {
        const size_t nose = char_at(f->text, at + tear) == '-';
        if (!is_one_of(char_at(f->text, at + tear + nose), ")(]["))
            return false;
        keep(found, '\'');
        return read_mouth(f, eyes, nose > 0, at + tear + nose, found);
    }
    if (is_one_of(char_at(f->text, at), "-o0*^~") && read_mouth(f, eyes, true, at + 1, found))
        return true;
    return read_mouth(f, eyes, false, at, found);
}

/* "Vitamin D: good" is no face, so D: has to end its line. */
static bool ends_line(ef_span text, size_t at)
{
    while (at < text.len && text.at[at] == ' ')
        at++;
    return at >= text.len || text.at[at] == '\n' || text.at[at] == '\r';
}

/* (-: and the like, free on both sides. */
static bool read_reversed(const face *f, ef_emoticon *found)
{
    const char mouth = char_at(f->text, f->at);
    if (f->left != EDGE_OPEN || !is_one_of(mouth, "([)]D/\\|"))
        return false;
    size_t at = read_mouths(f->text, f->at, found);
    if (is_one_of(char_at(f->text, at), "-o*^"))
        at++;
    const char eyes = char_at(f->text, at);
    if (!is_one_of(eyes, mouth == '(' ? ":;=" : mouth == ')' || mouth == '[' ? ":=" : ":"))
        return false;
    const bool free_right = mouth == 'D' ? ends_line(f->text, at + 1)
                                         : is_space(char_at(f->text, at + 1)) ||
                                               is_one_of(char_at(f->text, at + 1), ".!?");
    keep(found, eyes);
    found->len = at + 1 - f->at;
    return free_right;
}

static bool right_is_free(ef_span text, size_t at)
{
    return !is_word_at(text, at) && char_at(text, at) != '_';
}

/* <3, <333 and </3, but not "<30" or "<3.5". */
static bool read_heart(const face *f, ef_emoticon *found)
{
    size_t at = f->at + 1;
    keep(found, '<');
    if (char_at(f->text, at) == '/') {
        keep(found, '/');
        at++;
    }
    if (f->left == EDGE_WORD || char_at(f->text, at) != '3')
        return false;
    const size_t end = read_mouths(f->text, at, found);
    found->len = end - f->at;
    return !is_word_at(f->text, end) &&
           !(is_one_of(char_at(f->text, end), ".,") && is_word_at(f->text, end + 1));
}

static bool eyes_match(char left, char right)
{
    if (left == right)
        return true;
    return (left == '>' && right == '<') || (is_one_of(left, "oO0") && is_one_of(right, "oO0"));
}

static bool eyes_take_dot(char eyes)
{
    return is_one_of(eyes, "^-T;oO><=@*~");
}

static bool eyes_take_dash(char eyes)
{
    return is_one_of(eyes, "^T;*");
}

/* ^_^ -__- T.T o_O >_< and ^^ */
static bool read_flat(const face *f, ef_emoticon *found)
{
    const char left = char_at(f->text, f->at);
    if (!is_one_of(left, "^-T;oO0><uUxX=.*@$~Qqt") || (f->left == EDGE_WORD && left != '^'))
        return false;
    size_t at = f->at + 1;
    const char mouth = char_at(f->text, at);
    keep(found, left);
    if (mouth == '_')
        while (char_at(f->text, at) == '_')
            at++;
    else if ((mouth == '.' && eyes_take_dot(left)) || (mouth == '-' && eyes_take_dash(left)))
        at++;
    else if (left != '^' || mouth != '^')
        return false;
    if (at > f->at + 1)
        keep(found, mouth);
    const char right = char_at(f->text, at);
    if (!eyes_match(left, right))
        return false;
    keep(found, right);
    found->len = at + 1 - f->at;
    return right_is_free(f->text, at + 1) && char_at(f->text, at + 1) != right &&
           (mouth != '.' || char_at(f->text, at + 1) != '.');
}

/* The two whose shape is all their own: a cheer and a shrug. */
static bool read_drawing(const face *f, ef_emoticon *found)
{
    static const ef_span drawings[] = {EF_SPAN("\\o/"),
                                       EF_SPAN("\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF")};
    const ef_span rest = ef_span_make(f->text.at + f->at, f->text.len - f->at);
    for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
        if (!ef_span_starts_with(rest, drawings[i]))
            continue;
        memcpy(found->word, drawings[i].at, drawings[i].len);
        found->word_len = found->len = drawings[i].len;
        return f->left != EDGE_WORD && right_is_free(f->text, f->at + found->len);
    }
    return false;
}

typedef bool (*reader)(const face *f, ef_emoticon *found);

bool ef_emoticon_at(ef_span text, size_t at, ef_emoticon_place place, ef_emoticon *found)
{
    static const reader readers[] = {read_upright, read_reversed, read_heart, read_flat,
                                     read_drawing};
    const face f = {
        .text = text, .at = at, .left = edge_before(text, at, place.after_face), .place = place};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (readers[i] == read_heart && text.at[at] != '<')
            continue;
        *found = (ef_emoticon){0};
        if (readers[i](&f, found))
            return true;
    }
    return false;
}
