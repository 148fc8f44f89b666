#!/bin/sh
# The views, the unit card, the history and the drawing dialog in a real window under Xvfb, with mouse and keys, while training is
# paused. A sparse model of which most units are dead. HOURGLASS and HELPER name the program and tests/cli/helper.
. "$(dirname "$0")/../support/window.sh"

mkdir -p "$scratch/data"
"$HELPER" set "$scratch/data" 300 60
printf '[model]\ntitle = Mine\n[encoder]\nlayer = dense 64 relu\n[decoder]\nlayer = dense image\n[penalty]\nl1 = 1\n' \
    >"$scratch/mine.ini"
started "$HOURGLASS" --data "$scratch/data" --model "$scratch/mine.ini" --threads 1

changes "Network" key 1
plain=$last
changes "a tile is pointed at" point 690 400
returns "and no longer" "$plain" park
changes "a click on it opens the card of its unit" click 690 400
returns "Escape closes it" "$plain" key Escape
changes "the next image" click 426 656
changes "each tile on its own scale" click 1101 130

changes "Reconstructions" key 2
changes "the best first" click 564 130
changes "the next page" click 325 750
changes "the wheel pages too" wheel 700 400 5
changes "the menu of classes opens" click 863 130
changes "one class is chosen" click 826 234
changes "an image is pinned" click 470 340
changes "PCA beside it" click 988 130

changes "Code" key 3
plain=$last
changes "a place of the map is pointed at" point 600 500
returns "and no longer" "$plain" park
changes "units sorted by class" click 1004 130
plain=$last
changes "the wheel zooms into them" wheel 400 400 4
returns "a double-click shows all" "$plain" twice 400 400
changes "a click opens a unit's card" click 768 500
card=$last
changes "it is clamped" drag 846 674 930
returns "Escape takes that back" "$card" key Escape
returns "and closes the card" "$plain" key Escape

changes "Filters" key 4
plain=$last
changes "a filter is pointed at" point 500 400
returns "and no longer" "$plain" park
changes "the weights' change since the start" click 643 130
changes "each on its own scale" click 963 130
changes "the menu of orders opens" click 1085 130
changes "another order is chosen" key Down
changes "and taken" key Return
changes "the menu of layers opens" click 475 130
changes "it closes" key Escape
changes "a click opens a unit's card" click 500 400
changes "Escape closes it" key Escape

changes "the latent map" key 5
plain=$last
changes "a point is pointed at" point 668 537
returns "and no longer" "$plain" park
changes "a drag decodes a point of the plane" drag 900 350 1000
changes "Escape takes it back, and the map keeps the keys" key Escape
plain=$last
changes "a drag with Shift decodes the way between two" slide shift 500 300 900 500
returns "Escape takes that back too" "$plain" key Escape
changes "the wheel goes closer" wheel 700 400 4
changes "a double-click shows all again" twice 900 350
plain=$last
changes "a class is left out of the map" click 1075 205
returns "and shown again" "$plain" click 1075 205
changes "images instead of points" click 680 169
changes "t-SNE" click 424 169

changes "the playground" key 6
changes "a bar of the code is dragged" drag 674 277 760
changes "a stroke" drag 300 400 450 450
changes "new images" click 645 620

changes "analysis" key 7
changes "another corruption" click 584 178
changes "compression" click 432 130
changes "features" click 541 130
changes "anomaly" click 651 130

changes "Reconstructions again" key 2
plain=$last
changes "a past moment" drag 1398 842 600
returns "back to now" "$plain" key l
below=$((below + 85)) # without the history, whose memory has grown
plain=$(settled)
last=$plain
changes "the dead units start again" click 1298 582
returns "that is undone" "$plain" click 1394 840

changes "explain mode begins" key F1
changes "a card explains what is pointed at" point 470 340
changes "Escape ends it" key Escape
park
last=$(settled)
changes "the drawing dialog opens" key d
changes "a stroke" drag 420 300 650 520
changes "a second one, over it" drag 660 290 450 540
changes "done" click 1033 671
changes "the code of what was drawn" key 3
ended
