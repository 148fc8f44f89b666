// Playground: what is asked of the observer for what is on screen. On the interface's thread.
#include "playground_parts.h"

#include <stdio.h>
#include <string.h>

static void wish_corruption(const PlayLook *play, PlayRequest *wish) {
    double strength = play->strength[play->corruption];
    wish->gaussian = play->corruption == CORRUPTION_GAUSSIAN ? strength : 0;
    wish->salt_pepper = play->corruption == CORRUPTION_SALT_PEPPER ? strength / 100 : 0;
    wish->mask = play->corruption == CORRUPTION_MASK ? strength / 100 : 0;
    wish->square = play->corruption == CORRUPTION_SQUARE ? strength / 100 : 0;
    wish->corruption_seed = play->corruption_seed;
}

static void wish_changes(const PlayLook *play, PlayRequest *wish) {
    const PlayEdit *edit = &play->edit[play->axes];
    wish->axes = play->axes;
    wish->changes = edit->changes;
    for (int i = 0; i < edit->changes; i++) {
        wish->change[i].unit = edit->change[i].unit;
        wish->change[i].value = edit->change[i].value;
    }
}

static void wish_strips(const Panel *panel, PlayRequest *wish) {
    const PlayLook *play = &panel->look->play;
    int images = panel->status->data.test_images;
    wish->traversal = play->wanted[STRIP_TRAVERSAL];
    wish->traversed = playground_touched(panel) < 0 ? 0 : playground_touched(panel);
    wish->strip = play->wanted[STRIP_A_TO_B];
    wish->algebra = play->wanted[STRIP_ALGEBRA] > 0;
    for (int i = 0; i < PLAY_OPERANDS; i++)
        wish->operand[i] = play->operand[i] < images ? play->operand[i] : images > 0 ? images - 1 : PLAY_NONE;
    wish->samples = play->wanted[STRIP_SAMPLES];
    wish->source = play->source == PLAY_PRIOR && !panel->status->model.gaussian ? PLAY_GAUSSIAN : play->source;
    wish->sample_seed = play->sample_seed;
    wish->temperature = play->temperature;
    wish->nearest = play->wanted[STRIP_NEAREST];
}

// Wishes are compared as memory, so that the bytes between members are zero in each.
void playground_wish(Panel *panel) {
    PlayLook *play = &panel->look->play;
    PlayRequest wish;
    memset(&wish, 0, sizeof wish);
    wish.wanted = true;
    wish_corruption(play, &wish);
    wish_changes(play, &wish);
    wish_strips(panel, &wish);
    wish.asked = play->request.asked;
    if (memcmp((const void *)&wish, (const void *)&play->request, sizeof wish) == 0)
        return;
    wish.asked++;
    memcpy(&play->request, &wish, sizeof wish);
}
