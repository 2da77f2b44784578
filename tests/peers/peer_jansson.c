#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "peer.h"

/* Steps through keys only: of equal keys jansson keeps one, so its [] would see less than earful's. */
static const json_t *find(const json_t *at, const char *const *steps)
{
    for (; *steps != NULL; steps++)
        at = json_object_get(at, *steps);
    return json_is_object(at) || json_is_array(at) || json_is_null(at) ? NULL : at;
}

static peer_verdict why_not(enum json_error_code code)
{
    return code == json_error_numeric_overflow   ? PEER_FINDS_NUMBER_TOO_LARGE
           : code == json_error_stack_overflow   ? PEER_FINDS_TOO_DEEP
           : code == json_error_null_byte_in_key ? PEER_FINDS_ZERO_IN_KEY
                                                 : PEER_REFUSES;
}

static void take(const json_t *from, peer_value *value)
{
    *value = (peer_value){0};
    if (from == NULL)
        return;
    value->kind = json_is_real(from) ? PEER_REAL : PEER_BYTES;
    value->real = json_real_value(from);
    value->len = json_is_string(from) ? json_string_length(from) : 0;
    value->bytes = malloc(value->len + 32);
    if (value->bytes == NULL)
        abort();
    if (json_is_string(from))
        memcpy(value->bytes, json_string_value(from), value->len);
    else if (json_is_integer(from))
        value->len =
            (size_t)sprintf(value->bytes, "%" JSON_INTEGER_FORMAT, json_integer_value(from));
    else if (json_is_boolean(from))
        value->len = (size_t)sprintf(value->bytes, "%s", json_is_true(from) ? "true" : "false");
}

peer_verdict peer_read_jansson(const char *bytes, size_t len, const peer_path *paths,
                               size_t n_paths, peer_value *values)
{
    json_error_t error;
    json_t *const root = json_loadb(bytes, len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (root == NULL)
        return why_not(json_error_code(&error));
    for (size_t i = 0; i < n_paths; i++)
        take(find(root, paths[i].steps), &values[i]);
    json_decref(root);
    return PEER_READS;
}
