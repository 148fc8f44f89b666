// The latent map: points on their way from one map to the next. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <string.h>

#define DURATION 0.25 // seconds

static bool same_index(const MapMotion *motion, const LatentMapView *view, int images) {
    return motion->images == images &&
           memcmp(motion->index, view->index.ints, (size_t)images * sizeof *motion->index) == 0;
}

// Points go over from one to the other; else they are somewhere else at once.
static bool follows(const MapMotion *motion, const LatentMapView *view) {
    return motion->tag.run == view->tag.run && motion->tag.generation == view->tag.generation &&
           motion->axes == view->axes && motion->unit[0] == view->unit[0] && motion->unit[1] == view->unit[1];
}

static void select_none(MapLook *look) {
    memset(look->selected, 0, sizeof look->selected);
    look->selection = 0;
    look->selections++;
}

static const LatentPoint *points_of(const LatentMapView *view) {
    return (const LatentPoint *)(const void *)view->position.floats;
}

static void begin(Panel *panel, MapMotion *motion, const LatentMapView *view, int images) {
    bool same = same_index(motion, view, images), smooth = same && follows(motion, view);
    size_t size = (size_t)images * sizeof *motion->now;
    if (!same)
        select_none(&panel->look->map);
    if (!follows(motion, view))
        panel->look->map.camera.known = false;
    memcpy(motion->from, smooth ? motion->now : points_of(view), size);
    memcpy(motion->index, view->index.ints, (size_t)images * sizeof *motion->index);
    motion->tag = view->tag;
    motion->version = view->version;
    motion->embed = view->embed;
    motion->axes = view->axes;
    motion->unit[0] = view->unit[0];
    motion->unit[1] = view->unit[1];
    motion->images = images;
    motion->began = smooth ? panel->now : panel->now - DURATION;
    motion->moving = true;
}

void map_motion_update(Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    MapMotion *motion = &panel->look->map.motion;
    int images = view->images < LATENT_IMAGES ? view->images : LATENT_IMAGES;
    if (!map_is_there(panel)) {
        motion->images = 0;
        motion->tag = (ViewTag){0};
        return;
    }
    bool same = motion->tag.run == view->tag.run && motion->tag.generation == view->tag.generation &&
                motion->tag.step == view->tag.step && motion->images == images;
    if (!same || motion->version != view->version)
        begin(panel, motion, view, images);
    if (!motion->moving)
        return;
    const LatentPoint *to = points_of(view);
    float share = (float)fmin(fmax((panel->now - motion->began) / DURATION, 0), 1);
    float eased = share * share * (3 - 2 * share);
    for (int i = 0; i < images; i++) {
        motion->now[i].x = motion->from[i].x + (to[i].x - motion->from[i].x) * eased;
        motion->now[i].y = motion->from[i].y + (to[i].y - motion->from[i].y) * eased;
    }
    motion->moves++;
    motion->moving = share < 1;
    if (motion->moving)
        ui_wake(panel->ui, panel->viz.theme->times.frame);
}
