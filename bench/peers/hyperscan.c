/* Looks for phrases with Hyperscan, whole words and any case: `hyperscan PHRASES FILE`, a phrase and a
 * text a line. Prints how many matches there are. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PHRASES = 10000 };

static void must(int good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "hyperscan: %s\n", what);
    exit(1);
}

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *count)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(unsigned long long *)count;
    return 0;
}

static unsigned read_phrases(const char *path, char **patterns)
{
    char line[256];
    unsigned count = 0;
    FILE *const file = fopen(path, "r");
    must(file != NULL, "no phrases");
    while (count < MOST_PHRASES && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        patterns[count] = malloc(strlen(line) + 8);
        must(patterns[count] != NULL, "no memory");
        sprintf(patterns[count++], "\\b%s\\b", line);
    }
    fclose(file);
    return count;
}

int main(int argc, char **argv)
{
    static char *patterns[MOST_PHRASES];
    static unsigned flags[MOST_PHRASES], ids[MOST_PHRASES];
    must(argc == 3, "usage: hyperscan PHRASES FILE");
    const unsigned n = read_phrases(argv[1], patterns);
    for (unsigned i = 0; i < n; i++) {
        flags[i] = HS_FLAG_CASELESS;
        ids[i] = i;
    }
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    hs_scratch_t *scratch = NULL;
    must(hs_compile_multi((const char *const *)patterns, flags, ids, n, HS_MODE_BLOCK, NULL,
                          &database, &error) == HS_SUCCESS,
         "the phrases do not compile");
    must(hs_alloc_scratch(database, &scratch) == HS_SUCCESS, "no memory");
    unsigned long long count = 0;
    char *line = NULL;
    size_t room = 0;
    FILE *const file = fopen(argv[2], "r");
    must(file != NULL, "no file");
    for (ssize_t len; (len = getline(&line, &room, file)) > 0;)
        hs_scan(database, line, (unsigned)len, 0, scratch, count_match, &count);
    printf("%llu\n", count);
    return 0;
}
