#!/bin/sh
# The house's rules, as far as a compiler and grep can check them. Needs BUILD_ROOT (with compile_commands.json),
# SOURCE_ROOT and CC.
set -u
: "${BUILD_ROOT:?}" "${SOURCE_ROOT:?}"
CC=${CC:-cc}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hourglass-XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
failures=0

failed() {
    echo "  FAILED: $*"
    failures=$((failures + 1))
}

# includes FOLDER: the include options that meson gives its files, from one of them.
includes() {
    grep -E "\"command\": .* -c [^ ]*$1/[a-z_]+\.c\"" "$BUILD_ROOT/compile_commands.json" | head -n 1 | tr ' ' '\n' |
        grep -E '^-(I|isystem)' | tr '\n' ' '
}

# compiles FOLDER HEADER: a one-line file that includes the header, with the folder's own include options.
compiles() {
    printf '#include "%s"\n' "$2" >"$scratch/one.c"
    # shellcheck disable=SC2046,SC2086
    (cd "$BUILD_ROOT" && $CC -std=gnu11 -D_GNU_SOURCE -fsyntax-only $(includes "$1") "$scratch/one.c") 2>"$scratch/err"
}

# header FOLDER: one of its headers: the one that has its name and is for all, where there is one.
header() {
    if [ -e "$SOURCE_ROOT/$1/$(basename "$1").h" ]; then
        echo "$(basename "$1").h"
        return
    fi
    for file in "$SOURCE_ROOT/$1"/*.h; do
        [ -e "$file" ] || return
        basename "$file"
        return
    done
}

# layer FOLDER "ALLOWED..." "FORBIDDEN...": folders under engine/ or app/.
layer() {
    set -- "$1" "$2" "$3" "$SOURCE_ROOT/$1"/*.c
    [ -e "$4" ] || return # nothing is built there yet
    [ -n "$(includes "$1")" ] || { failed "$1: not in compile_commands.json"; return; }
    for other in $2; do
        name=$(header "$other")
        [ -z "$name" ] || compiles "$1" "$name" || failed "$1 cannot include $other/$name: $(head -n 1 "$scratch/err")"
    done
    for other in $3; do
        name=$(header "$other")
        [ -n "$name" ] || continue
        compiles "$1" "$name" && failed "$1 can include $other/$name"
        grep -q "$name" "$scratch/err" || failed "$1, $other/$name: another error: $(head -n 1 "$scratch/err")"
        compiles "$1" "$other/$name" && failed "$1 can include $other/$name by its path"
    done
    echo "- $1 sees its own folder and those below; not: $3"
}

e=engine
app="app/cli app/ui app/viz app/panels app/platform"
layer $e/base "$e/base" "$e/data $e/kernels $e/nn $e/model $e/observe $e/train $e/live $app"
layer $e/data "$e/base $e/data" "$e/kernels $e/nn $e/model $e/observe $e/train $e/live $app"
layer $e/kernels "$e/base $e/kernels" "$e/data $e/nn $e/model $e/observe $e/train $e/live $app"
layer $e/nn "$e/base $e/kernels $e/nn" "$e/model $e/observe $e/train $e/live $app"
layer $e/model "$e/base $e/data $e/nn $e/model" "$e/observe $e/train $e/live $app"
layer $e/observe "$e/base $e/data $e/nn $e/observe" "$e/model $e/train $e/live $app"
layer $e/train "$e/base $e/model $e/observe $e/train" "$e/live $app"
layer $e/live "$e/base $e/train $e/observe $e/live" "$app"
engine="$e/data $e/kernels $e/nn $e/model $e/observe $e/train $e/live"
layer app/platform "$e/base app/platform app/ui" "$engine app/cli app/viz app/panels"
layer app/ui "app/ui" "$engine app/cli app/platform app/panels app/viz"
layer app/viz "app/viz app/ui" "$engine app/cli app/platform app/panels"
layer app/panels "app/panels app/viz app/ui $e/live" "$e/model $e/train $e/nn app/cli app/platform"
layer app/cli "app/cli app/platform $e/train" "app/panels"

# none PATTERN FOLDERS WHAT: no source line has it.
none() {
    # comments are not code
    found=$(cd "$SOURCE_ROOT" && grep -rnE --include='*.[ch]' --include='*.c.in' "$1" $2 | grep -vE '^[^:]*:[0-9]+: *(//|\*)')
    if [ -n "$found" ]; then
        failed "$3:"
        echo "$found" | sed 's/^/    /'
    else
        echo "- $3: none"
    fi
}

none '#include "\.\./' "engine app" 'includes with "../" in engine and app'
none 'SDL_|SDL\.h' engine "SDL in engine"
none '\bv?printf\(|\bputs\(|\bputchar\(|\bperror\(|\b(stdout|stderr)\b' engine "printing in engine"
none '\b(_?[eE]xit|quick_exit|abort)\(' engine "exits in engine"
none '#include <SDL' "$(cd "$SOURCE_ROOT" && for f in app/*; do case $f in app/platform | app/main.c | *.build) ;; *) echo "$f" ;; esac; done | tr '\n' ' ')" \
    "SDL in app outside platform and main.c"
[ $failures -eq 0 ]
