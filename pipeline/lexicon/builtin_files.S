/* The bytes of the built-in files, each between two labels; paths are from the repository's root,
 * where make runs. builtin.def names them. */
#define FILE(label, path)                                                                          \
    .globl ef_builtin_##label;                                                                     \
    .hidden ef_builtin_##label;                                                                    \
    .globl ef_builtin_##label##_end;                                                               \
    .hidden ef_builtin_##label##_end;                                                              \
    ef_builtin_##label: .incbin #path;                                                             \
    ef_builtin_##label##_end: .byte 0;

    .section .rodata
#include "lexicon/builtin.def"

    .section .note.GNU-stack, "", %progbits
