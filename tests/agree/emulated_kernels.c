#include "simd/emulated_avx512.h"

/* In place of pipeline/simd/kernels.c: the program with the kernels in AVX-512, on any processor. */

size_t ef_kernels_list(const ef_kernels *list[EF_KERNELS_MOST])
{
    list[0] = &emulated_avx512;
    return 1;
}

const ef_kernels *ef_kernels_choose(void)
{
    return &emulated_avx512;
}
