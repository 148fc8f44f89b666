#!/bin/sh
# The program in a real window under Xvfb, used with mouse and keys while it trains; what is on screen is compared before and
# after. HOURGLASS and HELPER name the program and tests/cli/helper.
. "$(dirname "$0")/../support/window.sh"

mkdir -p "$scratch/data"
"$HELPER" set "$scratch/data" 300 60
printf '[model]\ntitle = Mine\n[encoder]\nlayer = dense 9 tanh\n[decoder]\nlayer = dense image\n' >"$scratch/mine.ini"

started "$HOURGLASS" --data "$scratch/data" --threads 1
changes "a tab switches the model" click 230 24
changes "a key switches the view" key 3
changes "the network" key 1
changes "the filters" key 4
changes "the menu of layers opens" click 475 130
changes "another is chosen" key Down
changes "and taken" key Return
changes "another view" key 3
changes "the learning rate is dragged" drag 95 251 180
changes "one step" key s
changes "reset" key r
changes "a side is made wider" drag 241 500 330
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
ended
grep -q '^theme = projector$' "$scratch/hourglass/window.ini" || fail "the theme was not remembered"
