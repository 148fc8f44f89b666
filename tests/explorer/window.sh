#!/bin/sh
# The program in a real window under Xvfb, used with mouse and keys while it trains; what is on screen is compared before and
# after. HOURGLASS and HELPER name the program and tests/cli/helper.
. "$(dirname "$0")/../support/xvfb.sh"
mkdir -p "$scratch/data"
"$HELPER" set "$scratch/data" 300 60
printf '[model]\ntitle = Mine\n[encoder]\nlayer = dense 9 tanh\n[decoder]\nlayer = dense image\n' >"$scratch/mine.ini"

# The frame buffer's pixels, as a checksum: with training paused, only what is pressed changes them.
picture() {
    cksum <"$scratch/Xvfb_screen0"
}
# settled: waits until nothing moves any more, and prints the picture.
settled() {
    for _ in $(seq 50); do
        earlier=$(picture)
        sleep 0.4
        [ "$(picture)" != "$earlier" ] || break
    done
    echo "$earlier"
}
# changes NAME COMMAND...: the picture is another one soon afterwards.
changes() {
    name=$1
    shift
    before=$(settled)
    "$@"
    for _ in $(seq 50); do
        [ "$(picture)" = "$before" ] || break
        sleep 0.2
    done
    kill -0 "$program" 2>/dev/null || fail "$name ended the program"
    [ "$(picture)" != "$before" ] || fail "$name changed nothing on screen"
    echo "- $name"
}
click() {
    xdotool mousemove --window "$window" "$1" "$2" click 1
}
drag() {
    xdotool mousemove --window "$window" "$1" "$2" mousedown 1 mousemove --window "$window" "$3" "$2" sleep 0.1 mouseup 1
}
key() {
    xdotool key --window "$window" "$1"
}

env --default-signal=INT "$HOURGLASS" --data "$scratch/data" --threads 1 >"$scratch/log" 2>&1 &
program=$!
# The window that stays: while the renderer is chosen there may be another.
window=
for _ in $(seq 30); do
    sleep 1
    found=$(timeout 10 xdotool search --onlyvisible --name '^Hourglass$' 2>/dev/null | tail -n 1) || true
    [ -z "$found" ] || [ "$found" != "$window" ] || break
    window=$found
done
[ -n "$window" ] || fail "no window"
xdotool windowfocus "$window" mousemove --window "$window" 700 880
first=$(picture)
sleep 2
[ "$(picture)" != "$first" ] || fail "it does not train by itself"
key space
quiet=$(settled)
sleep 1
[ "$(picture)" = "$quiet" ] || fail "paused, the picture still changes"
changes "a tab switches the model" click 230 24
changes "a key switches the view" key 3
changes "the network" key 1
changes "the filters" key 4
changes "the decoder's side" click 560 134
changes "another view" key 3
changes "the learning rate is dragged" drag 95 251 180
changes "one step" key s
changes "reset" key r
changes "a side is made wider" drag 240 700 330
changes "a wrong file is dropped" "$DROP" "$window" "$0"
changes "a model file is dropped" "$DROP" "$window" "$scratch/mine.ini"
changes "the editor opens" key e
changes "the first layer gets the keyboard" key Tab
changes "another layer is typed" xdotool key --window "$window" ctrl+a type --window "$window" "dense 24 relu"
changes "it is applied" key ctrl+Return
changes "and trains" key s
changes "a side folds" key bracketleft
changes "the light theme" key t
changes "explain mode begins" key F1
changes "a card explains what is pointed at" xdotool mousemove --window "$window" 95 235
changes "and another one its neighbour" key Tab
changes "the list of keys opens" key k
changes "it closes" key Escape
changes "the projector theme" key t
changes "the window is made small" xdotool windowsize --sync "$window" 800 500
changes "and large" xdotool windowsize --sync "$window" 1500 950
key space
sleep 1
key ctrl+q || true # the window may be gone before the keys come up
wait "$program" || fail "it ended with status $?"
program=
[ ! -s "$scratch/log" ] || fail "something was printed"
grep -q '^theme = projector$' "$scratch/hourglass/window.ini" || fail "the theme was not remembered"
