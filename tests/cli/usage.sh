#!/bin/sh
# Help, versions, mistakes in arguments (2), mistakes in what they name (1).
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

proves "--help and --version exit with 0 and write on standard output"
for word in --help -h; do
    expect 0 $word
    [ -s err ] && failed "$word writes on standard error"
    for command in bench datasets decode encode eval models train; do says out "  $command "; done
done
expect 0 --version
says out "hourglass "

proves "--help of every subcommand names it and each of its options"
commands=$("$HOURGLASS" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p')
[ "$(echo "$commands" | wc -w)" -ge 7 ] || failed "found only $commands"
for command in $commands; do
    expect 0 "$command" --help
    says out "hourglass $command"
    [ -s err ] && failed "$command --help writes on standard error"
    # what getopt knows stands as {"name", in the source
    for option in $(cat "$SOURCE_ROOT/app/cli/$command.c" "$SOURCE_ROOT/app/cli/${command}_options.c" 2>/dev/null |
        grep -o '{"[a-z-]*", \(required\|no\|optional\)_argument' | sed 's/{"\([a-z-]*\).*/\1/'); do
        [ "$option" = help ] || says out "--$option"
    done
done

proves "an unknown subcommand, option or argument is a usage error that names it"
expect 2 frobnicate
says err "'frobnicate'"
says err "hourglass --help"
for command in $commands; do
    expect 2 "$command" --frobnicate
    says err "unknown option --frobnicate"
    says err "hourglass $command --help"
    [ -s out ] && failed "$command: a usage error writes on standard output"
    expect 2 "$command" a b c d
    says err "unexpected argument"
done
expect 2 train -x
says err "-x"
expect 2 train -xy
says err "-x"
expect 2 train --no-shuffle=yes
says err "--no-shuffle"
expect 2 train --s 3
says err "--s"

proves "an option without its value is named"
for option in model data epochs steps batch optimizer lr momentum weights seed threads set init resume save-init out log sheet; do
    expect 2 train --$option
    says err "--$option needs a value"
done
expect 2 eval --data
says err "--data needs a value"
expect 2 encode --out
says err "--out needs a value"

proves "a value out of range is named with its option"
# mistake OPTION VALUE
mistake() {
    expect 2 train "--$1=$2"
    says err "--$1"
    says err "'$2'"
}
for value in 0 -1 1.5 x "" 70000 99999999999999999999 "5 "; do mistake batch "$value"; done
for value in 0 -1 2147483648 1e3; do mistake steps "$value"; done
for value in -1 1000001 five; do mistake epochs "$value"; done
for value in 0 257 -3 two; do mistake threads "$value"; done
for value in -1 nan inf x "" 1e7 0x; do mistake lr "$value"; done
for value in -0.1 1.1 much; do mistake momentum "$value"; done
for value in -1 18446744073709551616 1.5 x; do mistake seed "$value"; done
for value in Adam "" rmsprop; do mistake optimizer "$value"; done
for value in xavier ""; do mistake weights "$value"; done
for value in l1=1 penalty.l1 "" a=b.c; do mistake set "$value"; done
expect 0 train --data data --model tiny.ini --seed 18446744073709551615 --steps 1
expect 2 eval x --split all
says err "--split"
expect 2 eval x --threads 0
says err "--threads"
expect 2 bench --data data --seconds 0
says err "--seconds"
expect 2 bench --data data --threads 0 --seconds 0.01
says err "--threads"

proves "options that exclude or need each other are named"
expect 2 train --init a --resume b
says err "--init and --resume"
expect 2 train --full
says err "--full goes with --out"
expect 2 train --epochs 1 --steps 1
says err "--epochs and --steps"
for option in "--model deep" "--seed 2" "--weights he"; do
    # shellcheck disable=SC2086
    expect 2 train --resume x $option
    says err "--resume"
    says err "${option% *}"
done
expect 2 eval
expect 2 encode
expect 2 encode x
says err "--out"
expect 2 decode
expect 2 decode x y
says err "--out"
expect 2 decode x y --out images.txt
says err ".png"

proves "an unknown model lists the ids"
expect 1 train --model vanila --data data
one_message
says err "vanila"
for id in $("$HOURGLASS" models | cut -d ' ' -f 1); do says err "$id"; done

proves "a mistake in a model file is named with file and line"
printf '[encoder]\nlayer = dense 6 relu\n\nlayer = densse 4\n[decoder]\nlayer = dense image\n' >wrong.ini
expect 1 train --model wrong.ini --data data
one_message
says err "wrong.ini:4:"
printf '[encoder]\nlayer = dense 6\n[decoder]\nlayer = dense 63\n' >short.ini
expect 1 train --model short.ini --data data
one_message
says err "short.ini:4:"
says err 63
says err 64
expect 1 train --model missing.ini --data data
one_message
says err "missing.ini"

proves "--set of an unknown key or a value out of range names them"
expect 1 train --data data --set penalty.l9=1
one_message
says err "l9"
expect 1 train --data data --set penalty.l1=-1
one_message
says err "'-1'"
expect 1 train --data data --set nowhere.l1=1
one_message
says err "nowhere"

proves "a batch larger than the training set is refused"
expect 1 train --model tiny.ini --data data --batch 301 --steps 1
one_message
says err "301"
says err "300"

proves "models and datasets list everything"
expect 0 models
for file in "$SOURCE_ROOT"/assets/models/*.ini; do
    id=$(basename "$file" .ini)
    grep -q "^$id  *[A-Z]" out || failed "$id is not in the list, or says nothing about itself"
done
lines "$(ls "$SOURCE_ROOT"/assets/models/*.ini | wc -l)" out
expect 0 datasets
says out fashion-mnist
grep -q "^strokes .*ready" out || failed "strokes are not ready"
FASHION_MNIST=/nonexistent "$HOURGLASS" datasets >out
says out "apt install dataset-fashion-mnist"
FASHION_MNIST="$scratch/data" "$HOURGLASS" datasets >out
says_not out "apt install"

proves "away from a terminal, and with NO_COLOR, there are no escape codes"
escape=$(printf '\033')
for color in "" 1; do
    NO_COLOR=$color "$HOURGLASS" train --model tiny.ini --data data --steps 20 >out 2>err
    says_not out "$escape"
    says_not err "$escape"
done
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    # On a terminal there is a bar; NO_COLOR leaves it, without colours.
    script -qec "'$HOURGLASS' train --model tiny.ini --data data --steps 20" /dev/null >colored </dev/null
    says colored "${escape}[33m"
    NO_COLOR=1 script -qec "'$HOURGLASS' train --model tiny.ini --data data --steps 20" /dev/null >plain </dev/null
    says plain "images/s"
    says_not plain "${escape}[33m"
    TERM=dumb script -qec "'$HOURGLASS' train --model tiny.ini --data data --steps 20" /dev/null >dumb </dev/null
    says_not dumb "$escape"
fi
finish
