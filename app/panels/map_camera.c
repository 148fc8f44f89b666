// The latent map: which part of the plane is seen. On the interface's thread.
#include "map_parts.h"

#include <math.h>

#define MARGIN 0.06F    // of the box, on each side
#define GROWS 0.2       // seconds in which most of the way is gone
#define SHRINKS 1.0     //
#define STILL 0.004F    // of the box: nobody sees it move
#define LEAST_ZOOM 0.5F //
#define MOST_ZOOM 50.0F //
#define MOST_PAN 1.0F   //

static bool is_usable(const LatentWindow *box) {
    return isfinite(box->left) && isfinite(box->bottom) && isfinite(box->width) && isfinite(box->height) &&
           box->width > 0 && box->height > 0;
}

static float towards(float from, float to, float fast, float slow, bool grows) {
    return from + (to - from) * (grows ? fast : slow);
}

// Edges go outwards quickly, so that no point leaves the picture, and inwards slowly.
static void follow(MapCamera *camera, const LatentWindow *box, double seconds) {
    float fast = (float)(1 - exp(-seconds / GROWS)), slow = (float)(1 - exp(-seconds / SHRINKS));
    LatentWindow *now = &camera->box;
    float left = towards(now->left, box->left, fast, slow, box->left < now->left);
    float bottom = towards(now->bottom, box->bottom, fast, slow, box->bottom < now->bottom);
    float right = now->left + now->width, top = now->bottom + now->height;
    float new_right = box->left + box->width, new_top = box->bottom + box->height;
    right = towards(right, new_right, fast, slow, new_right > right);
    top = towards(top, new_top, fast, slow, new_top > top);
    float apart = fmaxf(fmaxf(fabsf(left - box->left), fabsf(right - new_right)) / box->width,
                        fmaxf(fabsf(bottom - box->bottom), fabsf(top - new_top)) / box->height);
    camera->moving = apart > STILL;
    *now = camera->moving ? (LatentWindow){left, bottom, right - left, top - bottom} : *box;
}

// What is seen at zoom 1: the box with a margin. A unit is as long across as up, unless the axes are of two kinds.
static LatentWindow whole(const MapCamera *camera, bool equal) {
    const LatentWindow *box = &camera->box;
    float width = box->width * (1 + 2 * MARGIN), height = box->height * (1 + 2 * MARGIN);
    float across = width / fmaxf(camera->area.w, 1), up = height / fmaxf(camera->area.h, 1);
    if (equal && across > up)
        height = across * camera->area.h;
    else if (equal)
        width = up * camera->area.w;
    return (LatentWindow){box->left + (box->width - width) / 2, box->bottom + (box->height - height) / 2, width,
                          height};
}

static bool is_equal(const Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    return view->units > 1 && (view->axes != LATENT_UNITS || view->gaussian);
}

static void place_window(MapCamera *camera, bool equal) {
    LatentWindow all = whole(camera, equal);
    camera->zoom = fminf(fmaxf(camera->zoom, LEAST_ZOOM), MOST_ZOOM);
    camera->pan_x = fminf(fmaxf(camera->pan_x, -MOST_PAN), MOST_PAN);
    camera->pan_y = fminf(fmaxf(camera->pan_y, -MOST_PAN), MOST_PAN);
    float width = all.width / camera->zoom, height = all.height / camera->zoom;
    float x = all.left + all.width * (0.5F + camera->pan_x), y = all.bottom + all.height * (0.5F + camera->pan_y);
    camera->window = (LatentWindow){x - width / 2, y - height / 2, width, height};
}

void map_camera_update(Panel *panel, Rect area) {
    MapCamera *camera = &panel->look->map.camera;
    LatentWindow box = panel->views->latent.box;
    if (!is_usable(&box))
        box = (LatentWindow){-1, -1, 2, 2};
    if (camera->known)
        follow(camera, &box, fmin(fmax(panel->now - camera->followed, 0), 1));
    else
        camera->box = box;
    camera->moving = camera->known && camera->moving;
    camera->known = true;
    camera->followed = panel->now;
    camera->area = area;
    if (camera->moving)
        ui_wake(panel->ui, panel->viz.theme->times.frame);
    place_window(camera, is_equal(panel));
}

Point map_camera_place(const MapCamera *camera, LatentPoint point) {
    const LatentWindow *window = &camera->window;
    return (Point){camera->area.x + (point.x - window->left) / window->width * camera->area.w,
                   camera->area.y + (window->bottom + window->height - point.y) / window->height * camera->area.h};
}

LatentPoint map_camera_point(const MapCamera *camera, float x, float y) {
    const LatentWindow *window = &camera->window;
    return (LatentPoint){window->left + (x - camera->area.x) / fmaxf(camera->area.w, 1) * window->width,
                         window->bottom + window->height -
                             (y - camera->area.y) / fmaxf(camera->area.h, 1) * window->height};
}

void map_camera_zoom(MapCamera *camera, float factor, float x, float y) {
    float before = camera->zoom;
    camera->zoom = fminf(fmaxf(before * factor, LEAST_ZOOM), MOST_ZOOM);
    float across = (x - camera->area.x) / fmaxf(camera->area.w, 1) - 0.5F;
    float up = 0.5F - (y - camera->area.y) / fmaxf(camera->area.h, 1);
    camera->pan_x += across * (1 / before - 1 / camera->zoom);
    camera->pan_y += up * (1 / before - 1 / camera->zoom);
}

void map_camera_pan(MapCamera *camera, float dx, float dy) {
    camera->pan_x -= dx / fmaxf(camera->area.w, 1) / camera->zoom;
    camera->pan_y += dy / fmaxf(camera->area.h, 1) / camera->zoom;
}

void map_camera_reset(MapCamera *camera) {
    camera->zoom = 1;
    camera->pan_x = camera->pan_y = 0;
}
