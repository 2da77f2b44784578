/* What a JSON library reads at the paths of a document: its values as bytes, to be compared with
 * earful's. The C++ of simdjson sees this header, too. */
#ifndef EF_TEST_PEER_H
#define EF_TEST_PEER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PEER_MOST_STEPS = 3 };

/* Keys from the outside in, up to NULL; "[]" is each element of an array or value of an object. */
typedef struct peer_path {
    const char *steps[PEER_MOST_STEPS + 1];
} peer_path;

typedef enum peer_verdict {
    PEER_READS,
    PEER_REFUSES,
    PEER_FINDS_NUMBER_TOO_LARGE, /* or refuses for another fault of a number */
    PEER_FINDS_TOO_DEEP,
    PEER_FINDS_ZERO_IN_KEY /* jansson's keys are C strings */
} peer_verdict;

typedef enum peer_kind {
    PEER_NOTHING, /* nothing there, null, or a container */
    PEER_BYTES,   /* a string, true, false, or a whole number in decimal digits */
    PEER_REAL
} peer_kind;

typedef struct peer_value {
    peer_kind kind;
    char *bytes; /* on the heap */
    size_t len;
    double real;
} peer_value;

/* Reads one document and the values at the paths. Of equal keys the last counts; of several values
 * at one path the first that is a scalar. */
typedef peer_verdict peer_reader(const char *bytes, size_t len, const peer_path *paths,
                                 size_t n_paths, peer_value *values);

peer_reader peer_read_simdjson;
peer_reader peer_read_jansson;

#ifdef __cplusplus
}
#endif

#endif
