#include <criterion/criterion.h>

#include "made_input.h"

Test(document, reads_a_flat_record_without_any_option)
{
    SAMPLE(s, "{\"id\":7,\"channel\":\"chat\",\"text\":\"caf\\u00e9\",\"rating\":4.5}\n", NULL);
    cr_assert_eq(s.documents.count, 1);
    cr_assert_str_eq(sample_text(&s, 0), "caf\xC3\xA9");
    cr_assert_str_eq(sample_value(&s, 0, "id"), "7");
    cr_assert_str_eq(sample_value(&s, 0, "channel"), "chat");
    cr_assert_null(sample_value(&s, 0, "product"));
    const ef_document *const document = &s.documents.items[0];
    cr_assert_eq(document->role, EF_CUSTOMER);
    cr_assert(document->has_rating);
    cr_assert_eq(document->rating, 45000);
    cr_assert_eq(document->weight, 1);
    cr_assert_eq(document->n_parts, 1);
    cr_assert(ef_span_is(document->parts[0], "text"));
    sample_fini(&s);
}

Test(document, rejects_a_record_without_text_and_filters_an_empty_one)
{
    SAMPLE(s,
           "{\"text\":\"good\"}\n"
           "{\"note\":\"no text\"}\n"
           "{\"text\":\"\"}\n"
           "{\"text\":null}\n"
           "{\"text\":\" \\n\\t\"}\n"
           "{\"text\":\"<br>\"}\n"
           "{\"text\":{\"a\":1}}\n"
           "[1,2]\n"
           "{\"text\":\"last\"\n"
           "12\n"
           "\"a bare string\"\n",
           NULL);
    static const ef_outcome outcomes[] = {
        EF_SCORED,   EF_REJECTED, EF_FILTERED, EF_FILTERED, EF_FILTERED, EF_FILTERED,
        EF_REJECTED, EF_REJECTED, EF_REJECTED, EF_REJECTED, EF_SCORED,
    };
    cr_assert_eq(s.documents.n_records, EF_COUNT(outcomes));
    for (size_t i = 0; i < EF_COUNT(outcomes); i++) {
        const ef_record_info *const info = &s.documents.records[i];
        cr_assert_eq(info->outcome, outcomes[i], "record %zu", i);
        cr_assert_eq(info->ordinal, i);
        if (info->outcome == EF_FILTERED)
            cr_assert(ef_span_is(info->reason, "empty"));
        cr_assert_eq(info->n_documents, info->outcome != EF_REJECTED);
    }
    static const ef_reason reasons[] = {EF_NO_TEXT, EF_NO_TEXT, EF_NOT_AN_OBJECT, EF_BAD_JSON,
                                        EF_NOT_AN_OBJECT};
    cr_assert_eq(s.documents.n_rejects, EF_COUNT(reasons));
    for (size_t i = 0; i < EF_COUNT(reasons); i++)
        cr_assert_eq(s.documents.rejects[i].reason, reasons[i], "reject %zu", i);
    cr_assert_eq(s.documents.rejects[3].at, 14);
    cr_assert_eq(s.documents.rejects[3].record, 8);
    cr_assert_eq(s.documents.rejects[3].offset, 117);
    cr_assert(ef_span_is(s.documents.rejects[3].bytes, "{\"text\":\"last\""));
    cr_assert_str_eq(sample_text(&s, s.documents.count - 1), "a bare string");
    sample_fini(&s);
}

Test(document, makes_a_document_of_every_turn_that_says_something)
{
    SAMPLE(s,
           "{\"conversation_id\":\"c1\",\"lang\":\"en\",\"id\":5,\"t\":["
           "{\"text\":\"hello\",\"speaker\":\"USER\"},"
           "{\"text\":\"\",\"speaker\":\"USER\"},"
           "{\"speaker\":\"agent\"},"
           "{\"text\":\"hi\",\"speaker\":\"agent\",\"lang\":\"de-AT\"},"
           "\"just words\"]}\n",
           "--turns", "t[]", "--map", "text=text", "--map", "role=speaker", "--map",
           "conversation=conversation_id", NULL);
    cr_assert_eq(s.status, EARFUL_OK, "%s", s.err.message);
    cr_assert_eq(s.documents.count, 3);
    cr_assert_eq(s.documents.records[0].n_documents, 3);
    cr_assert_str_eq(sample_text(&s, 0), "hello");
    cr_assert_eq(s.documents.items[0].role, EF_CUSTOMER);
    cr_assert_str_eq(sample_value(&s, 0, "conversation"), "c1");
    cr_assert_str_eq(sample_value(&s, 0, "lang"), "en");
    cr_assert_str_eq(sample_text(&s, 1), "hi");
    cr_assert_eq(s.documents.items[1].role, EF_AGENT);
    cr_assert_str_eq(sample_value(&s, 1, "conversation"), "c1");
    cr_assert_str_eq(sample_value(&s, 1, "lang"), "de");
    cr_assert_str_eq(sample_value(&s, 1, "id"), "5");
    cr_assert_str_eq(sample_text(&s, 2), "just words");
    cr_assert_eq(s.documents.items[2].role, EF_CUSTOMER);
    sample_fini(&s);
}

Test(document, has_the_id_of_its_record_before_that_of_its_turn)
{
    SAMPLE(s,
           "{\"id\":\"r\",\"t\":[{\"text\":\"x\",\"id\":\"t1\"}]}\n"
           "{\"t\":[{\"text\":\"y\",\"id\":\"t2\"}]}\n",
           "--turns", "t[]", NULL);
    cr_assert_str_eq(sample_value(&s, 0, "id"), "r");
    cr_assert_str_eq(sample_value(&s, 1, "id"), "t2");
    sample_fini(&s);
}

Test(document, joins_what_brackets_find_turn_by_turn)
{
    SAMPLE(s, "{\"t\":[{\"p\":[\"a\",\"b\"]},{\"p\":[\"c\"]}]}", "--turns", "t[]", "--map",
           "text=p[]", NULL);
    cr_assert_eq(s.documents.count, 2);
    cr_assert_str_eq(sample_text(&s, 0), "a\nb");
    cr_assert_str_eq(sample_text(&s, 1), "c");
    sample_fini(&s);
}

Test(document, takes_a_path_that_begins_with_the_turns)
{
    SAMPLE(s, "{\"a\":{\"t\":[{\"x\":{\"y\":\"one\"},\"w\":\"bot\"}]}}", "--turns", "a.t[]",
           "--map", "text=a.t[].x.y", "--map", "role=a.t[].w", NULL);
    cr_assert_eq(s.status, EARFUL_OK, "%s", s.err.message);
    cr_assert_str_eq(sample_text(&s, 0), "one");
    cr_assert_eq(s.documents.items[0].role, EF_BOT);
    sample_fini(&s);
}

Test(document, tells_a_record_of_empty_turns_from_one_without_turns)
{
    SAMPLE(s,
           "{\"t\":[{\"text\":\"x\"}]}\n"
           "{\"t\":[]}\n"
           "{\"t\":[{\"text\":\"\"},{\"text\":null}]}\n"
           "{\"u\":1}\n",
           "--turns", "t[]", NULL);
    cr_assert_eq(s.documents.records[0].outcome, EF_SCORED);
    cr_assert_eq(s.documents.records[1].outcome, EF_FILTERED);
    cr_assert_eq(s.documents.records[2].outcome, EF_FILTERED);
    cr_assert_eq(s.documents.records[3].outcome, EF_REJECTED);
    sample_fini(&s);
}

Test(document, does_not_take_the_text_of_the_record_for_that_of_a_turn)
{
    SAMPLE(s, "{\"text\":\"outer\",\"t\":[{\"text\":\"inner\"},{\"x\":1}]}", "--turns", "t[]",
           NULL);
    cr_assert_eq(s.documents.count, 1);
    cr_assert_str_eq(sample_text(&s, 0), "inner");
    sample_fini(&s);
}

Test(document, gives_the_turns_of_a_later_duplicate_only)
{
    SAMPLE(s, "{\"t\":[{\"text\":\"old\"},{\"text\":\"older\"}],\"t\":[{\"text\":\"new\"}]}",
           "--turns", "t[]", NULL);
    cr_assert_eq(s.documents.count, 1);
    cr_assert_str_eq(sample_text(&s, 0), "new");
    cr_assert_eq(s.documents.duplicate_keys, 1);
    sample_fini(&s);
}

Test(document, gives_an_answer_inside_the_record_to_the_agent)
{
    SAMPLE(s, "text,answer,stars\nslow,sorry,2\nfine,,5\n,thanks,4\n", "--map", "reply=answer",
           NULL);
    cr_assert_eq(s.documents.count, 4);
    cr_assert_eq(s.documents.items[0].role, EF_CUSTOMER);
    cr_assert_eq(s.documents.items[1].role, EF_AGENT);
    cr_assert_str_eq(sample_text(&s, 1), "sorry");
    cr_assert_str_eq(sample_value(&s, 1, "role"), "agent");
    cr_assert_eq(s.documents.items[1].rating, 20000);
    cr_assert_eq(s.documents.records[0].n_documents, 2);
    cr_assert_eq(s.documents.records[1].n_documents, 1);
    cr_assert_str_eq(sample_text(&s, 3), "thanks");
    cr_assert_eq(s.documents.records[2].outcome, EF_SCORED);
    sample_fini(&s);
}

Test(document, joins_texts_and_knows_where_each_byte_came_from)
{
    SAMPLE(s, "{\"title\":\"a &amp; b\",\"body\":\"c<br>d\",\"rest\":\"\"}", "--map", "text=title",
           "--map", "text=body", "--map", "text=rest", NULL);
    const ef_document *const document = &s.documents.items[0];
    cr_assert_str_eq(sample_text(&s, 0), "a & b\nc\nd");
    cr_assert_str_eq(sample_value(&s, 0, "text"), "a &amp; b\nc<br>d");
    cr_assert_eq(document->n_parts, 2);
    cr_assert(ef_span_is(document->parts[1], "body"));
    static const uint32_t places[] = {0, 1, 2, 7, 8, 9, 0, 1, 5};
    static const uint32_t parts[] = {0, 0, 0, 0, 0, 0, 1, 1, 1};
    for (uint32_t i = 0; i < EF_COUNT(places); i++) {
        uint32_t part;
        cr_assert_eq(ef_document_field_offset(document, i, &part), places[i], "byte %u", i);
        cr_assert_eq(part, parts[i], "byte %u", i);
    }
    sample_fini(&s);
}

Test(document, joins_what_brackets_find_by_new_lines)
{
    SAMPLE(s, "{\"a\":[\"x\\u0021\",\"y\",2]}", "--map", "text=a[]", NULL);
    cr_assert_str_eq(sample_text(&s, 0), "x!\ny\n2");
    sample_fini(&s);
}

Test(document, repairs_utf8_and_counts_the_repairs)
{
    SAMPLE(s, "{\"text\":\"a\xff\xe2\x82z\\ud800\",\"id\":\"\xc0\"}", NULL);
    cr_assert_str_eq(sample_text(&s, 0), "a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD");
    cr_assert_str_eq(sample_value(&s, 0, "id"), "\xEF\xBF\xBD");
    cr_assert_eq(s.documents.invalid_utf8, 4);
    sample_fini(&s);
}

Test(document, counts_times_and_ratings_that_say_nothing)
{
    SAMPLE(s,
           "text,rating,time\n"
           "a,4,2020-01-01\n"
           "b,soso,yesterday\n"
           "c,,\n"
           "d,9,2020-01-02\n",
           "--scale", "1-5", NULL);
    cr_assert_eq(s.documents.count, 4);
    cr_assert(s.documents.items[0].has_rating);
    cr_assert(s.documents.items[0].has_time);
    cr_assert_not(s.documents.items[1].has_rating);
    cr_assert_not(s.documents.items[1].has_time);
    cr_assert_not(s.documents.items[3].has_rating);
    cr_assert_eq(s.documents.bad_ratings, 2);
    cr_assert_eq(s.documents.bad_times, 1);
    sample_fini(&s);
}

Test(document, rejects_rows_that_do_not_fit_the_header)
{
    SAMPLE(s, "id,text\n1,good\n2\n3,x,y\n4,\"a\"b\n5,fine\n", NULL);
    cr_assert_eq(s.documents.n_rejects, 3);
    cr_assert_eq(s.documents.rejects[0].reason, EF_RAGGED_ROW);
    cr_assert_eq(s.documents.rejects[0].detail, 1);
    cr_assert_eq(s.documents.rejects[1].detail, 3);
    cr_assert_eq(s.documents.rejects[2].reason, EF_BAD_QUOTE);
    cr_assert_eq(s.documents.rejects[2].at, 5);
    cr_assert_eq(s.documents.count, 2);
    sample_fini(&s);
}

Test(document, reads_lines_as_texts)
{
    SAMPLE(s, "slow delivery & all\nGreat. Thanks, all\n", NULL);
    cr_assert_eq(s.plan->form, EF_LINES);
    cr_assert_str_eq(sample_text(&s, 0), "slow delivery & all");
    cr_assert_null(sample_value(&s, 0, "id"));
    cr_assert_str_eq(sample_text(&s, 1), "Great. Thanks, all");
    sample_fini(&s);
}

Test(document, counts_the_rejects_of_cutting_in_the_ordinals)
{
    SAMPLE(s, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", NULL);
    s.batch.first_record = 100;
    cr_assert(ef_batch_add_reject(&s.batch, (ef_reject){.reason = EF_TOO_LONG, .offset = 5}));
    const ef_block block = {.batch = &s.batch, .first = 1, .count = 1};
    cr_assert(ef_read_documents(&block, &s.documents));
    cr_assert_eq(s.documents.n_records, 1);
    cr_assert_eq(s.documents.records[0].ordinal, 102);
    sample_fini(&s);
}

Test(document, rejects_a_record_of_endless_turns)
{
    const size_t n_turns = 16385;
    ef_buffer text = {0};
    ef_buffer_add_text(&text, "{\"t\":[\"a\"");
    for (size_t i = 1; i < n_turns; i++)
        ef_buffer_add_text(&text, ",\"a\"");
    ef_buffer_add(&text, "]}", 3);
    SAMPLE(s, text.at, "--turns", "t[]", NULL);
    cr_assert_eq(s.documents.count, 0);
    cr_assert_eq(s.documents.rejects[0].reason, EF_TOO_LONG);
    sample_fini(&s);
    ef_buffer_fini(&text);
}

Test(document, compares_authors_where_a_ticket_names_who_asked)
{
    SAMPLE(s,
           "{\"id\":1,\"requester_id\":9,\"comments\":[{\"author_id\":9,\"body\":\"broken\"},"
           "{\"author_id\":3,\"body\":\"sorry\"}]}",
           NULL);
    cr_assert_str_eq(s.plan->preset, "zendesk");
    cr_assert_eq(s.documents.items[0].role, EF_CUSTOMER);
    cr_assert_eq(s.documents.items[1].role, EF_AGENT);
    sample_fini(&s);
}
