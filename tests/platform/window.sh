#!/bin/sh
# A real window under Xvfb: opened, resized, keyed, ended by a key; and once more, ended by SIGINT, at the size it had.
# window.sh PROGRAM.
. "$(dirname "$0")/../support/xvfb.sh"
demo=$1

# start LOG: runs the program, with SIGINT as a terminal would leave it, and waits for its window.
start() {
    env --default-signal=INT "$demo" >"$1" 2>&1 &
    program=$!
    for _ in $(seq 200); do # the window that stays: while the renderer is chosen there may be another
        ! grep -q 'first frame' "$1" || break
        sleep 0.1
    done
    window=$(timeout 20 xdotool search --sync --onlyvisible --name 'Hourglass window demo' | head -n 1)
    [ -n "$window" ] || fail "no window"
    sleep 0.5
}

start "$scratch/first.log"
xdotool windowsize --sync "$window" 1000 640
xdotool windowfocus "$window" mousemove --window "$window" 700 300
sleep 0.5
xdotool key --window "$window" t
sleep 0.3
xdotool key --window "$window" q || true # the window may be gone before the key comes up
wait "$program" || fail "the first run ended with status $?"
program=
cat "$scratch/first.log"
grep -q '1000x640$' "$scratch/first.log" || fail "the window did not take its new size"
grep -q '^width = 1000$' "$scratch/hourglass/window.ini" || fail "the size was not remembered"

start "$scratch/second.log"
kill -INT "$program"
wait "$program" || fail "after SIGINT the status was $?"
program=
cat "$scratch/second.log"
grep -q '1000x640$' "$scratch/second.log" || fail "the remembered size was not used"
