#!/bin/sh
# Makes calls of the system fail, one after the other. Plain builds: every call, by a preloaded
# library. AddressSanitizer: allocations, wrapped by the linker, so that leaks on the way out of a
# failure are found too.
set -eu
build=$1
mkdir -p "$build/test"
case "$build" in
*asan*)
    # shellcheck disable=SC2046 # a list of libraries
    ${CC:-cc} -std=gnu17 -g -fsanitize=address,undefined -DFAULT_WRAP tests/faults/fault.c \
        "$build"/obj/pipeline/cli/*.o "$build/libearful.a" -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc \
        $(pkg-config --libs libzstd libisal libpcre2-8 libxxhash libutf8proc) -lm -pthread -o "$build/test/earful-faults"
    exec python3 tests/faults/faults.py "$PWD/$build/test/earful-faults" -
    ;;
*)
    ${CC:-cc} -std=gnu17 -O1 -g -shared -fPIC -o "$build/test/fault.so" tests/faults/fault.c -ldl
    exec python3 tests/faults/faults.py "$PWD/$build/earful" "$PWD/$build/test/fault.so"
    ;;
esac
