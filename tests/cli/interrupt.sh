#!/bin/sh
# SIGINT and SIGTERM stop between steps and save; a process killed outright leaves the old file or the new one.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

# await FILE: until it has something in it, ten seconds at most.
await() {
    tries=0
    until [ -s "$1" ] || [ $tries -ge 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    [ -s "$1" ] || failed "$1 did not come"
}

proves "SIGINT gives 130, SIGTERM 143, and the weights of a whole step are saved"
for signal in INT:130 TERM:143; do
    rm -f cut.safetensors log.jsonl
    "$HELPER" run "$HOURGLASS" train --model tiny.ini --data data --epochs 1000000 --log log.jsonl --full \
        --out cut.safetensors >out 2>err &
    await log.jsonl
    kill -s "${signal%:*}" $!
    wait $!
    status=$?
    [ $status -eq "${signal#*:}" ] || failed "${signal%:*} gave $status"
    one_message
    says err "interrupted at step"
    says err "saved to cut.safetensors"
    step=$(sed -n 's/.*at step \([0-9]*\).*/\1/p' err)
    lines "$step" log.jsonl
    expect 0 eval cut.safetensors
    says out "after $step steps"
    expect 0 train --resume cut.safetensors --steps 3
done

proves "what was interrupted and resumed is what was never stopped, bit for bit"
"$HELPER" run "$HOURGLASS" train --model tiny.ini --data data --steps 2000000000 --log log.jsonl --full \
    --out first.safetensors >out 2>err &
rm -f log.jsonl
await log.jsonl
kill -s INT $!
wait $!
step=$(sed -n 's/.*at step \([0-9]*\).*/\1/p' err)
if [ "${step:-0}" -gt 0 ] && [ "$step" -lt 200000 ]; then
    expect 0 train --resume first.safetensors --steps 10 --out pieces.safetensors
    expect 0 train --model tiny.ini --data data --steps $((step + 10)) --out whole.safetensors
    same pieces.safetensors whole.safetensors
fi

proves "an interrupt without --out saves nothing and says so"
rm -f log.jsonl
"$HELPER" run "$HOURGLASS" train --model tiny.ini --data data --epochs 1000000 --log log.jsonl >out 2>err &
await log.jsonl
kill -s INT $!
wait $!
status=$?
[ $status -eq 130 ] || failed "gave $status"
says_not err saved

proves "an interrupt while the data is being read leaves the file of an earlier run alone"
cp cut.safetensors old.safetensors
cp old.safetensors kept.safetensors
"$HELPER" run "$HOURGLASS" train --data strokes --epochs 1000000 --out old.safetensors >out 2>err &
sleep 0.1 # drawing the strokes takes longer
kill -s INT $!
wait $!
status=$?
case "$status:$(cat err)" in
*"at step 0"*) same old.safetensors kept.safetensors ;;
esac
[ $status -eq 130 ] || failed "gave $status"

proves "kill -9 at any moment leaves a whole file, and its temporary goes with the next save"
printf '[encoder]\nlayer = dense 10000\n[decoder]\nlayer = dense image\n' >large.ini # 16 MB with its moments
expect 0 train --model large.ini --data data --steps 1 --batch 1 --full --out whole.safetensors
round=0
stale=0
rounds=$(share 30)
while [ $round -lt "$rounds" ]; do
    "$HELPER" run "$HOURGLASS" train --model large.ini --data data --steps 2 --batch 1 --threads 1 --full --seed $round \
        --out whole.safetensors >/dev/null 2>&1 &
    if [ $((round % 3)) -eq 0 ]; then # at any moment
        sleep "0.0$((round % 7))$((round % 10))"
    else # while its temporary grows
        until [ -s whole.safetensors.tmp-$!-1 ] || [ -s whole.safetensors.tmp-$!-0 ] || ! kill -0 $! 2>/dev/null; do :; done
        [ $((round % 3)) -eq 1 ] || sleep "0.00$((round % 10))"
    fi
    kill -s KILL $! 2>/dev/null
    wait $! 2>/dev/null
    for file in whole.safetensors.tmp-*; do [ -e "$file" ] && stale=$((stale + 1)); done
    run decode whole.safetensors codes.npy --out images.npy # opens the checkpoint, then misses the codes
    says err codes.npy
    round=$((round + 1))
done
echo "  ($stale temporaries seen in $round rounds)"
: >whole.safetensors.tmp-999999999-0
: >whole.safetensors.tmp-mine
: >other.safetensors.tmp-999999999-0
expect 0 train --model large.ini --data data --steps 1 --batch 1 --out whole.safetensors
for file in whole.safetensors.tmp-*-*; do [ -e "$file" ] && failed "$file is left"; done
[ -e whole.safetensors.tmp-mine ] || failed "a file that is not ours is gone"
[ -e other.safetensors.tmp-999999999-0 ] || failed "the temporary of another target is gone"
finish
