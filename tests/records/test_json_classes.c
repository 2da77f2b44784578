/* What RFC 8259 says must be read, must be refused, and leaves to the reader, class by class. */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "records/json.h"

typedef struct json_case {
    const char *text;
    size_t len;
} json_case;

/* A text may hold zero bytes. */
#define CASE(text)                                                                                 \
    {                                                                                              \
        "" text "", sizeof(text) - 1                                                               \
    }

static ef_reason judge(ef_span text, size_t *at)
{
    ef_json *const json = calloc(1, sizeof *json);
    ef_wanted *const wanted = ef_wanted_new();
    ef_found found = {0};
    size_t end;
    char *const bytes = malloc(text.len + (text.len == 0)); /* of just this size, for a sanitizer */
    cr_assert(json != NULL && wanted != NULL && bytes != NULL);
    memcpy(bytes, text.at, text.len);
    ef_found_reset(&found, wanted->n_nodes);
    const ef_reason reason =
        ef_json_read(json, wanted, ef_span_make(bytes, text.len), false, &found, at, &end);
    ef_json_fini(json);
    ef_found_fini(&found);
    ef_wanted_free(wanted);
    free(json);
    free(bytes);
    return reason;
}

/* Alone, and behind space that moves it through a block of 64 bytes. */
static void expect(const json_case *cases, size_t count, ef_reason expected)
{
    char moved[256];
    size_t at;
    for (size_t i = 0; i < count; i++) {
        const ef_span text = ef_span_make(cases[i].text, cases[i].len);
        cr_assert_eq(judge(text, &at), expected, "%s at %zu", cases[i].text, at);
        cr_assert_lt(64 + text.len, sizeof moved);
        for (size_t space = 1; space <= 64; space++) {
            memset(moved, ' ', space);
            memcpy(moved + space, text.at, text.len);
            cr_assert_eq(judge(ef_span_make(moved, space + text.len), &at), expected,
                         "%s behind %zu spaces, at %zu", cases[i].text, space, at);
        }
    }
}

#define ACCEPTS(...)                                                                               \
    do {                                                                                           \
        static const json_case cases[] = {__VA_ARGS__};                                            \
        expect(cases, EF_COUNT(cases), EF_REASON_NONE);                                            \
    } while (0)

#define REFUSES(...)                                                                               \
    do {                                                                                           \
        static const json_case cases[] = {__VA_ARGS__};                                            \
        expect(cases, EF_COUNT(cases), EF_BAD_JSON);                                               \
    } while (0)

/* ---- what must be read ---- */

Test(json_must, read_structures)
{
    ACCEPTS(CASE("[]"), CASE("{}"), CASE("[[]]"), CASE("[{}]"), CASE("{\"a\":{}}"),
            CASE("{\"a\":[]}"), CASE("[1,\"x\",null,true,false,{},[]]"), CASE("[[],[[]]]"),
            CASE("{\"a\":1,\"b\":2}"), CASE("{\"\":0}"), CASE("{\"a\":1,\"a\":1}"),
            CASE("{\"a\":1,\"a\":2}"), CASE("{\"a\\u0000b\":1}"), CASE("{\"\\\"\":1}"),
            CASE("{\"a\":\"b\",\"c\":{\"d\":[{\"e\":null}]}}"), CASE("[\"\"]"), CASE("[\"a\",[]]"),
            CASE("{\"a b\":1}"), CASE("{\"min\":-1.0e+28,\"max\":1.0e+28}"));
}

Test(json_must, read_any_value_alone)
{
    ACCEPTS(CASE("\"\""), CASE("\"text\""), CASE("0"), CASE("-1"), CASE("42"), CASE("0.5"),
            CASE("true"), CASE("false"), CASE("null"), CASE("\" \""));
}

Test(json_must, read_numbers)
{
    ACCEPTS(CASE("[0]"), CASE("[-0]"), CASE("[-0.0]"), CASE("[10]"), CASE("[123]"), CASE("[-123]"),
            CASE("[0e1]"), CASE("[0e+1]"), CASE("[0E-0]"), CASE("[1e2]"), CASE("[1E2]"),
            CASE("[1E+2]"), CASE("[1e-2]"), CASE("[1.5e00]"), CASE("[123.456e78]"), CASE("[1.000]"),
            CASE("[0.000000000000000000000000000000000000000000000000000000000001]"),
            CASE("[-1e-007]"), CASE("[9223372036854775808]"), CASE("[20e1]"), CASE("[100,200]"));
}

Test(json_must, read_strings)
{
    ACCEPTS(CASE("[\"/\"]"), CASE("[\"{}[],:\"]"), CASE("[\"'\"]"), CASE("[\"//\"]"),
            CASE("[\"/*c*/\"]"), CASE("[\"\x7f\"]"), CASE("[\"\xC3\xA9\"]"),
            CASE("[\"\xE2\x82\xAC\"]"), CASE("[\"\xF0\x9D\x84\x9E\"]"), CASE("[\"\xEF\xBB\xBF\"]"),
            CASE("[\"\xE2\x80\xA8\xE2\x80\xA9\"]"), CASE("[\"\xEF\xBF\xBE\"]"),
            CASE("[\"\xF4\x8F\xBF\xBF\"]"), CASE("[\"\xC2\x80\"]"), CASE("{\"\xC3\xA9\":1}"));
}

Test(json_must, read_escapes)
{
    ACCEPTS(CASE("[\"\\\"\"]"), CASE("[\"\\\\\"]"), CASE("[\"\\/\"]"),
            CASE("[\"\\b\\f\\n\\r\\t\"]"), CASE("[\"\\u0000\"]"), CASE("[\"\\u0041\"]"),
            CASE("[\"\\u00e9\"]"), CASE("[\"\\u00E9\"]"), CASE("[\"\\uABCD\\uabcd\"]"),
            CASE("[\"\\uFFFF\"]"), CASE("[\"\\uFDD0\"]"), CASE("[\"\\u2028\\u2029\"]"),
            CASE("[\"\\uD834\\uDD1E\"]"), CASE("[\"\\udbff\\udfff\"]"), CASE("[\"\\\\\\\\\"]"),
            CASE("[\"\\\\\\\"\"]"), CASE("[\"\\\\u0041\"]"), CASE("[\"\\\\n\"]"),
            CASE("[\"\\u0022\"]"), CASE("[\"\\u005C\"]"), CASE("[\"\\u0061\\u0062\"]"),
            CASE("[\"\\\\a\\\\\"]"));
}

Test(json_must, read_white_space_between_tokens)
{
    ACCEPTS(CASE(" []"), CASE("[] "), CASE("\t[\n]\r"), CASE("[ 1 , 2 ]"),
            CASE("{ \"a\" : 1 , \"b\" : 2 }"), CASE("[1\n,\n2]"), CASE("\r\n[]\r\n"),
            CASE(" \"a\" "), CASE(" 1 "), CASE(" null "), CASE("{\t\"a\"\n:\r1}"));
}

/* ---- what must be refused ---- */

Test(json_must, refuse_broken_arrays)
{
    REFUSES(CASE("["), CASE("]"), CASE("[1"), CASE("[1,"), CASE("[\"a\""), CASE("[\"a\","),
            CASE("[,]"), CASE("[,1]"), CASE("[1,]"), CASE("[1,,]"), CASE("[1,,2]"),
            CASE("[1 true]"), CASE("[1:2]"), CASE("[\"a\":1]"), CASE("[1;2]"), CASE("[1}"),
            CASE("[[]"), CASE("[]]"), CASE("[3[4]]"), CASE("[{}"), CASE("[\"a\" \"b\"]"),
            CASE("[*]"), CASE("[1\n2]"), CASE("[}"), CASE("[][]"), CASE("[].[]"), CASE("[(1)]"),
            CASE("1,2"), CASE("1]"));
}

Test(json_must, refuse_broken_objects)
{
    REFUSES(CASE("{"), CASE("}"), CASE("{\"a\""), CASE("{\"a\":"), CASE("{\"a\":1"),
            CASE("{\"a\":1,"), CASE("{,}"), CASE("{,\"a\":1}"), CASE("{\"a\":1,}"),
            CASE("{\"a\":1,,\"b\":2}"), CASE("{\"a\" 1}"), CASE("{\"a\"::1}"), CASE("{\"a\",1}"),
            CASE("{:1}"), CASE("{\"a\"}"), CASE("{\"a\":}"), CASE("{\"a\":1 \"b\":2}"),
            CASE("{\"a\":1;\"b\":2}"), CASE("{a:1}"), CASE("{'a':1}"), CASE("{1:1}"),
            CASE("{null:null}"), CASE("{[]:1}"), CASE("{{}:1}"), CASE("{\"a\":1]"), CASE("{]"),
            CASE("{\"a\":1}}"), CASE("{}{}"), CASE("{\"a\":\"b\"}#"), CASE("{\"a\":\"b\"}/**/"),
            CASE("{\"a\" \"b\"}"), CASE("{\"a\":1:2}"), CASE("{\"a\"=1}"), CASE("{\\\"a\":1}"));
}

Test(json_must, refuse_broken_numbers)
{
    REFUSES(CASE("[+1]"), CASE("[++1]"), CASE("[-]"), CASE("[--1]"), CASE("[- 1]"), CASE("[01]"),
            CASE("[-01]"), CASE("[00]"), CASE("[1.]"), CASE("[-1.]"), CASE("[.5]"), CASE("[-.5]"),
            CASE("[1.e1]"), CASE("[1e]"), CASE("[1e+]"), CASE("[1E-]"), CASE("[0e]"),
            CASE("[1eE2]"), CASE("[1e1.5]"), CASE("[1.2.3]"), CASE("[0x1]"), CASE("[0b1]"),
            CASE("[1f]"), CASE("[1a]"), CASE("[1_000]"), CASE("[1 000]"), CASE("[1+2]"),
            CASE("[1-2]"), CASE("[NaN]"), CASE("[-NaN]"), CASE("[Infinity]"), CASE("[-Infinity]"),
            CASE("[Inf]"), CASE("[\xEF\xBC\x91]"), CASE("[1\x80]"), CASE("-"), CASE("2."),
            CASE("[0.e1]"), CASE("[1e1e1]"), CASE("[-a]"), CASE("[0\xC2\xA0]"), CASE("[1/2]"));
}

Test(json_must, refuse_broken_words)
{
    REFUSES(CASE("[tru]"), CASE("[truE]"), CASE("[True]"), CASE("[TRUE]"), CASE("[fals]"),
            CASE("[nul]"), CASE("[nulll]"), CASE("[null1]"), CASE("[truefalse]"), CASE("tru"),
            CASE("n"), CASE("[undefined]"), CASE("[None]"), CASE("[yes]"), CASE("[a]"),
            CASE("[true\x00]"), CASE("nul\x00"), CASE("[t\x00rue]"));
}

Test(json_must, refuse_broken_strings)
{
    REFUSES(CASE("\""), CASE("[\""), CASE("[\"a"), CASE("[\"a]"), CASE("a\""), CASE("['a']"),
            CASE("[\"a\"b]"), CASE("[\"a\"\"b\"]"), CASE("[\"\x00\"]"), CASE("[\"\x01\"]"),
            CASE("[\"\x1f\"]"), CASE("[\"\t\"]"), CASE("[\"\n\"]"), CASE("[\"\r\"]"),
            CASE("[\"a\x00z\"]"), CASE("{\"a\nb\":1}"),
            CASE("[\xE2\x80\x9C"
                 "a\xE2\x80\x9D]"),
            CASE("[`a`]"), CASE("\"a\" \"b\""), CASE("[\"\\\"]"), CASE("[\"\\\\\\\"]"));
}

Test(json_must, refuse_broken_escapes)
{
    REFUSES(CASE("[\"\\a\"]"), CASE("[\"\\x41\"]"), CASE("[\"\\0\"]"), CASE("[\"\\'\"]"),
            CASE("[\"\\ \"]"), CASE("[\"\\\n\"]"), CASE("[\"\\\x00\"]"), CASE("[\"\\N\"]"),
            CASE("[\"\\U0041\"]"), CASE("[\"\\u\"]"), CASE("[\"\\u1\"]"), CASE("[\"\\u12\"]"),
            CASE("[\"\\u123\"]"), CASE("[\"\\u123g\"]"), CASE("[\"\\u 123\"]"),
            CASE("[\"\\u+123\"]"), CASE("[\"\\uD834\\u\"]"), CASE("[\"\\uD834\\uDD1\"]"),
            CASE("[\"\\uD834\\x\"]"), CASE("[\\n]"), CASE("[\\u0061]"), CASE("\\"),
            CASE("[\"\\\xC3\xA9\"]"), CASE("[\"\\u00\x41\x80\"]"), CASE("{\"\\q\":1}"),
            CASE("[\"\\"), CASE("[\"\\u"), CASE("[\"\\u00"));
}

Test(json_must, refuse_other_white_space_and_comments)
{
    REFUSES(CASE("[\x0b]"), CASE("[\x0c]"), CASE("\x0c[]"), CASE("[\xC2\xA0]"),
            CASE("[\xE2\x81\xA0]"), CASE("[\xE3\x80\x80]"), CASE("[]\x00"), CASE("[\x00]"),
            CASE("[]//"), CASE("[]/**/"), CASE("[1/**/]"), CASE("[#\n]"), CASE("[]#"),
            CASE("<null>"), CASE("<!-- -->[]"), CASE("[\x08]"), CASE("\x1e[]"), CASE(""), CASE(" "),
            CASE("\n"), CASE("[\x1a]"));
}

Test(json_must, refuse_bytes_beyond_ascii_outside_strings)
{
    REFUSES(CASE("\xEF\xBB\xBF"), CASE("\xEF\xBB\xBF[]"), CASE("\xEF\xBB{}"),
            CASE("[]\xEF\xBB\xBF"), CASE("[\xC3\xA9]"), CASE("\xFF"), CASE("[\xFF]"),
            CASE("{\xC3\xA9:1}"), CASE("\xFE\xFF"), CASE("[\x80]"), CASE("[\"a\"\x80]"),
            CASE("\x80"));
}

/* ---- what is left to the reader ---- */

Test(json_may, read_numbers_of_any_size)
{
    ACCEPTS(CASE("[1e400]"), CASE("[-1e400]"), CASE("[1e-400]"), CASE("[0.4e99999999999999]"),
            CASE("[123123e100000]"), CASE("[-123123123123123123123123123123]"),
            CASE("[100000000000000000000]"), CASE("[1.7976931348623159e308]"));
}

/* Whoever decodes the string repairs it. */
Test(json_may, read_strings_that_are_no_utf_8)
{
    ACCEPTS(CASE("[\"\x80\"]"), CASE("[\"\xFF\"]"), CASE("[\"\xC3\"]"), CASE("[\"\xE2\x82\"]"),
            CASE("[\"\xC0\xAF\"]"), CASE("[\"\xE0\x80\xAF\"]"), CASE("[\"\xED\xA0\x80\"]"),
            CASE("[\"\xF4\xBF\xBF\xBF\"]"), CASE("[\"\xF8\x88\x80\x80\x80\"]"),
            CASE("{\"\xFF\":1}"));
}

Test(json_may, read_half_a_surrogate_pair)
{
    ACCEPTS(CASE("[\"\\uD800\"]"), CASE("[\"\\uDC00\"]"), CASE("[\"\\uDC00\\uD800\"]"),
            CASE("[\"\\uD800\\uD800\"]"), CASE("[\"\\uD800\\n\"]"), CASE("[\"\\uD800x\"]"),
            CASE("[\"\\uD800\\uD800\\uDC00\"]"), CASE("{\"\\uDFAA\":0}"), CASE("[\"\\uD834\\\\\"]"),
            CASE("[\"\\uD83D\\u00e9\"]"));
}

/* A byte order mark belongs to the input, whose first splitter takes it; none is a record's. */
Test(json_may, refuse_utf_16)
{
    REFUSES(CASE("\xFF\xFE[\x00]\x00"), CASE("\xFE\xFF\x00[\x00]"), CASE("[\x00]\x00"),
            CASE("\x00[\x00]"));
}

static ef_reason judge_nested(size_t depth, bool objects, bool closed)
{
    char *const text = malloc(6 * depth + 1);
    char *at = text;
    cr_assert_not_null(text);
    for (size_t i = 0; i < depth; i++, at += objects ? 5 : 1)
        memcpy(at, objects ? "{\"a\":" : "[", objects ? 5 : 1);
    *at++ = '1';
    for (size_t i = 0; closed && i < depth; i++)
        *at++ = objects ? '}' : ']';
    size_t wrong;
    const ef_reason reason = judge(ef_span_make(text, (size_t)(at - text)), &wrong);
    free(text);
    return reason;
}

Test(json_may, refuse_what_nests_beyond_1024)
{
    for (int objects = 0; objects < 2; objects++) {
        cr_assert_eq(judge_nested(500, objects, true), EF_REASON_NONE);
        cr_assert_eq(judge_nested(EF_MAX_DEPTH, objects, true), EF_REASON_NONE);
        cr_assert_eq(judge_nested(EF_MAX_DEPTH + 1, objects, true), EF_TOO_DEEP);
        cr_assert_eq(judge_nested(100000, objects, true), EF_TOO_DEEP);
        cr_assert_eq(judge_nested(100000, objects, false), EF_TOO_DEEP);
        cr_assert_eq(judge_nested(500, objects, false), EF_BAD_JSON);
    }
}
