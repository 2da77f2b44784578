#include "workbench/learn/learn_spool.h"

#include <stdlib.h>

#include "base/grow.h"

bool ef_spool_init(ef_spool *spool)
{
    *spool = (ef_spool){.file = tmpfile()};
    return spool->file != NULL;
}

void ef_spool_fini(ef_spool *spool)
{
    if (spool->file != NULL)
        fclose(spool->file);
    free(spool->parts);
    *spool = (ef_spool){0};
}

bool ef_spool_add(ef_spool *spool, const ef_spooled *record, const ef_part *parts)
{
    return fwrite(record, sizeof *record, 1, spool->file) == 1 &&
           fwrite(parts, sizeof parts[0], record->n_parts, spool->file) == record->n_parts;
}

void ef_spool_rewind(ef_spool *spool)
{
    rewind(spool->file);
}

bool ef_spool_next(ef_spool *spool, ef_spooled *record, const ef_part **parts)
{
    if (fread(record, sizeof *record, 1, spool->file) != 1)
        return false;
    if (!ef_grow(&spool->parts, &spool->capacity, record->n_parts + 1, sizeof spool->parts[0]))
        return false;
    *parts = spool->parts;
    return fread(spool->parts, sizeof spool->parts[0], record->n_parts, spool->file) ==
           record->n_parts;
}

bool ef_spool_failed(const ef_spool *spool)
{
    return ferror(spool->file) != 0 || feof(spool->file) == 0;
}
