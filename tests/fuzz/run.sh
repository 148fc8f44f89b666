#!/bin/sh
# Runs every fuzz target of a build made with `CC=clang meson setup BUILD_DIR -Dfuzz=true`, two at a time.
# What is found stays in BUILD_DIR/fuzz/NAME: corpus, crash files and the log. Exits with 1 if anything is found.
usage() {
    echo "usage: $0 BUILD_DIR [--seconds S | --minutes M]" >&2
    exit 2
}

[ $# -eq 1 ] || [ $# -eq 3 ] || usage
build=$1
seconds=30
case "${2-}" in
    "") ;;
    --seconds) seconds=$3 ;;
    --minutes) seconds=$(($3 * 60)) ;;
    *) usage ;;
esac

here=$(dirname "$0")

# A parser that asks for more memory than 64 MiB believes a header that it has not checked.
run_target() {
    name=$1
    work=$build/fuzz/$name
    mkdir -p "$work/corpus"
    "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -print_final_stats=1 -timeout=10 -malloc_limit_mb=64 \
        -artifact_prefix="$work/" "$work/corpus" "$here/corpus/$name" >"$work/log" 2>&1
    status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
    if [ $status -eq 0 ]; then
        echo "$name: ${executions:-0} executions, nothing found"
    else
        echo "$name: FOUND after ${executions:-?} executions, see $work"
        touch "$work/failed"
    fi
}

found=0
names=
for program in "$build"/tests/fuzz/fuzz_*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    names="$names ${program##*/fuzz_}"
done
[ -n "$names" ] || { echo "$build has no fuzz targets; configure it with -Dfuzz=true" >&2; exit 2; }

set -- $names
for name in "$@"; do
    rm -f "$build/fuzz/$name/failed"
done
while [ $# -gt 0 ]; do
    run_target "$1" &
    shift
    if [ $# -gt 0 ]; then
        run_target "$1" &
        shift
    fi
    wait
done
for name in $names; do
    [ -e "$build/fuzz/$name/failed" ] && found=1
done
exit $found
