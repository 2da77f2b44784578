/* Numbers as RFC 8259 writes them. */
#ifndef EF_JSON_NUMBER_H
#define EF_JSON_NUMBER_H

#include <stdbool.h>

/* Moves *at, which is before the end, behind a number; else to the byte that makes it none. */
bool ef_json_number_read(const char **at, const char *end);

#endif
