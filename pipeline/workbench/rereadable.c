#include "workbench/rereadable.h"

#include <sys/stat.h>

#include "base/failure.h"
#include "base/span.h"

earful_status ef_check_rereadable(earful_corpus corpus, earful_error *err)
{
    for (size_t i = 0; i < corpus.n_inputs; i++) {
        const earful_input *const input = &corpus.inputs[i];
        struct stat about;
        if (input->data != NULL)
            continue;
        const bool known = strcmp(input->name, "-") != 0 && stat(input->name, &about) == 0;
        if (strcmp(input->name, "-") == 0 || (known && !S_ISREG(about.st_mode)))
            return ef_fail_at(
                err, EARFUL_USAGE, input->name, 0, 0,
                "inputs are read more than once here, and this one cannot be; save it "
                "to a file first");
    }
    return EARFUL_OK;
}
