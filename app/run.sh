#!/bin/sh
# Installs what is missing, builds an optimised program and runs it with the given arguments.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/app/setup.sh"

need_packages $BUILD_PACKAGES dataset-fashion-mnist

build=${HOURGLASS_BUILD:-$root/build}
if [ ! -f "$build/build.ninja" ]; then
    echo "Setting up the build in $build" >&2
    meson setup "$build" "$root" --buildtype=release >"$build.log" 2>&1 || { cat "$build.log" >&2; exit 1; }
    mv "$build.log" "$build/setup.log"
fi
if [ -t 2 ] && [ ! -x "$build/app/hourglass" ]; then
    ninja -C "$build" app/hourglass >&2
else
    ninja -C "$build" app/hourglass >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
fi
exec "$build/app/hourglass" "$@"
