#include <criterion/criterion.h>

#include <stdlib.h>

#include "base/attr.h"
#include "records/markup.h"
#include "records/tags.h"

/* Where the byte at clean_at came from, by the map alone. */
static uint32_t origin(const ef_markup *markup, uint32_t clean_at)
{
    const ef_document document = {.offsets = markup->offsets,
                                  .n_offsets = (uint32_t)markup->n_offsets};
    uint32_t part;
    const uint32_t at = ef_document_field_offset(&document, clean_at, &part);
    cr_assert_eq(part, 0);
    return at;
}

static void becomes(const char *text, const char *expected)
{
    const size_t len = strlen(text);
    char *const in = malloc(len > 0 ? len : 1); /* exact, for the sanitizer */
    char *const out = malloc(len > 0 ? len : 1);
    ef_markup markup = {0};
    memcpy(in, text, len);
    ef_markup_reset(&markup, out);
    ef_markup_clean(&markup, ef_span_make(in, len), 0);
    cr_assert(ef_span_is(ef_span_make(out, markup.len), expected), "%s became %.*s", text,
              (int)markup.len, out);
    uint32_t last = 0;
    for (uint32_t i = 0; i < markup.len; i++) {
        const uint32_t at = origin(&markup, i);
        cr_assert_lt(at, len, "byte %u of %s", i, text);
        cr_assert(i == 0 || at > last, "byte %u of %s", i, text);
        /* A byte that was copied comes from its equal, any other one from markup. */
        const bool made = in[at] == '<' || in[at] == '&' || in[at] == '[';
        const bool inside = i > 0 && (unsigned char)out[i] >= 0x80;
        cr_assert(in[at] == out[i] || made || inside, "byte %u of %s", i, text);
        last = at;
    }
    ef_markup_fini(&markup);
    free(in);
    free(out);
}

Test(markup, leaves_prose_alone)
{
    static const char *const same[] = {
        "",
        "plain",
        "a < b and b > c",
        "<3 it",
        "I <3 you > him",
        ":< sad >:",
        "x<y",
        "a<b and c>d",
        "<b and c>",
        "<username> wrote",
        "<<<",
        "<",
        "</",
        "</ b>",
        "<b",
        "<a href=\"x",
        "<br",
        "AT&T",
        "&",
        "&;",
        "&amp",
        "&amp more",
        "&lt3",
        "&nosuch;",
        "R&D; more",
        "&#;",
        "&#x;",
        "&#12345678901;",
        "&#12x;",
        "[",
        "[x]",
        "[1] a footnote",
        "[bold]",
        "[url",
        "[url=http://x",
        "[/url=x]",
        "[b",
        "<!-- not closed",
        "<!DOCTYPE",
    };
    for (size_t i = 0; i < EF_COUNT(same); i++)
        becomes(same[i], same[i]);
}

Test(markup, takes_tags_out)
{
    becomes("so <b>very</b> good", "so very good");
    becomes("un<i>believ</i>able", "unbelievable");
    becomes("<B>LOUD</B>", "LOUD");
    becomes("<span class=\"x\">a</span>", "a");
    becomes("<a href='http://x/?a>b'>link</a>", "link");
    becomes("<a href=http://x>link</a >", "link");
    becomes("one<img src=\"x.png\"/>two", "one two");
    becomes("<td>1</td><td>2</td>", "1 2 ");
}

Test(markup, breaks_the_line_where_a_page_does)
{
    becomes("a<br>b<br/>c<br />d", "a\nb\nc\nd");
    becomes("a<br><br>b", "a\nb");
    becomes("<p>one</p><p>two</p>", "one\ntwo\n");
    becomes("<ul><li>x</li><li>y</li></ul>", "x\ny\n");
    becomes("a\n<br>b", "a\nb");
}

Test(markup, drops_what_no_reader_sees)
{
    becomes("a<!-- hidden <b> -->b", "ab");
    becomes("a<script>if (a < b) x('</b>');</script>b", "ab");
    becomes("a<STYLE type=\"text/css\">p { }</style >b", "ab");
    becomes("a<script>never closed", "anever closed");
    becomes("a<!--x--><!--y", "a<!--y");
}

Test(markup, decodes_entities_once)
{
    becomes("&lt;b&gt; &amp; &quot;x&quot; &apos;", "<b> & \"x\" '");
    becomes("&amp;amp; &amp;lt;", "&amp; &lt;");
    becomes("it&#39;s &#x27;it&#X27;", "it's 'it'");
    becomes("don&rsquo;t&hellip;", "don\xE2\x80\x99t\xE2\x80\xA6");
    becomes("a&nbsp;b", "a b");
    becomes("caf&eacute; &Eacute;", "caf\xC3\xA9 \xC3\x89");
    becomes("&#128512;&#x1F600;", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80");
    becomes("don&#146;t &#128;", "don\xE2\x80\x99t \xE2\x82\xAC");
    becomes("&#0;&#xD800;&#x110000;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

Test(markup, takes_bbcode_out)
{
    becomes("[b]x[/b] [I]y[/I]", "x y");
    becomes("[h1]Head[/h1]text", "Head\ntext");
    becomes("[url=http://x.y/z?a=b]here[/url]", "here");
    becomes("[quote=someone]said[/quote]mine", "said\nmine");
    becomes("[list][*]one[*]two[/list]", "one\ntwo\n");
    becomes("[url=a\nb]", "[url=a\nb]");
    becomes("[url=[b]x[/b]]", "[url=x]");
}

Test(markup, runs_in_linear_time_on_beginnings_without_ends)
{
    static const char *const pieces[] = {"<!--", "<script>", "<style>", "<a b=\"", "[url=", "&amp"};
    const size_t size = 4 * 1024 * 1024; /* quadratic time would take hours */
    char *const in = malloc(size);
    char *const out = malloc(size);
    for (size_t i = 0; i < EF_COUNT(pieces); i++) {
        const size_t len = strlen(pieces[i]);
        for (size_t at = 0; at < size; at++)
            in[at] = pieces[i][at % len];
        ef_markup markup = {0};
        ef_markup_reset(&markup, out);
        ef_markup_clean(&markup, ef_span_make(in, size), 0);
        cr_assert_leq(markup.len, size);
        ef_markup_fini(&markup);
    }
    free(in);
    free(out);
}

/* The tables are searched by halves: this finds a name out of order. */
Test(tags, are_found_at_both_ends_and_in_the_middle_of_the_tables)
{
    static const char *const html[] = {"a", "abbr", "br", "h6", "hr", "p", "style", "var", "wbr"};
    static const char *const bbcode[] = {"*", "b", "center", "h1", "olist", "u", "url", "youtube"};
    static const char *const names[] = {"AMP", "Uuml", "aacute", "apos", "gt",
                                        "lt",  "nbsp", "yuml",   "zwnj"};
    for (size_t i = 0; i < EF_COUNT(html); i++)
        cr_assert_neq(ef_html_tag(ef_span_of(html[i])), EF_TAG_NONE, "%s", html[i]);
    for (size_t i = 0; i < EF_COUNT(bbcode); i++)
        cr_assert_neq(ef_bbcode_tag(ef_span_of(bbcode[i])), EF_TAG_NONE, "%s", bbcode[i]);
    for (size_t i = 0; i < EF_COUNT(names); i++)
        cr_assert_neq(ef_entity(ef_span_of(names[i])), 0, "%s", names[i]);
    cr_assert_eq(ef_html_tag(EF_SPAN_TEXT("marquee-of-a-long-name")), EF_TAG_NONE);
    cr_assert_eq(ef_entity(EF_SPAN_TEXT("Nbsp")), 0);
}
