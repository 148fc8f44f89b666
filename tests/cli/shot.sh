#!/bin/sh
# hourglass shot draws the window without a display; without one the window itself says so.
. "$(dirname "$0")/lib.sh"
tiny_set data
tiny_model
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER

proves "each view is drawn as a PNG, in any size, scale and theme"
for view in network reconstructions code; do
    expect 0 shot --model tiny.ini --data data --steps 20 --view $view --size 1000x640 --out $view.png
    [ "$(head -c 4 $view.png | tail -c 3)" = PNG ] || failed "not a PNG: $view.png"
done
cmp -s reconstructions.png code.png && failed "two views look the same"
expect 0 shot --model tiny.ini --data data --steps 20 --size 800x500 --out small.png
expect 0 shot --model tiny.ini --data data --steps 20 --size 2400x1500 --scale 2.5 --theme light --out large.png

proves "--leave-out trains without a class, --bench chooses what Analysis shows"
expect 0 shot --model tiny.ini --data data --steps 20 --view analysis --bench anomaly --out all.png
expect 0 shot --model tiny.ini --data data --steps 20 --view analysis --bench anomaly --leave-out 1 --out less.png
cmp -s all.png less.png && failed "a run without a class looks as any other"

proves "mistakes are usage errors"
expect 2 shot --out a.png --leave-out shoe
expect 2 shot --out a.jpg
expect 2 shot --out a.png --size 10x10
expect 2 shot --out a.png --theme pink
expect 2 shot --out a.png --scale 9
expect 1 shot --out a.png --view nowhere
says err "nowhere"

proves "the window without a display is a clear sentence and exit 1"
expect 1 --model tiny.ini --data data
says err "no display"
no_temporaries
finish
