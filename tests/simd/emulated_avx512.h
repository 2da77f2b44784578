#ifndef EMULATED_AVX512_H
#define EMULATED_AVX512_H

#include "simd/kernels.h"

/* The kernels in AVX-512, on whatever processor there is. */
extern const ef_kernels emulated_avx512;

#endif
