// Playground: changes of the image that are more than a stroke, and the way back. On the interface's thread.
#include "playground_parts.h"

#include <stdlib.h>
#include <string.h>

static void forget_oldest(PlayUndo *undo) {
    free(undo->step[0].pixels);
    memmove(undo->step, undo->step + 1, (PLAY_UNDO - 1) * sizeof *undo->step);
    undo->count--;
    undo->step[undo->count].pixels = NULL;
}

void playground_keep(Panel *panel) {
    PlayUndo *undo = &panel->look->play.undo;
    const PinnedRequest *pinned = &panel->look->pinned;
    if (undo->count == PLAY_UNDO)
        forget_oldest(undo);
    size_t size = (size_t)pinned->channels * (size_t)pinned->height * (size_t)pinned->width;
    uint8_t *pixels = pinned->own != 0 ? malloc(size) : NULL;
    if (pinned->own != 0 && !pixels)
        return; // without memory there is no way back
    if (pixels)
        memcpy(pixels, pinned->pixels, size);
    undo->step[undo->count].image = pinned->image;
    undo->step[undo->count].size = pixels ? size : 0;
    undo->step[undo->count].channels = pinned->channels;
    undo->step[undo->count].height = pinned->height;
    undo->step[undo->count].width = pinned->width;
    undo->step[undo->count++].pixels = pixels;
}

// The drawing goes on from what is pinned.
static void load(Panel *panel) {
    const PinnedRequest *pinned = &panel->look->pinned;
    if (pinned->own != 0 && drawing_can(pinned->channels, pinned->height, pinned->width))
        drawing_load(&panel->look->draw.drawing, pinned->channels, pinned->height, pinned->width, pinned->pixels);
}

void playground_undo(Panel *panel) {
    PlayUndo *undo = &panel->look->play.undo;
    if (undo->count == 0 || panel->look->play.pen.down)
        return;
    undo->count--;
    if (undo->step[undo->count].size == 0)
        look_pin(panel->look, undo->step[undo->count].image, panel->status->data.test_images);
    else
        look_pin_own(panel->look, undo->step[undo->count].channels, undo->step[undo->count].height,
                     undo->step[undo->count].width, undo->step[undo->count].pixels);
    free(undo->step[undo->count].pixels);
    undo->step[undo->count].pixels = NULL;
    load(panel);
}

const uint8_t *playground_pixels(const Panel *panel) {
    const PinnedRequest *pinned = &panel->look->pinned;
    const PlayView *view = &panel->views->play;
    if (pinned->own != 0 && panel_fits(panel, pinned->channels, pinned->height, pinned->width))
        return pinned->pixels;
    return playground_current(panel) && panel_fits(panel, view->channels, view->height, view->width) ? view->input.bytes
                                                                                                     : NULL;
}

static void pin(Panel *panel) {
    const Drawing *drawing = &panel->look->draw.drawing;
    look_pin_own(panel->look, drawing->channels, drawing->height, drawing->width, drawing->pixels);
}

void playground_clear(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    if (!draw_dialog_can(panel))
        return;
    playground_keep(panel);
    drawing_init(&panel->look->draw.drawing, model->channels, model->height, model->width);
    pin(panel);
}

void playground_centre(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    const uint8_t *pixels = playground_pixels(panel);
    Drawing *drawing = &panel->look->draw.drawing;
    if (!draw_dialog_can(panel) || !pixels)
        return;
    drawing_load(drawing, model->channels, model->height, model->width, pixels);
    if (!drawing_centre(drawing))
        return;
    playground_keep(panel);
    pin(panel);
}

void playground_take(Panel *panel, const uint8_t *pixels) {
    const LiveModel *model = &panel->status->model;
    if (model->channels * model->height * model->width > VIEW_PICTURE)
        return;
    playground_keep(panel);
    look_pin_own(panel->look, model->channels, model->height, model->width, pixels);
    load(panel);
}
