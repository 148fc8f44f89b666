#!/bin/sh
# A real window under Xvfb: opened, resized, keyed, ended by a key; and once more, ended by SIGINT, at the size it had.
# window.sh PROGRAM. Skips (77) without Xvfb and xdotool.
set -eu
program=$1
command -v Xvfb >/dev/null 2>&1 && command -v xdotool >/dev/null 2>&1 || exit 77
scratch=$(mktemp -d)
xvfb=
demo=
finish() {
    [ -z "$demo" ] || kill "$demo" 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
fail() {
    echo "FAILED: $1" >&2
    cat "$scratch"/*.log >&2 || true
    exit 1
}

Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null &
xvfb=$!
for _ in $(seq 100); do
    [ ! -s "$scratch/display" ] || break
    sleep 0.1
done
DISPLAY=:$(cat "$scratch/display")
XDG_CONFIG_HOME=$scratch
export DISPLAY XDG_CONFIG_HOME
unset SDL_VIDEODRIVER WAYLAND_DISPLAY 2>/dev/null || true

# start LOG: runs the program, with SIGINT as a terminal would leave it, and waits for its window.
start() {
    env --default-signal=INT "$program" >"$1" 2>&1 &
    demo=$!
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
wait "$demo" || fail "the first run ended with status $?"
demo=
cat "$scratch/first.log"
grep -q '1000x640$' "$scratch/first.log" || fail "the window did not take its new size"
grep -q '^width = 1000$' "$scratch/hourglass/window.ini" || fail "the size was not remembered"

start "$scratch/second.log"
kill -INT "$demo"
wait "$demo" || fail "after SIGINT the status was $?"
demo=
cat "$scratch/second.log"
grep -q '1000x640$' "$scratch/second.log" || fail "the remembered size was not used"
