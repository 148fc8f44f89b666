#!/bin/sh
# Training speed beside a peer's, in turn on the same machine, as one table. No part of the tests: it needs the peer.
# usage: side_by_side.sh [--sittings N] [--seconds S] [--models A,B] [--threads N,M] HOURGLASS COMMAND [ARGUMENT...]
# COMMAND --models A --threads N --seconds S prints a JSON object a line with model, threads and images_per_second;
# tests/bench/README.md says which. What the sittings gave goes to the file that $SITTINGS names, if it names one.
set -eu
sittings=5
seconds=4
models=vanilla,deep,sparse-wide,convolutional,conv-wide,variational
threads=1,$(getconf _NPROCESSORS_ONLN)
while :; do
    case ${1-} in
    --sittings) sittings=$2 ;;
    --seconds) seconds=$2 ;;
    --models) models=$2 ;;
    --threads) threads=$2 ;;
    *) break ;;
    esac
    shift 2
done
[ $# -ge 2 ] || {
    sed -n 's/^# \(usage: .*\)/\1/p' "$0" >&2
    exit 2
}
hourglass=$1
shift
scratch=$(mktemp -d "${TMPDIR:-/tmp}/side-by-side-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
lines=${SITTINGS:-$scratch/lines}
: >"$lines"

# A model on a number of threads, ours and then the peer's: what else the machine does meets both.
sitting=0
while [ $((sitting += 1)) -le "$sittings" ]; do
    for model in $(echo "$models" | tr , ' '); do
        for count in $(echo "$threads" | tr , ' '); do
            echo "sitting $sitting of $sittings: $model, threads $count" >&2
            # apart from the files, so that a failure ends it
            "$hourglass" bench --json --models "$model" --threads "$count" --seconds "$seconds" >"$scratch/ours"
            "$@" --models "$model" --threads "$count" --seconds "$seconds" >"$scratch/peer"
            sed 's/^{/{"program": "ours", /' "$scratch/ours" >>"$lines"
            sed 's/^{/{"program": "peer", /' "$scratch/peer" >>"$lines"
        done
    done
done
python3 "$(dirname "$0")/side_by_side.py" "$lines"
