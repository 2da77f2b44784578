#include "records/sample.h"

#include "base/attr.h"

static void put_little_endian(uint64_t value, unsigned char out[8])
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)(value >> (8 * i));
}

/* The digest of the digest so far and of the next piece's: no piece can run into its neighbour,
 * and nothing is allocated. Byte order is fixed, so that all machines draw the same sample. */
static void add(ef_digest *digest, ef_span piece)
{
    unsigned char joined[32];
    const ef_digest next = ef_digest_of(piece);
    put_little_endian(digest->high, joined);
    put_little_endian(digest->low, joined + 8);
    put_little_endian(next.high, joined + 16);
    put_little_endian(next.low, joined + 24);
    *digest = ef_digest_of(ef_span_make((const char *)joined, sizeof joined));
}

/* A value that is not there differs from an empty one. */
static void add_value(ef_digest *digest, ef_span value)
{
    add(digest, value.at != NULL ? EF_SPAN_TEXT("+") : EF_SPAN_TEXT("-"));
    add(digest, value.at != NULL ? value : EF_SPAN_TEXT(""));
}

static void add_numbers(ef_digest *digest, const ef_document *document)
{
    const int64_t numbers[] = {
        document->has_time,   document->has_time ? document->time : 0,
        document->has_rating, document->has_rating ? document->rating : 0,
        document->weight,     document->role,
    };
    unsigned char bytes[sizeof numbers];
    for (size_t i = 0; i < EF_COUNT(numbers); i++)
        put_little_endian((uint64_t)numbers[i], bytes + 8 * i);
    add(digest, ef_span_make((const char *)bytes, sizeof bytes));
}

ef_digest ef_record_digest(const ef_documents *documents, const ef_record_info *record,
                           const uint32_t *extra, size_t n_extra)
{
    ef_digest digest = {0};
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const ef_document *const document = &documents->items[record->first_document + i];
        add_numbers(&digest, document);
        add_value(&digest, document->values[EF_CHANNEL]);
        add_value(&digest, document->text);
        for (size_t j = 0; j < n_extra; j++)
            add_value(&digest, document->values[extra[j]]);
    }
    return digest;
}

bool ef_sample_keeps(ef_digest digest, double share)
{
    if (share >= 1)
        return true;
    return share > 0 && digest.high < (uint64_t)(share * 0x1p64);
}
