# Sourced by tests of a real window: a screen of its own under Xvfb, whose pixels are in $scratch/Xvfb_screen0. Skips (77)
# without Xvfb and xdotool. What is started is to be put into $program, which ends with the script, as does the screen.
# shellcheck shell=sh
set -eu
command -v Xvfb >/dev/null 2>&1 && command -v xdotool >/dev/null 2>&1 || exit 77
scratch=$(mktemp -d)
xvfb=
program=
finish() {
    [ -z "$program" ] || kill "$program" 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
fail() {
    echo "FAILED: $1" >&2
    cat "$scratch"/*log >&2 || true
    exit 1
}

Xvfb -displayfd 3 -fbdir "$scratch" -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null &
xvfb=$!
for _ in $(seq 100); do
    [ ! -s "$scratch/display" ] || break
    sleep 0.1
done
DISPLAY=:$(cat "$scratch/display")
XDG_CONFIG_HOME=$scratch
export DISPLAY XDG_CONFIG_HOME
unset SDL_VIDEODRIVER WAYLAND_DISPLAY 2>/dev/null || true
