#include "lexicon/builtin.h"

#include "base/attr.h"

#define FILE(label, path) extern const char ef_builtin_##label[], ef_builtin_##label##_end[];
#include "lexicon/builtin.def"
#undef FILE

typedef struct builtin {
    const char *path; /* behind "lexicons/" */
    const char *at;
    const char *end;
} builtin;

#define FILE(label, path)                                                                          \
    {&(#path)[sizeof "lexicons/" - 1], ef_builtin_##label, ef_builtin_##label##_end},
static const builtin files[] = {
#include "lexicon/builtin.def"
};
#undef FILE

ef_span ef_builtin_file(const char *path)
{
    for (size_t i = 0; i < EF_COUNT(files); i++)
        if (strcmp(files[i].path, path) == 0)
            return ef_span_make(files[i].at, (size_t)(files[i].end - files[i].at));
    return (ef_span){0};
}

const char *ef_builtin_path(size_t index)
{
    return index < EF_COUNT(files) ? files[index].path : NULL;
}
