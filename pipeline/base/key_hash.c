#include "base/key_hash.h"

#define ALL UINT64_MAX
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FIRST(len) (UINT64_MAX >> (64 - 8 * (len)))
#else
#define FIRST(len) (UINT64_MAX << (64 - 8 * (len)))
#endif

const uint64_t ef_key_masks[EF_KEY_PADDING + 1][2] = {
    {0, 0},          {FIRST(1), 0},   {FIRST(2), 0},   {FIRST(3), 0},   {FIRST(4), 0},
    {FIRST(5), 0},   {FIRST(6), 0},   {FIRST(7), 0},   {ALL, 0},        {ALL, FIRST(1)},
    {ALL, FIRST(2)}, {ALL, FIRST(3)}, {ALL, FIRST(4)}, {ALL, FIRST(5)}, {ALL, FIRST(6)},
    {ALL, FIRST(7)}, {ALL, ALL},
};
