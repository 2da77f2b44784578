/* A record of plain lines: the line is the text, and there is nothing else. */
#include "records/fill.h"

ef_reason ef_read_line(ef_reading *reading, ef_span record, ef_documents *documents)
{
    ef_found_reset(&reading->found, 1);
    ef_found_add(&reading->found, 0, EF_RAW_TEXT, record);
    if (reading->found.failed)
        return EF_REASON_NONE;
    ef_found_link(&reading->found, 0);
    if (ef_fill_begin(documents, NULL) != NULL)
        ef_fill_finish(reading, false, documents);
    return EF_REASON_NONE;
}
