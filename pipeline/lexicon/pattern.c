#include "lexicon/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

enum {
    MATCH_LIMIT = 100000,
    DEPTH_LIMIT = 100000,
    HEAP_LIMIT = 16 * 1024, /* KiB */
    LONGEST_EXPRESSION = 4096,
    JIT_STACK_FIRST = 32 * 1024,
    JIT_STACK_MOST = 1024 * 1024
};

struct ef_pattern {
    pcre2_code *code;
    size_t len;
    char text[];
};

struct ef_pattern_scratch {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

static pcre2_code *compile(ef_span expression, bool whole, int *code, size_t *at)
{
    pcre2_compile_context *const context = pcre2_compile_context_create(NULL);
    if (context == NULL) {
        *code = PCRE2_ERROR_NOMEMORY;
        return NULL;
    }
    pcre2_set_max_pattern_length(context, LONGEST_EXPRESSION);
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
    if (whole)
        options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    pcre2_code *const compiled =
        pcre2_compile((PCRE2_SPTR)expression.at, expression.len, options, code, at, context);
    pcre2_compile_context_free(context);
    return compiled;
}

static earful_status fail_compile(int code, size_t at, const char *path, uint32_t line,
                                  uint32_t column, earful_error *err)
{
    if (code == PCRE2_ERROR_NOMEMORY || code == 121) /* "failed to allocate heap memory" */
        return ef_fail_memory(err);
    char reason[128] = "unknown mistake";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
    return ef_fail_at(err, EARFUL_MODEL, path, line, column > 0 ? column + (uint32_t)at : 0,
                      "the regular expression is wrong: %s", reason);
}

earful_status ef_pattern_compile(ef_span expression, bool whole, const char *path, uint32_t line,
                                 uint32_t column, ef_pattern **pattern, earful_error *err)
{
    *pattern = NULL;
    int code = 0;
    size_t at = 0;
    pcre2_code *const compiled = compile(expression, whole, &code, &at);
    if (compiled == NULL)
        return fail_compile(code, at, path, line, column, err);
    ef_pattern *const made = malloc(sizeof *made + expression.len + 1);
    if (made == NULL) {
        pcre2_code_free(compiled);
        return ef_fail_memory(err);
    }
    /* Where there is no JIT, or it refuses this expression, the interpreter does the work. */
    (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    made->code = compiled;
    made->len = expression.len;
    if (expression.len > 0)
        memcpy(made->text, expression.at, expression.len);
    made->text[expression.len] = '\0';
    *pattern = made;
    return EARFUL_OK;
}

void ef_pattern_free(ef_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

ef_span ef_pattern_text(const ef_pattern *pattern)
{
    return ef_span_make(pattern->text, pattern->len);
}

ef_pattern_scratch *ef_pattern_scratch_new(void)
{
    ef_pattern_scratch *const scratch = calloc(1, sizeof *scratch);
    if (scratch == NULL)
        return NULL;
    scratch->context = pcre2_match_context_create(NULL);
    scratch->data = pcre2_match_data_create(1, NULL); /* only the whole match is asked for */
    if (scratch->context == NULL || scratch->data == NULL) {
        ef_pattern_scratch_free(scratch);
        return NULL;
    }
    pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
    pcre2_set_depth_limit(scratch->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(scratch->context, HEAP_LIMIT);
    /* NULL where there is no JIT, or no memory: the compiled code then makes do with 32 KiB of the
     * machine's stack, and the interpreter decides what does not fit. */
    scratch->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, NULL);
    if (scratch->stack != NULL)
        pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
    return scratch;
}

void ef_pattern_scratch_free(ef_pattern_scratch *scratch)
{
    if (scratch == NULL)
        return;
    pcre2_jit_stack_free(scratch->stack);
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    free(scratch);
}

static int match(const ef_pattern *pattern, ef_pattern_scratch *scratch, ef_span subject,
                 size_t from, uint32_t options)
{
    const char *const bytes = subject.len > 0 ? subject.at : "";
    return pcre2_match(pattern->code, (PCRE2_SPTR)bytes, subject.len, from,
                       PCRE2_NO_UTF_CHECK | options, scratch->data, scratch->context);
}

ef_match ef_pattern_find(const ef_pattern *pattern, ef_pattern_scratch *scratch, ef_span subject,
                         size_t from, size_t *start, size_t *end)
{
    int code = match(pattern, scratch, subject, from, 0);
    if (code < 0 && code != PCRE2_ERROR_NOMATCH)
        code = match(pattern, scratch, subject, from, PCRE2_NO_JIT);
    if (code == PCRE2_ERROR_NOMATCH)
        return EF_NO_MATCH;
    if (code < 0)
        return EF_RAN_AWAY;
    const size_t *const ends = pcre2_get_ovector_pointer(scratch->data);
    /* A \K that a look-ahead calls as a subroutine can put the start behind the end. */
    *start = ends[0] < ends[1] ? ends[0] : ends[1];
    *end = ends[1];
    return EF_MATCH;
}
