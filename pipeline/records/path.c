#include "records/path.h"

#define REMEDY "write keys divided by dots, and [] for every element, such as reviews[].text"

static earful_status bad_path(const char *what, const char *why, earful_error *err)
{
    return ef_fail(err, EARFUL_USAGE, "%s: %s; " REMEDY, what, why);
}

/* Takes a key off the front of *rest. NULL when it is one, else what is wrong. */
static const char *take_key(ef_span *rest, ef_span *key)
{
    if (rest->len > 0 && rest->at[0] == '"') {
        const char *const close = memchr(rest->at + 1, '"', rest->len - 1);
        if (close == NULL)
            return "a quote is never closed";
        *key = ef_span_make(rest->at + 1, (size_t)(close - rest->at - 1));
    } else {
        size_t len = 0;
        while (len < rest->len && rest->at[len] != '.' && rest->at[len] != '[')
            len++;
        if (len == 0)
            return "a key is empty";
        if (memchr(rest->at, ']', len) != NULL)
            return "a ] has no [ before it";
        *key = ef_span_make(rest->at, len);
    }
    const size_t used = (size_t)(key->at - rest->at) * 2 + key->len;
    *rest = ef_span_make(rest->at + used, rest->len - used);
    return NULL;
}

/* Takes one step off the front: [] or a key, with the dot between steps. */
static const char *take_step(ef_span *rest, bool first, ef_step *step)
{
    if (rest->at[0] == '[') {
        if (rest->len < 2 || rest->at[1] != ']')
            return "only [] may stand in brackets";
        *step = (ef_step){.every = true};
        *rest = ef_span_make(rest->at + 2, rest->len - 2);
        return NULL;
    }
    if (!first) {
        if (rest->at[0] != '.')
            return "a dot is missing between two steps";
        *rest = ef_span_make(rest->at + 1, rest->len - 1);
    }
    *step = (ef_step){.every = false};
    return take_key(rest, &step->key);
}

earful_status ef_path_parse(const char *what, ef_span text, ef_arena *arena, ef_path *path,
                            earful_error *err)
{
    ef_step steps[EF_MAX_STEPS];
    uint32_t n_steps = 0;
    const ef_span copy = ef_arena_span(arena, text);
    ef_span rest = copy;
    if (arena->failed)
        return ef_fail_memory(err);
    if (rest.len == 0)
        return bad_path(what, "the path is empty", err);
    if (rest.at[0] == '$')
        return bad_path(what, "a path starts with a key, not with $", err);
    while (rest.len > 0) {
        if (n_steps == EF_MAX_STEPS)
            return bad_path(what, "the path has more than 32 steps", err);
        const char *const why = take_step(&rest, n_steps == 0, &steps[n_steps]);
        if (why != NULL)
            return bad_path(what, why, err);
        n_steps++;
    }
    ef_step *const own = ef_arena_array(arena, n_steps, sizeof *own);
    if (own == NULL || arena->failed)
        return ef_fail_memory(err);
    memcpy(own, steps, n_steps * sizeof *own);
    *path = (ef_path){
        .text = copy, .steps = own, .n_steps = n_steps, .place = EF_NONE, .turn_place = EF_NONE};
    return EARFUL_OK;
}

bool ef_path_below(const ef_path *path, const ef_path *prefix, ef_path *rest)
{
    if (prefix->n_steps == 0 || path->n_steps < prefix->n_steps)
        return false;
    for (uint32_t i = 0; i < prefix->n_steps; i++) {
        if (path->steps[i].every != prefix->steps[i].every ||
            !ef_span_equal(path->steps[i].key, prefix->steps[i].key))
            return false;
    }
    *rest = *path;
    rest->steps += prefix->n_steps;
    rest->n_steps -= prefix->n_steps;
    return true;
}
