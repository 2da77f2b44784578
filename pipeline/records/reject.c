/* The names of the reasons, in the order of the enumeration. */
#include "records/reject.h"

#include "base/attr.h"

static const char *const names[] = {
    [EF_REASON_NONE] = "none",    [EF_BAD_JSON] = "bad_json", [EF_NOT_AN_OBJECT] = "not_an_object",
    [EF_TOO_DEEP] = "too_deep",   [EF_TOO_LONG] = "too_long", [EF_RAGGED_ROW] = "ragged_row",
    [EF_BAD_QUOTE] = "bad_quote", [EF_NO_TEXT] = "no_text",   [EF_BAD_UTF16] = "bad_utf16",
    [EF_CUT_SHORT] = "cut_short",
};

_Static_assert(EF_COUNT(names) == EF_REASON_COUNT, "every reason has a name");

const char *ef_reason_name(ef_reason reason)
{
    return names[reason];
}
