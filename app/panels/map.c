// Latent map: test images in the plane, where their codes lie, and what points between them decode to. This file
// divides the room and says what is asked for. On the interface's thread.
#include "map_parts.h"

#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GRID_CELL = 56 }; // pixels at scale 1, at least

bool map_is_there(const Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    return panel_is_current(panel, &view->tag) && view->images > 0 && view->index.ints && view->label.ints &&
           view->position.floats;
}

LatentAxes map_axes(const MapLook *look) {
    return look->axes == LATENT_PCA && look->units == 2 ? LATENT_UNITS : look->axes;
}

static uint64_t name_data(const LiveData *data) {
    uint64_t name = map_stamp((uint64_t)data->test_images, (uint64_t)data->classes);
    for (const char *at = data->id; *at; at++)
        name = map_stamp(name, (uint64_t)(unsigned char)*at);
    return name;
}

// Points of the plane mean nothing to other weights; classes and factors nothing to other data.
void map_hold(Panel *panel) {
    MapLook *look = &panel->look->map;
    const LiveStatus *status = panel->status;
    uint64_t data = name_data(&status->data);
    if (look->data != data) {
        memset(look->hidden, 0, sizeof look->hidden);
        look->color = look->color == LATENT_FACTOR ? LATENT_CLASS : look->color;
        map_tray_close(look);
    }
    if (look->run != status->run || look->units != status->model.units)
        look->unit[0] = 0, look->unit[1] = status->model.units > 1, look->active = 0;
    if (look->run != status->run || look->generation != status->generation) {
        look->decodes = look->strips = false;
        look->drag = MAP_NO_DRAG;
        look->thumbs = 0;
        look->embed_cancel = look->embed > 0;
    }
    look->data = data;
    look->run = status->run;
    look->generation = status->generation;
    look->units = status->model.units;
}

// The grid is asked for anew only when the camera stands still, or has gone far.
static void hold_grid(Panel *panel) {
    MapLook *look = &panel->look->map;
    const MapCamera *camera = &look->camera;
    const LatentWindow *now = &camera->window, *asked = &look->grid_window;
    float cell = panel_px(panel, GRID_CELL);
    int columns = (int)fminf(fmaxf(camera->area.w / cell, 1), LATENT_SIDE);
    int rows = (int)fminf(fmaxf(camera->area.h / cell, 1), LATENT_SIDE);
    float apart = fabsf(now->left - asked->left) + fabsf(now->bottom - asked->bottom) +
                  fabsf(now->width - asked->width) + fabsf(now->height - asked->height);
    bool far = apart > 0.5F * (now->width + now->height) || columns != look->columns || rows != look->rows;
    if (!look->grid || (camera->moving && !far))
        return;
    look->grid_window = *now;
    look->columns = columns;
    look->rows = rows;
}

static void draw_map(Panel *panel, Rect rest) {
    map_legend_draw(panel, &rest);
    map_axes_draw(panel, &rest);
    if (rest.w < 1 || rest.h < 1)
        return;
    hold_grid(panel);
    ui_push_clip(panel->ui, rest);
    map_points_draw(panel);
    map_prior_draw(panel);
    map_marks_draw(panel);
    Rect open = map_tray_draw(panel, rest);
    map_cards_draw(panel, rect_inset(open, ui_px(panel->ui, 4), ui_px(panel->ui, 4)));
    map_input(panel, open);
    ui_pop_clip(panel->ui);
    draw_frame(ui_list(panel->ui), rest, 0, ui_px(panel->ui, panel->viz.theme->sizes.line),
               panel->viz.theme->colors.line);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "map");
    map_hold(panel);
    map_motion_update(panel);
    if (panel->status->run > 0)
        map_header_draw(panel, &rect);
    if (map_is_there(panel))
        draw_map(panel, rect);
    else if (panel->status->run > 0 && panel->status->data.test_images < 1)
        viz_note(&panel->viz, rect, "There are no test images to map. Choose other data above.");
    else
        viz_note(&panel->viz, rect, "The map comes with the first codes of the test images.");
    ui_pop_id(ui);
}

static void ask(const Look *all, ViewRequest *request) {
    const MapLook *look = &all->map;
    LatentRequest *latent = &request->latent;
    latent->wanted = true;
    latent->images = look->many ? LATENT_IMAGES : MAP_FEW;
    latent->axes = map_axes(look);
    latent->unit[0] = look->unit[0];
    latent->unit[1] = look->unit[1];
    latent->embed = look->embed;
    latent->embed_cancel = look->embed_cancel;
    latent->color = look->color;
    latent->color_index = look->color == LATENT_FACTOR       ? look->factor
                          : look->color == LATENT_ACTIVATION ? look->active
                                                             : 0;
    latent->pictures = look->pictures;
    memcpy(latent->picture, look->picture, (size_t)look->pictures * sizeof *latent->picture);
    latent->hovers = look->hovered >= 0 && look->hovered < look->motion.images;
    latent->hovered = latent->hovers ? look->motion.index[look->hovered] : 0;
    latent->decodes = look->decodes;
    if (look->decodes) {
        latent->at = look->at;
        latent->asked = look->asked;
    }
    if (look->strips) {
        latent->strip = look->strip_images;
        latent->from = look->from;
        latent->to = look->to;
    }
    if (look->grid && look->columns > 0) {
        latent->columns = look->columns;
        latent->rows = look->rows;
        latent->window = look->grid_window;
    }
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const MapLook *look = &panel->look->map;
    const Views *views = panel->views;
    const LatentRequest *wish = &request->latent;
    bool still = !look->motion.moving && !look->camera.moving;
    bool axes = views->latent.axes == wish->axes || wish->axes == LATENT_TSNE || views->latent.units <= 2;
    bool decoded = !wish->decodes ||
                   (view_is_of(panel, &views->latent_decode.tag, step) && views->latent_decode.asked == wish->asked);
    bool pictures = wish->pictures == 0 || views->latent_pictures.images == wish->pictures;
    bool grid = wish->columns == 0 || view_is_of(panel, &views->latent_grid.tag, step);
    return view_is_of(panel, &views->latent.tag, step) && axes && still && decoded && pictures && grid;
}

// The map as it was when somebody looked last is there at once, says of which step it is, and moves from there.
static bool ready(const Panel *panel, uint64_t step) {
    (void)step;
    return panel_is_current(panel, &panel->views->latent.tag) && panel->views->latent.images > 0;
}

const View view_map = {
    .name = "map", .label = "Latent map", .draw = draw, .ask = ask, .settled = settled, .ready = ready};
