#include "parsing.h"

void parsing_begin(parsing *p)
{
    *p = (parsing){0};
    ef_spelling_init(&p->spelling);
    ef_spelling_add(&p->spelling, EF_CONTRACTION, EF_SPAN_TEXT("didn't"), EF_SPAN_TEXT("did not"));
    ef_spelling_add(&p->spelling, EF_CONTRACTION, EF_SPAN_TEXT("wont"), EF_SPAN_TEXT("will not"));
    p->vocabulary = ef_vocabulary_new();
    ef_arena_init(&p->arena, 4096);
    p->context = (ef_rule_context){.spelling = &p->spelling,
                                   .vocabulary = p->vocabulary,
                                   .arena = &p->arena,
                                   .file = "rules.csv",
                                   .line = 3,
                                   .column = 1};
}

void parsing_end(parsing *p)
{
    ef_node_release(p->root);
    ef_vocabulary_free(p->vocabulary);
    ef_spelling_fini(&p->spelling);
    ef_arena_fini(&p->arena);
    ef_buffer_fini(&p->printed);
}

earful_status parse(parsing *p, const char *rule)
{
    ef_node_release(p->root);
    p->root = NULL;
    p->err = (earful_error){0};
    return ef_rule_parse(&p->context, ef_span_of(rule), &p->root, &p->err);
}

const char *print(parsing *p, const char *rule)
{
    ef_buffer_reset(&p->printed);
    if (parse(p, rule) == EARFUL_OK)
        ef_node_print(p->root, &p->printed);
    else
        ef_buffer_add_format(&p->printed, "%u: %s", p->err.column, p->err.message);
    ef_buffer_add_char(&p->printed, '\0');
    return p->printed.at;
}
