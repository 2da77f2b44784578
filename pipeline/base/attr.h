/* The compiler attributes that earful uses, named once. */
#ifndef EF_ATTR_H
#define EF_ATTR_H

#define EF_PRINTF(index, first) __attribute__((format(printf, index, first)))
#define EF_MUST_CHECK           __attribute__((warn_unused_result))
#define EF_COLD                 __attribute__((cold))
#define EF_LIKELY(x)            __builtin_expect(!!(x), 1)
#define EF_UNLIKELY(x)          __builtin_expect(!!(x), 0)
#define EF_PREFETCH(address)    __builtin_prefetch(address)

#define EF_COUNT(array) (sizeof(array) / sizeof(array)[0])

#endif
