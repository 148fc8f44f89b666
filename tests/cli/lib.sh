# What the tests of the command line share. Each is run by meson with HOURGLASS, HELPER and SOURCE_ROOT set; it prints
# what it proves and exits with 1 if anything was not so. 77 means skipped.
# shellcheck shell=sh
set -u
export LC_ALL=C
unset OMP_NUM_THREADS HOURGLASS_KERNELS FASHION_MNIST NO_COLOR
# what a sanitizer finds must not pass for an exit status of ours
for tool in ASAN LSAN UBSAN TSAN; do
    eval "export ${tool}_OPTIONS=\${${tool}_OPTIONS:+\$${tool}_OPTIONS:}exitcode=99"
done
: "${HOURGLASS:?the path of the program}" "${HELPER:?the path of tests/cli/helper}"
SOURCE_ROOT=${SOURCE_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/hourglass-XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
cd "$scratch" || exit 1
failures=0

proves() {
    echo "- $*"
}

failed() {
    echo "  FAILED: $*"
    failures=$((failures + 1))
}

# share COUNT: how many of so many repetitions to make; HOURGLASS_TEST_SHARE percent, as in support/test.h.
share() {
    echo $(($1 * ${HOURGLASS_TEST_SHARE:-100} / 100))
}

# run ARGUMENTS: the program's standard output in ./out, standard error in ./err, exit status in $status.
run() {
    "$HOURGLASS" "$@" >out 2>err </dev/null
    status=$?
}

# expect STATUS ARGUMENTS: runs it and demands that exit status.
expect() {
    wanted=$1
    shift
    run "$@"
    if [ $status -ne "$wanted" ]; then
        failed "hourglass $* gave $status instead of $wanted"
        sed 's/^/    /' err
    fi
}

# says FILE TEXT: the file contains the text.
says() {
    grep -qF -- "$2" "$1" || {
        failed "'$2' is not in $1:"
        sed 's/^/    /' "$1"
    }
}

# says_not FILE TEXT
says_not() {
    if grep -qF -- "$2" "$1"; then
        failed "'$2' is in $1:"
        sed 's/^/    /' "$1"
    fi
}

# same A B: equal files.
same() {
    cmp -s "$1" "$2" || failed "$1 and $2 differ"
}

differ() {
    if cmp -s "$1" "$2"; then failed "$1 and $2 are equal"; fi
}

# lines COUNT FILE
lines() {
    found=$(wc -l <"$2")
    [ "$found" -eq "$1" ] || failed "$2 has $found lines instead of $1"
}

# holds EXPRESSION: in awk's arithmetic.
holds() {
    awk "BEGIN { exit !($1) }" || failed "not so: $1"
}

# one_message: the program has said one sentence on standard error, under its name.
one_message() {
    if [ "$(wc -l <err)" -ne 1 ] || ! grep -q '^hourglass: ' err; then
        failed "expected one line of error, found:"
        sed 's/^/    /' err
    fi
}

# no_temporaries: nothing that a save leaves behind while it works.
no_temporaries() {
    for file in ./*.tmp-*; do
        [ -e "$file" ] && failed "$file is left"
    done
}

# In ./data: 300 images of 8×8 for training, 60 for testing, four classes.
tiny_set() {
    mkdir -p data
    "$HELPER" set data 300 60 || exit 1
}

# A model that learns the tiny set in no time, in ./tiny.ini.
tiny_model() {
    printf '[model]\ntitle = Tiny\n[encoder]\nlayer = dense 6 relu\n[decoder]\nlayer = dense image\n' >tiny.ini
}

finish() {
    [ "$failures" -eq 0 ] && exit 0
    echo "$failures failures"
    exit 1
}
