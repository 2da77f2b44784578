#include "simd/kernels.h"

#include <stdlib.h>

/* What a table is compiled for, the processor must have and the system allow. */
#ifdef __x86_64__
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi");
}
#endif

size_t ef_kernels_list(const ef_kernels *list[EF_KERNELS_MOST])
{
    size_t count = 0;
    list[count++] = &ef_kernels_scalar;
#ifdef __x86_64__
    if (has_avx2())
        list[count++] = &ef_kernels_avx2;
    if (has_avx2() && has_avx512())
        list[count++] = &ef_kernels_avx512;
#endif
    return count;
}

const ef_kernels *ef_kernels_choose(void)
{
    const ef_kernels *list[EF_KERNELS_MOST];
    const size_t count = ef_kernels_list(list);
    const char *const asked = getenv("EARFUL_KERNELS");
    for (size_t i = 0; i < count && asked != NULL; i++) {
        if (strcmp(list[i]->name, asked) == 0)
            return list[i];
    }
    return list[count - 1];
}
