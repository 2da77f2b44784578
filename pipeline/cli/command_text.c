/* earful explain and sniff: the commands that say why and what. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/inputs.h"
#include "cli/outcome.h"

enum { MAX_TEXT = 16 * 1024 * 1024 };

/* text is the default; anything but text and json is refused. */
static bool wants_json(const cli_options *options, bool *json)
{
    *json = options->format != NULL && strcmp(options->format, "json") == 0;
    if (options->format == NULL || *json || strcmp(options->format, "text") == 0)
        return true;
    complain("--format takes text or json here, not '%s'", options->format);
    return false;
}

/* Standard input, or the arguments joined by spaces. NULL after complaining. */
static char *read_text(const cli_options *options, size_t *len)
{
    char *text = malloc(MAX_TEXT);
    *len = 0;
    if (text == NULL)
        run_out_of_memory();
    if (options->arguments.count == 1 && strcmp(options->arguments.items[0], "-") == 0) {
        *len = fread(text, 1, MAX_TEXT, stdin);
        if (!ferror(stdin))
            return text;
        complain("standard input: %s", strerror(errno));
        free(text);
        return NULL;
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        const size_t more = strlen(options->arguments.items[i]);
        if (more + 1 > MAX_TEXT - *len)
            break;
        if (i > 0)
            text[(*len)++] = ' ';
        memcpy(text + *len, options->arguments.items[i], more);
        *len += more;
    }
    return text;
}

int explain_command(const cli_options *options)
{
    bool json = false;
    if (options->arguments.count == 0) {
        complain("earful explain takes a text, or - for standard input");
        return EXIT_USAGE;
    }
    if (!wants_json(options, &json))
        return EXIT_USAGE;
    earful_error err = {0};
    earful_model *model = NULL;
    size_t len = 0;
    char *const text = read_text(options, &len);
    if (text == NULL)
        return EXIT_FAILED;
    earful_status status = earful_model_open(&options->model, &model, &err);
    if (status == EARFUL_OK)
        status = earful_explain(model, text, len, json, stdout_sink(), &err);
    earful_model_close(model);
    free(text);
    return status == EARFUL_OK ? EXIT_GOOD : complain_about(&err);
}

int sniff_command(const cli_options *options)
{
    bool json = false;
    input_list found = {0};
    earful_error err = {0};
    earful_status status = EARFUL_OK;
    if (!wants_json(options, &json) || !find_inputs(&options->arguments, &found)) {
        free_inputs(&found);
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < found.count && status == EARFUL_OK; i++)
        status = earful_sniff(&options->engine, &found.items[i], json, stdout_sink(), &err);
    free_inputs(&found);
    return status == EARFUL_OK ? EXIT_GOOD : complain_about(&err);
}
