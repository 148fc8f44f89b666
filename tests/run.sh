#!/bin/sh
# Installs what is missing and runs all tests: optimised, with address and undefined-behaviour sanitizers, with the thread
# sanitizer, without OpenMP; the fuzz targets for a short while; warnings of both compilers, format and linters.
# Two things go on at a time, so that one computes while the other waits for a window, a clock or a linker.
# Ends with one line "N passed, N failed". `sh tests/run.sh quick` runs the optimised tests only.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/app/setup.sh"
cd "$root" || exit 1
builds=${HOURGLASS_TEST_BUILDS:-$root/build-tests}
mkdir -p "$builds"
results=$builds/results # a line "PASSED FAILED" for each thing run
: >"$results"

# Half the time of the usual linker, where binutils has it.
! command -v ld.gold >/dev/null 2>&1 || export CC_LD=gold
# Two things share the cores: a thread that waits is to leave its core to the others.
export OMP_WAIT_POLICY=passive

need_packages $BUILD_PACKAGES dataset-fashion-mnist libcmocka-dev xvfb xdotool

# check NAME COMMAND...: one test that is a whole command; its output is shown only if it fails.
check() {
    what=$1
    shift
    began=$(date +%s)
    log=$builds/check-$(echo "$what" | tr -c 'a-z\n' -).log
    if "$@" >"$log" 2>&1; then
        echo "ok      $what ($(($(date +%s) - began)) s)"
        echo 1 0 >>"$results"
    else
        cat "$log"
        echo "FAILED  $what"
        echo 0 1 >>"$results"
    fi
}

# configured NAME SETUP-OPTIONS...: a folder to build in, with warnings as errors.
configured() {
    [ -f "$builds/$1/build.ninja" ] || check "$1: configure" meson setup "$builds/$1" "$root" --werror $2
}

# suite NAME SETUP-OPTIONS -- TEST-OPTIONS: builds with warnings as errors, runs the tests, adds up their results.
suite() {
    name=$1
    shift
    setup=
    while [ "$1" != -- ]; do
        setup="$setup $1"
        shift
    done
    shift
    directory=$builds/$name
    configured "$name" "$setup"
    # Where only some suites are run, only what they need is built.
    rebuild=
    if [ $# -eq 0 ]; then
        check "$name: build without warnings" ninja -C "$directory" --quiet
        rebuild=--no-rebuild
    fi
    began=$(date +%s)
    meson test -C "$directory" $rebuild --print-errorlogs --timeout-multiplier 10 "$@" >"$builds/$name.log" 2>&1
    status=$?
    ok=$(awk '/^Ok:/ {print $2}' "$builds/$name.log")
    bad=$(awk '/^(Fail|Timeout|Unexpected Pass):/ {n += $NF} END {print n + 0}' "$builds/$name.log")
    [ $status -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$bad" -eq 0 ] || cat "$builds/$name.log"
    echo "$name: ${ok:-0} test programs passed, $bad failed ($(($(date +%s) - began)) s)"
    echo "${ok:-0} $bad" >>"$results"
}

check_format() {
    find engine app tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
}

# simd.c makes sense only with the settings of an instruction set; the compilers' warnings cover it.
check_tidy() {
    find engine app -name '*.c' ! -name simd.c -print0 | xargs -0 -P 2 -n 8 clang-tidy -p "$builds/release" --quiet
}

check_cppcheck() {
    cppcheck --project="$builds/release/compile_commands.json" --enable=warning,performance,portability --quiet \
        --inline-suppr --error-exitcode=1 -j 2 '--file-filter=engine/*' '--file-filter=app/*' \
        '--file-filter=*/engine/*' '--file-filter=*/app/*'
}

check_fuzz() {
    sh tests/fuzz/run.sh "$builds/fuzz" --seconds "${HOURGLASS_FUZZ_SECONDS:-12}"
}

sanitized() {
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
    export LSAN_OPTIONS=suppressions="$root/tests/support/lsan.txt":print_suppressions=0 HOURGLASS_TEST_SHARE=10
    # -O1 and line numbers alone compile in a third of the time; there gcc warns of cuts and overlaps that -O3 rules out.
    # What ends the program need not save what follows: a quarter less code.
    export CFLAGS='-g1 -fno-sanitize-recover=undefined -Wno-format-truncation -Wno-restrict'
    # Real windows wait most of the time, and what they find the tests of the interface find with sanitizers.
    suite sanitized -Doptimization=1 -Db_sanitize=address,undefined -- --no-suite window --no-suite house
}

# The only combination that understands the barriers of OpenMP: clang, its runtime and Archer.
threads() {
    OMP_TOOL_LIBRARIES=$(find /usr/lib/llvm-*/lib -name libarcher.so 2>/dev/null | head -n 1)
    export OMP_TOOL_LIBRARIES TSAN_OPTIONS=ignore_noninstrumented_modules=1 HOURGLASS_TEST_SHARE=20 CFLAGS=-g1 CC=clang
    suite threads -Doptimization=1 -Db_sanitize=thread -Db_lundef=false -Dportable=true -- \
        --suite kernels --suite train --suite live --suite data --suite explorer
}

fuzz() {
    export CC=clang
    [ -f "$builds/fuzz/build.ninja" ] ||
        check "fuzz: configure" meson setup "$builds/fuzz" "$root" --buildtype=debugoptimized -Dfuzz=true -Dportable=true
    check "fuzz: build" ninja -C "$builds/fuzz" --quiet fuzz
    check "fuzz: nothing found" check_fuzz
}

# What the linters read of a build is there once it is configured.
configured release --buildtype=release
if [ "${1-}" != quick ]; then
    {
        need_packages clang libclang-rt-14-dev libomp-14-dev clang-format clang-tidy cppcheck
        check "clang-format" check_format
        check "clang-tidy" check_tidy
        check "cppcheck" check_cppcheck
        (fuzz)
        (threads)
        suite serial --buildtype=release -Dopenmp=disabled -Dportable=true -- --suite kernels --suite train
    } &
fi
suite release --buildtype=release --
[ "${1-}" = quick ] || (sanitized)
wait
awk '{ passed += $1; failed += $2 } END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }' "$results"
