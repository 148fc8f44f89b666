#!/bin/sh
# Divergence, full disks, folders that cannot be written, too little memory: one message, exit 1, old files whole.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

proves "a learning rate too high: exit 1, what to change, and the saved weights are finite and of an earlier step"
for options in "--optimizer sgd --lr 1e6" "--optimizer sgd --lr 1e5 --set model.loss=mse" "--lr 1e6 --set model.loss=mse --batch 1"; do
    rm -f diverged.safetensors
    # shellcheck disable=SC2086
    run train --model tiny.ini --data data --steps 500 $options --out diverged.safetensors --log log.jsonl
    [ $status -eq 0 ] && { echo "  ($options stays finite)"; continue; }
    [ $status -eq 1 ] || failed "$options gave $status"
    one_message
    says err "learning rate"
    says err "back at step"
    expect 0 eval diverged.safetensors --json # a checkpoint that is not finite is refused
    says_not log.jsonl nan
    says_not log.jsonl inf
    diverged=yes
done
[ "${diverged:-no}" = yes ] || failed "nothing diverged"

expect 0 train --model tiny.ini --data data --steps 3 --out kept.safetensors
cp kept.safetensors original.safetensors

# whole_after NAME: the failed save of kept.safetensors has left the old file and nothing else.
whole_after() {
    same kept.safetensors original.safetensors
    for file in *.tmp-*; do [ -e "$file" ] && failed "$1: $file is left"; done
}

proves "a file-size limit: the old file stays whole"
printf '[encoder]\nlayer = dense 300\n[decoder]\nlayer = dense image\n' >large.ini
for blocks in 4 60 200; do # of 512 bytes; with fewer than 2, libomp dies of SIGBUS before main
    (
        ulimit -f $blocks
        exec "$HOURGLASS" train --model large.ini --data data --steps 1 --out kept.safetensors
    ) 2>err >/dev/null
    status=$?
    [ $status -eq 1 ] || failed "$blocks blocks gave $status"
    one_message
    says err kept.safetensors
    whole_after "$blocks blocks"
done
(
    ulimit -f 4
    exec "$HOURGLASS" train --model tiny.ini --data data --steps 500 --log log.jsonl
) 2>err >/dev/null
[ $? -eq 1 ] || failed "a log that cannot be written gave another status than 1"
one_message
says err log.jsonl

proves "a full device"
if [ -c /dev/full ]; then
    expect 1 train --model tiny.ini --data data --steps 50 --log /dev/full
    one_message
    says err /dev/full
    "$HOURGLASS" eval kept.safetensors --json >/dev/full 2>err
    [ $? -eq 1 ] || failed "eval to a full device gave another status than 1"
    one_message
fi

proves "a full disk"
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
    mkdir -p disk
    # shellcheck disable=SC2016
    unshare -m sh -c 'mount -t tmpfs -o size=64k none disk && cp kept.safetensors disk && "$0" train --model large.ini \
        --data data --steps 1 --out disk/kept.safetensors 2>err >/dev/null; echo $? >status
        cmp disk/kept.safetensors original.safetensors && ls disk >listing' "$HOURGLASS"
    [ "$(cat status)" = 1 ] || failed "gave $(cat status)"
    one_message
    says err "No space left"
    [ "$(cat listing)" = kept.safetensors ] || failed "in the full disk: $(cat listing)"
else
    echo "  (no right to mount one: skipped)"
fi

proves "a folder that is missing, a folder in place of a file: told before the training"
for path in missing/x.safetensors data; do
    for option in --out --save-init --log --sheet; do
        timeout 20 "$HOURGLASS" train --model tiny.ini --data data --epochs 1000000 $option $path >out 2>err
        status=$?
        [ $status -eq 1 ] || [ $status -eq 2 ] || failed "$option $path gave $status"
        says err "$path"
    done
done 2>/dev/null
expect 1 encode kept.safetensors --data data --out missing/x.npy
one_message
expect 1 decode kept.safetensors missing.npy --out x.npy
one_message

proves "too little memory: one message, exit 1, the old file whole"
if [ "${SANITIZED:-no}" = yes ]; then
    echo "  (sanitizers need address space: skipped)"
else
    printf '[encoder]\nlayer = dense 60000\n[decoder]\nlayer = dense image\n' >huge.ini # 7.7 M parameters, 31 MB an array
    for limit in 150000 200000 250000 300000; do
        (
            ulimit -v $limit
            exec "$HOURGLASS" train --model huge.ini --data data --steps 1 --batch 8 --threads 1 --out kept.safetensors
        ) 2>err >/dev/null
        status=$?
        [ $status -eq 0 ] && { cp original.safetensors kept.safetensors; continue; }
        [ $status -eq 1 ] || failed "$limit KiB gave $status"
        one_message
        says err memory
        whole_after "$limit KiB"
        short=yes
    done
    [ "${short:-no}" = yes ] || failed "memory was never short"
fi
finish
