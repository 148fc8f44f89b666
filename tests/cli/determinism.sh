#!/bin/sh
# The same seed gives the same bits with any number of threads, and a resumed run is one that never stopped.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

proves "weights and moments are the same bit for bit with 1, 2 and 5 threads"
for model in tiny.ini deep sparse sparse-kl sparse-topk variational; do
    for threads in 1 2 5; do
        expect 0 train --model $model --data data --steps "$(share 40)" --batch 50 --threads $threads --full --out $threads.safetensors
    done
    same 1.safetensors 2.safetensors
    same 1.safetensors 5.safetensors
done

proves "30 + 30 steps are 60 bit for bit, whatever the threads: adam, sgd with momentum; shuffled, across epochs"
for optimizer in "adam" "sgd --momentum 0.9 --lr 0.001"; do
    # 60 steps of 40 are eight epochs and a half
    # shellcheck disable=SC2086
    expect 0 train --model tiny.ini --data data --steps 60 --batch 40 --optimizer $optimizer --threads 1 --full --out whole.safetensors
    # shellcheck disable=SC2086
    expect 0 train --model tiny.ini --data data --steps 30 --batch 40 --optimizer $optimizer --threads 2 --full --out half.safetensors
    expect 0 train --data data --resume half.safetensors --steps 30 --threads 1 --full --out resumed.safetensors
    same whole.safetensors resumed.safetensors
    differ whole.safetensors half.safetensors
done

proves "--resume refuses a plain file and names --full and --init"
expect 0 train --model tiny.ini --data data --steps 3 --out plain.safetensors
expect 1 train --data data --resume plain.safetensors --steps 3
one_message
says err "--full"
says err "--init"

proves "--resume with a larger batch goes on, and stays inside the training images"
expect 0 train --model tiny.ini --data data --steps 7 --batch 40 --full --out near.safetensors # 280 of 300 are used
timeout -k 1 20 "$HOURGLASS" train --data data --resume near.safetensors --batch 150 --steps 4 --log more.jsonl >out 2>err ||
    failed "resuming with a larger batch gave $?"
lines 4 more.jsonl

proves "--resume on a smaller data set goes on, or is refused, but does not read beyond it"
mkdir small
"$HELPER" set small 100 20
expect 0 train --model tiny.ini --data data --steps 5 --batch 50 --full --out far.safetensors # 250 images in
timeout -k 1 20 "$HOURGLASS" train --data small --resume far.safetensors --steps 4 --log less.jsonl >out 2>err
status=$?
[ $status -le 1 ] || failed "resuming on a smaller data set gave $status"
[ $status -eq 1 ] || lines 4 less.jsonl

proves "every set of kernels can be forced, and all give nearly the same loss"
HOURGLASS_KERNELS=none "$HOURGLASS" models >out 2>err
[ $? -eq 2 ] || failed "an unknown set gave another status than 2"
says err "HOURGLASS_KERNELS=none"
sets=$(sed -n 's/.*expected one of//p' err)
[ -n "$sets" ] || failed "no sets are listed"
first=${sets##* }
for set in $first $sets; do
    HOURGLASS_KERNELS=$set "$HOURGLASS" train --model tiny.ini --data data --steps 40 --batch 50 --threads 1 \
        --log "$set.jsonl" --out "$set.safetensors" >out 2>err || failed "$set: $(cat err)"
    if [ "${SANITIZED:-no}" = no ]; then # where measuring the peak takes seconds; codes.sh has one of them
        HOURGLASS_KERNELS=$set "$HOURGLASS" bench --data data --models vanilla --threads 1 --seconds 0.01 --json >bench.json
        says bench.json "\"kernels\": \"$set\""
    fi
    # 40 steps in: the sum of 64 pixels, a few roundings apart
    "$HELPER" json "$set.jsonl" step epoch loss reconstruction penalty >"$set.steps" || failed "log of $set"
    paste "$first.steps" "$set.steps" |
        awk '{ d = $3 / $8 - 1; if (d > 1e-4 || d < -1e-4) bad = 1 } END { exit bad || NR != 40 }' ||
        failed "losses of $set are not those of $first"
done
finish
