#!/bin/sh
# README.md names every built-in model, every subcommand and every view.
. "$(dirname "$0")/lib.sh"
readme=$SOURCE_ROOT/README.md
[ -e "$readme" ] || { echo "README.md is missing: skipped"; exit 77; }

# named KIND WORDS: each stands in the text as a word.
named() {
    kind=$1
    shift
    proves "every $kind is named: $*"
    [ $# -gt 0 ] || failed "there is none"
    for word in "$@"; do
        grep -Eiq "(^|[^a-z0-9-])$word([^a-z0-9-]|\$)" "$readme" || failed "the $kind $word is not in README.md"
    done
}

# shellcheck disable=SC2046
named model $("$HOURGLASS" models | cut -d ' ' -f 1)
# shellcheck disable=SC2046
named subcommand $("$HOURGLASS" --help | sed -n 's/^  \([a-z]*\)  .*/hourglass \1/p' | cut -d ' ' -f 2)
views=$(cd "$SOURCE_ROOT/app/panels" 2>/dev/null && for view in network reconstructions code filters map playground compare; do
    [ -e $view.c ] && echo $view
done)
# shellcheck disable=SC2086
[ -z "$views" ] || named view $views
finish
