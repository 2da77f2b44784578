#include "emulated_avx512.h"

/* The source of the kernels again, with what SIMD Everywhere has in place of the intrinsics. */
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

/* Reads what the mask says and nothing else, which SIMD Everywhere does not offer. */
static inline __m512i load_masked(__m512i otherwise, uint64_t mask, const void *from)
{
    unsigned char bytes[64];
    memcpy(bytes, &otherwise, sizeof bytes);
    for (unsigned i = 0; i < sizeof bytes; i++) {
        if ((mask >> i & 1) != 0)
            bytes[i] = ((const unsigned char *)from)[i];
    }
    return _mm512_loadu_si512(bytes);
}

#define _mm512_mask_loadu_epi8 load_masked
#define AVX512
#define ef_kernels_avx512 emulated_avx512
#include "simd/kernels_avx512.c"
