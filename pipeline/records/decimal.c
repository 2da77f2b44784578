#include "records/decimal.h"

static ef_span cut_digits(ef_span *rest)
{
    size_t len = 0;
    while (len < rest->len && rest->at[len] >= '0' && rest->at[len] <= '9')
        len++;
    const ef_span digits = ef_span_make(rest->at, len);
    if (len > 0)
        *rest = ef_span_make(rest->at + len, rest->len - len);
    return digits;
}

static bool eat(ef_span *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    *rest = ef_span_make(rest->at + 1, rest->len - 1);
    return true;
}

bool ef_decimal_read(ef_span text, ef_decimal *decimal)
{
    ef_span rest = ef_span_trim(text);
    *decimal = (ef_decimal){.negative = eat(&rest, '-')};
    if (!decimal->negative)
        eat(&rest, '+');
    decimal->whole = cut_digits(&rest);
    const bool has_whole = decimal->whole.len > 0;
    const bool has_dot = eat(&rest, '.');
    if (has_dot)
        decimal->fraction = cut_digits(&rest);
    if (rest.len > 0 || (has_dot ? decimal->fraction.len == 0 : !has_whole))
        return false;
    while (eat(&decimal->whole, '0')) {
    }
    while (decimal->fraction.len > 0 && decimal->fraction.at[decimal->fraction.len - 1] == '0')
        decimal->fraction.len--;
    decimal->negative = decimal->negative && decimal->whole.len + decimal->fraction.len > 0;
    return true;
}

static int compare_magnitudes(const ef_decimal *a, const ef_decimal *b)
{
    if (a->whole.len != b->whole.len)
        return a->whole.len < b->whole.len ? -1 : 1;
    const int order = ef_span_compare(a->whole, b->whole);
    return order != 0 ? order : ef_span_compare(a->fraction, b->fraction);
}

int ef_decimal_compare(const ef_decimal *a, const ef_decimal *b)
{
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

bool ef_decimal_to_fixed4(const ef_decimal *decimal, int64_t *ten_thousandths)
{
    enum { MOST_WHOLE = 14, PLACES = 4 };
    if (decimal->whole.len > MOST_WHOLE)
        return false;
    int64_t sum = 0;
    for (size_t i = 0; i < decimal->whole.len; i++)
        sum = sum * 10 + (decimal->whole.at[i] - '0');
    for (size_t i = 0; i < PLACES; i++)
        sum = sum * 10 + (i < decimal->fraction.len ? decimal->fraction.at[i] - '0' : 0);
    *ten_thousandths = decimal->negative ? -sum : sum;
    return true;
}
