#!/bin/sh
# Installs what is missing of the Debian packages that building and testing need. Says nothing when
# all is there. Not root: through sudo.
set -eu

packages="gcc g++ make pkg-config libc6-dev libzstd-dev libisal-dev libpcre2-dev libxxhash-dev
libutf8proc-dev zlib1g-dev libcriterion-dev libsimde-dev libsimdjson-dev libjansson-dev python3 python3-venv zstd gzip locales"
case "${1:-}" in
libraries) # says which, for another processor
    printf '%s\n' $packages | grep -- '-dev$'
    exit
    ;;
check) packages="$packages clang-14 clang-format-14 libclang-rt-14-dev mandoc valgrind" ;;
esac

missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing="$missing $package"
done
[ -z "$missing" ] && exit 0

echo "installing:$missing"
sudo=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "not root and no sudo: install these packages first:$missing" >&2
        exit 1
    }
    sudo="sudo"
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
