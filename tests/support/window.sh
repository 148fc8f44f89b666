# Sourced by the tests that use the program in a real window. What is on screen is read from Xvfb's frame buffer: with training
# paused, only what is pressed changes it.
# shellcheck shell=sh
. "$(dirname "$0")/../support/xvfb.sh"

# started PROGRAM ARGUMENTS...: the explorer runs, trains and is paused.
started() {
    env --default-signal=INT "$@" >"$scratch/explorer.log" 2>&1 &
    program=$!
    below=0
    # The window that stays: while the renderer is chosen there may be another.
    window=
    for _ in $(seq 30); do
        sleep 1
        found=$(timeout 10 xdotool search --onlyvisible --name '^Hourglass$' 2>/dev/null | tail -n 1) || true
        [ -z "$found" ] || [ "$found" != "$window" ] || break
        window=$found
    done
    [ -n "$window" ] || fail "no window"
    eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^(Y|HEIGHT)=[0-9]+$')"
    below=$((1000 - Y - HEIGHT + 35))
    xdotool windowfocus "$window"
    park
    first=$(picture)
    for _ in $(seq 300); do
        [ "$(picture)" = "$first" ] || break
        sleep 0.1
    done
    [ "$(picture)" != "$first" ] || fail "it does not train by itself"
    sleep 1 # and goes on for a while
    key space
    last=$(settled)
    sleep 1
    [ "$(picture)" = "$last" ] || fail "paused, the picture still changes"
}
has_left() {
    ! grep -q '^State:.[^Z]' "/proc/$program/status" 2>/dev/null
}
# ended: it leaves when asked, with nothing printed.
ended() {
    key ctrl+q || true # the window may be gone before the keys come up
    for _ in $(seq 300); do
        ! has_left || break
        sleep 0.1
    done
    has_left || fail "it does not leave when asked"
    wait "$program" || fail "it ended with status $?"
    program=
    [ ! -s "$scratch/explorer.log" ] || fail "something was printed"
}

# The frame buffer's pixels, as a checksum, without what lies below the window's last bar but one: the last one tells how long
# a frame took, which every frame changes.
picture() {
    head -c "-$((below * 6400))" "$scratch/Xvfb_screen0" | cksum
}
# asleep: every thread of the program and of the screen waits for something to happen; one that wants a core counts as awake
# however long others keep it waiting.
asleep() {
    ! cat "/proc/$program"/task/*/stat "/proc/$xvfb"/task/*/stat 2>/dev/null | sed 's/.*) //' | grep -q '^[RD]'
}
# calm: what was sent has been seen to. Twice asleep, since an event may be on its way from the screen to the program.
calm() {
    for _ in $(seq 500); do
        ! { asleep && sleep 0.02 && asleep; } || return 0
        sleep 0.02
    done
}
# settled: waits until nothing moves any more, and prints the picture: the same one a few times, all asleep.
settled() {
    earlier=
    still=0
    for _ in $(seq 300); do
        now=$(picture)
        if [ "$now" = "$earlier" ] && asleep; then still=$((still + 1)); else still=0; fi
        [ $still -lt 4 ] || break
        earlier=$now
        sleep 0.05
    done
    echo "$earlier"
}
# becomes same|other PICTURE: waits for a settled picture that is this one or is not; it is the last one then.
becomes() {
    for _ in $(seq 25); do
        now=$(settled)
        compared=other
        [ "$now" != "$2" ] || compared=same
        [ "$compared" = "$1" ] || continue
        last=$now
        return
    done
    false
}
# changes NAME COMMAND...: the picture is another one soon afterwards, and stays it.
changes() {
    name=$1
    shift
    "$@"
    becomes other "$last" || fail "$name changed nothing on screen"
    kill -0 "$program" 2>/dev/null || fail "$name ended the program"
    echo "- $name"
}
# returns NAME PICTURE COMMAND...: the picture is an earlier one again.
returns() {
    name=$1
    wanted=$2
    shift 2
    "$@"
    becomes same "$wanted" || fail "$name did not bring the earlier picture back"
    kill -0 "$program" 2>/dev/null || fail "$name ended the program"
    echo "- $name"
}
# park: away from everything that looks different under the pointer.
park() {
    xdotool mousemove --window "$window" 700 880
}
point() {
    xdotool mousemove --window "$window" "$1" "$2"
}
# hand WORDS...: what xdotool is told, and time to see to it: what comes together is one movement to the program.
hand() {
    xdotool "$@"
    calm
}
# there X Y WORDS...: with the pointer there, what the hand does; and away again, so that a change is not the pointer's.
there() {
    hand mousemove --window "$window" "$1" "$2"
    shift 2
    hand "$@"
    park
}
click() {
    there "$1" "$2" click 1
}
twice() {
    there "$1" "$2" click --repeat 2 --delay 60 1
}
# wheel X Y BUTTON: 4 away from the user, 5 towards.
wheel() {
    there "$1" "$2" click "$3"
}
# drag X Y TO [Y]
drag() {
    hand mousemove --window "$window" "$1" "$2"
    hand mousedown 1
    hand mousemove --window "$window" "$(((2 * $1 + $3) / 3))" "$2"
    hand mousemove --window "$window" "$3" "${4-$2}"
    hand mouseup 1
    park
}
# slide MODIFIER X Y TO-X TO-Y: a drag with a key held down
slide() {
    hand mousemove --window "$window" "$2" "$3" keydown "$1"
    drag "$2" "$3" "$4" "$5"
    hand keyup "$1"
}
key() {
    xdotool key --window "$window" "$1"
}
