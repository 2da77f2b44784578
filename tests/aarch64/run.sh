#!/bin/sh
# Builds everything for aarch64 and runs the tests on an emulated processor: another word size of
# vectors, another order of memory, char without a sign. Root only, for what it installs: a cross
# compiler, an emulator that the kernel starts by itself, and the libraries in build/aarch64/root.
#
#     tests/aarch64/run.sh [unit]      unit: the unit programs alone
set -eu
root=$PWD/build/aarch64/root
handler=/proc/sys/fs/binfmt_misc/qemu-aarch64

libraries=$(sh tests/support/install_deps.sh libraries | tr '\n' ',')
if [ "$(cat "$root/unpacked" 2>/dev/null)" != "$libraries" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends gcc-aarch64-linux-gnu g++-aarch64-linux-gnu \
        qemu-user qemu-user-binfmt mmdebstrap >/dev/null
    rm -rf "$root"
    mkdir -p "$root"
    # Unpacked, not installed: the same libraries of two processors do not get on in one system.
    mmdebstrap --quiet --arch=arm64 --variant=extract \
        --include="${libraries}libgcc-12-dev,libstdc++-12-dev" \
        "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root"
    echo "$libraries" >"$root/unpacked"
fi
[ -f "$handler" ] || cat /usr/lib/binfmt.d/qemu-aarch64.conf >/proc/sys/fs/binfmt_misc/register

export QEMU_LD_PREFIX="$root"
make --no-print-directory VARIANT=aarch64 -j"$(nproc)" all
sh tests/run.sh build/aarch64 "$@"
