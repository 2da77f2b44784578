#!/bin/sh
# Installs into an empty folder, builds somebody else's program against it in every way, uninstalls.
set -u
build=$1
root=$PWD
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
passed=0
failed=0
gcc=${CC:-gcc}
gxx=g++
command -v "$gxx" >/dev/null || gxx="$gcc -xc++"

outcome() { # name, 0 = good
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "install: $1"
        tail -20 "$room/log"
    fi
}

attempt() { # name, command...
    name=$1
    shift
    "$@" >"$room/log" 2>&1
    outcome "$name" $?
}

says_two_records() { # program
    [ "$("$@")" = "2 records, 1 bytes" ]
}

only_public_symbols() { # library
    nm -D --defined-only "$1" | awk '$2 != "A" && $3 !~ /^earful_/ { print; bad = 1 } END { exit bad }'
}

make --no-print-directory -s install DESTDIR="$room/first" >"$room/log" 2>&1
outcome "make install below /usr/local" $?
make --no-print-directory -s install DESTDIR="$room/to" PREFIX=/usr >"$room/log" 2>&1
outcome "make install below /usr" $?
lib=$room/to/usr/lib
attempt "the prefix /usr/local" grep -qx "prefix=/usr/local" "$room/first/usr/local/lib/pkgconfig/earful.pc"
attempt "the prefix /usr" grep -qx "prefix=/usr" "$lib/pkgconfig/earful.pc"
export PKG_CONFIG_PATH="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$room/to"
export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
mkdir "$room/elsewhere"
cp tests/install/consumer.c "$room/elsewhere/"
cd "$room/elsewhere" || exit 1

attempt "the pkg-config file" pkg-config --validate earful
attempt "the version" pkg-config --exact-version="$("$room/to/usr/bin/earful" --version | cut -d' ' -f2)" earful
attempt "no symbols but earful_" only_public_symbols "$lib/libearful.so"
attempt "the program" "$room/to/usr/bin/earful" explain "great phone"
attempt "the name the loader looks for" sh -c "readelf -d '$lib/libearful.so' | grep -q 'SONAME.*libearful.so.0'"

for language in c99 c17 c++17; do
    compiler=$gcc
    case $language in c++*) compiler="$gxx -xc++" ;; esac
    # shellcheck disable=SC2046,SC2086 # lists of words
    {
        for header in "$room"/to/usr/include/*.h; do
            name=$(basename "$header")
            printf '#include <%s>\n' "$name" >alone.c
            attempt "$language: $name alone" $compiler -std=$language -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
                $(pkg-config --cflags earful) alone.c
        done
        attempt "$language: with the shared library" $compiler -std=$language -Wall -Wextra -Wpedantic -Werror \
            $(pkg-config --cflags earful) consumer.c -xnone $(pkg-config --libs earful) -o "shared-$language"
        attempt "$language: runs" env LD_LIBRARY_PATH="$lib" sh -c "[ \"\$(./shared-$language)\" = '2 records, 1 bytes' ]"
        # The other libraries are the system's, not those below the sysroot.
        attempt "$language: with the static library" $compiler -std=$language -Wall -Wextra -Wpedantic -Werror \
            $(pkg-config --cflags earful) consumer.c -xnone "$lib/libearful.a" \
            $(env -u PKG_CONFIG_SYSROOT_DIR pkg-config --static --libs-only-l earful | sed 's/-learful//') -o "static-$language"
        attempt "$language: runs alone" says_two_records "./static-$language"
    }
done

cd "$root" || exit 1
make --no-print-directory -s uninstall DESTDIR="$room/to" PREFIX=/usr >"$room/log" 2>&1
outcome "make uninstall" $?
find "$room/to" ! -type d >"$room/log"
[ ! -s "$room/log" ]
outcome "uninstall leaves nothing" $?
echo "install: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
