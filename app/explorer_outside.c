// What the window, the picture in a file and the tests ask of the explorer and tell it, between frames.
#include "explorer_state.h"

#include "unit_parts.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

const Ui *explorer_ui(const Explorer *e) {
    return &e->ui;
}

double explorer_due(const Explorer *e) {
    double seconds = 0;
    if (e->look.picture_save.asked)
        return 0;
    return ui_animating(&e->ui, &seconds) ? seconds : -1;
}

void explorer_drop(Explorer *e, const char *path) {
    CommandKind kind = file_has_extension(path, "safetensors") ? COMMAND_RESTORE
                       : file_has_extension(path, "ini")       ? COMMAND_MODEL
                       : panel_is_picture(path)                ? COMMAND_PICTURE
                                                               : COMMAND_DATA;
    explorer_send_text(e, kind, path);
}

void explorer_set_clipboard(Explorer *e, const UiClipboard *clipboard) {
    e->ui.clipboard = *clipboard;
}

void explorer_set_cost(Explorer *e, double seconds) {
    double *cost = &e->look.frame_seconds;
    *cost = *cost > 0 ? 0.95 * *cost + 0.05 * seconds : seconds;
}

bool explorer_wants_quit(const Explorer *e) {
    return e->look.quit;
}

bool explorer_takes_full_screen(Explorer *e) {
    bool asked = e->look.full_screen;
    e->look.full_screen = false;
    return asked;
}

bool explorer_takes_picture(const Explorer *e, const char **path, Rect *part) {
    *path = e->look.path;
    *part = e->look.picture_save.whole ? (Rect){0, 0, 1 << 20, 1 << 20} : e->look.picture_save.view;
    return e->picture;
}

void explorer_tell(Explorer *e, bool problem, const char *text) {
    ui_toast(&e->ui, problem, text);
}

float explorer_scale(const Explorer *e) {
    return e->look.scale;
}

void explorer_set_scale(Explorer *e, float scale) {
    e->look.scale = scale;
}

const char *explorer_theme(const Explorer *e) {
    return e->theme.name;
}

int explorer_history_megabytes(const Explorer *e) {
    return (int)(e->look.history_bytes >> 20);
}

uint64_t explorer_images(const Explorer *e) {
    return e->status->step * (uint64_t)e->status->settings.batch;
}

bool explorer_open_view(Explorer *e, int view) {
    if (view < 0 || view >= view_count())
        return false;
    e->look.view = view;
    e->look.editor.shown = false;
    e->opened_at = e->views->history.tag.step;
    return true;
}

int explorer_view(const Explorer *e) {
    return e->look.view;
}

bool explorer_view_is_ready(const Explorer *e) {
    Panel panel = {.status = e->status, .views = e->views, .look = (Look *)&e->look};
    return VIEWS[e->look.view]->ready(&panel, e->opened_at);
}

void explorer_dragged(const Explorer *e, uint64_t *asked, uint64_t *shown) {
    *asked = e->request.latent.decodes ? e->request.latent.asked : 0;
    *shown = e->views->latent_decode.asked;
}

void explorer_show_map(Explorer *e, bool many) {
    e->look.map.many = many;
}

ExplorerProgress explorer_progress(const Explorer *e) {
    return (ExplorerProgress){.map_step = e->views->latent.tag.step,
                              .quality_step = e->views->quality.tag.step,
                              .map_points = e->views->latent.images,
                              .images = explorer_images(e),
                              .seconds = e->status->published,
                              .observed = live_observed(e->live)};
}

double explorer_rate(const Explorer *e, const ExplorerProgress *since) {
    ExplorerProgress now = explorer_progress(e);
    double seconds = now.seconds - since->seconds;
    return seconds > 0 ? (double)(now.images - since->images) / seconds : 0;
}

bool explorer_is_settled(const Explorer *e, uint64_t steps) {
    const Views *views = e->views;
    const View *view = VIEWS[e->look.view];
    Panel panel = {.status = e->status, .views = views, .look = (Look *)&e->look};
    bool pinned = view_has_pinned(&panel, &e->request.pinned, views->pinned.own, views->pinned.image);
    int images = e->request.images < e->status->data.test_images ? e->request.images : e->status->data.test_images;
    bool computed = pinned && views->pinned.tag.step == steps && views->quality.tag.step == steps &&
                    views->reconstruction.tag.step == steps && views->reconstruction.images >= images &&
                    unit_card_is_settled(&panel, steps) &&
                    (!view->settled || view->settled(&panel, &e->request, steps));
    return e->status->run > 0 && !e->status->running && !e->status->loading && e->status->step == steps && computed;
}
