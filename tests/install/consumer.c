/* A program of somebody else's: compiled as C99, C17 and C++17 against what was installed. */
#include <earful.h>

#include <stdio.h>
#include <string.h>

typedef struct text {
    char bytes[65536];
    size_t len;
} text;

static bool take(void *context, const char *bytes, size_t len)
{
    text *into = (text *)context;
    if (len >= sizeof into->bytes - into->len)
        return false;
    memcpy(into->bytes + into->len, bytes, len);
    into->len += len;
    into->bytes[into->len] = '\0';
    return true;
}

static text out;

int main(void)
{
    static const char records[] = "{\"text\":\"great phone\"}\n{\"text\":\"awful support\"}\n";
    earful_model *model = NULL;
    earful_result *result = NULL;
    earful_error err;
    earful_options options;
    earful_input input;
    earful_sink sink;
    memset(&err, 0, sizeof err);
    memset(&input, 0, sizeof input);
    input.name = "memory";
    input.data = records;
    input.size = sizeof records - 1;
    sink.write = take;
    sink.context = &out;
    earful_options_init(&options);
    if (strcmp(earful_version(), EARFUL_VERSION) != 0)
        return 1;
    if (earful_model_open(NULL, &model, &err) != EARFUL_OK ||
        earful_run(model, &options, &input, 1, &result, &err) != EARFUL_OK ||
        earful_result_write(result, EARFUL_SENTIMENT_CSV, &sink, &err) != EARFUL_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("%d records, %d bytes\n", (int)earful_result_counts(result).scored, out.len > 0);
    earful_result_close(result);
    earful_model_close(model);
    return 0;
}
