#include "bytes/sniff_compression.h"

typedef struct foreign {
    ef_span magic;
    const char *name;
    const char *unpack;
} foreign;

static const foreign FOREIGN[] = {
    {EF_SPAN("\xfd\x37zXZ\0"), "xz", "xz -dc"},
    {EF_SPAN("PK\x03\x04"), "zip", "unzip -p"},
    {EF_SPAN("\x04\x22\x4d\x18"), "lz4", "lz4 -dc"},
};

/* "BZh" and a digit may open a text as well, so the first block's magic is asked for too. */
static bool is_bzip2(ef_span head)
{
    return head.len >= 10 && memcmp(head.at, "BZh", 3) == 0 &&
           memcmp(head.at + 4, "1AY&SY", 6) == 0;
}

const char *ef_sniff_foreign(ef_span head, const char **unpack)
{
    for (size_t i = 0; i < EF_COUNT(FOREIGN); i++) {
        if (ef_span_starts_with(head, FOREIGN[i].magic)) {
            *unpack = FOREIGN[i].unpack;
            return FOREIGN[i].name;
        }
    }
    *unpack = "bzip2 -dc";
    return is_bzip2(head) ? "bzip2" : NULL;
}

static bool is_skippable(ef_span head)
{
    return head.len >= 4 && ((unsigned char)head.at[0] & 0xf0) == 0x50 &&
           memcmp(head.at + 1, "\x2a\x4d\x18", 3) == 0;
}

ef_compression ef_sniff_compression(ef_span head)
{
    static const ef_span GZIP = EF_SPAN("\x1f\x8b");
    static const ef_span ZSTD = EF_SPAN("\x28\xb5\x2f\xfd");
    if (head.len == 0)
        return EF_PLAIN;
    if (ef_span_starts_with(head, GZIP) || (head.len == 1 && head.at[0] == GZIP.at[0]))
        return EF_GZIP;
    const size_t shared = head.len < ZSTD.len ? head.len : ZSTD.len;
    if (is_skippable(head) || (shared >= 2 && memcmp(head.at, ZSTD.at, shared) == 0))
        return EF_ZSTD;
    return EF_PLAIN;
}
