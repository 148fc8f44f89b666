// The latent map: what mouse and keyboard do with it. A drag decodes the point under the pointer, with Shift it draws
// the way from one point to another, with Alt a lasso, with Ctrl or another button it moves the plane; the wheel zooms
// at the pointer. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <string.h>

enum { REACH = 10, DRAG = 4, NUDGE = 8, LASSO_STEP = 3, STRIP_LEAST = 8 }; // pixels at scale 1
#define ZOOM 1.25F

// The point under the pointer, of those shown; -1: none.
static int nearest(const Panel *panel, float x, float y) {
    const MapMotion *motion = &panel->look->map.motion;
    float reach = fmaxf(panel_px(panel, REACH), map_mark_size(panel)), best = reach * reach;
    int found = -1;
    for (int i = 0; i < motion->images; i++) {
        float dx = motion->at[i].x - x, dy = motion->at[i].y - y, apart = dx * dx + dy * dy;
        if (apart < best && map_shows(panel, i)) {
            best = apart;
            found = i;
        }
    }
    return found;
}

static void decode_at(Panel *panel, LatentPoint point) {
    MapLook *look = &panel->look->map;
    look->at = point;
    look->asked++;
    if (!look->decodes)
        look->asked_first = look->asked;
    look->decodes = true;
}

static void select_none(MapLook *look) {
    memset(look->selected, 0, sizeof look->selected);
    look->selection = 0;
    look->selections++;
}

void map_tray_close(MapLook *look) {
    look->strips = false;
    if (look->selection > 0)
        select_none(look);
}

// Whether a ray from the point to the right crosses the polygon's edges an odd number of times.
static bool is_inside(const Point *polygon, int count, Point at) {
    bool inside = false;
    for (int i = 0, k = count - 1; i < count; k = i++) {
        Point a = polygon[i], b = polygon[k];
        if ((a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

static void select_inside(Panel *panel) {
    MapLook *look = &panel->look->map;
    select_none(look);
    look->strips = false;
    for (int i = 0; i < look->motion.images; i++) {
        look->selected[i] = map_shows(panel, i) && is_inside(look->lasso, look->lasso_points, look->motion.at[i]);
        look->selection += look->selected[i];
    }
}

static void extend_lasso(Panel *panel, float x, float y) {
    MapLook *look = &panel->look->map;
    bool far = true;
    if (look->lasso_points > 0) {
        const Point *last = &look->lasso[look->lasso_points - 1];
        far = hypotf(x - last->x, y - last->y) >= panel_px(panel, LASSO_STEP);
    }
    if (far && look->lasso_points < MAP_LASSO_POINTS)
        look->lasso[look->lasso_points++] = (Point){x, y};
}

static MapDrag drag_of(const Panel *panel) {
    unsigned modifiers = panel->ui->input->modifiers;
    bool space = panel->look->map.space != MAP_SPACE_UP;
    return space || modifiers & UI_CTRL                     ? MAP_PANS
           : modifiers & UI_ALT || panel->look->map.lassoes ? MAP_LASSOES
           : modifiers & UI_SHIFT                           ? MAP_INTERPOLATES
                                                            : MAP_DECODES;
}

static void begin_drag(Panel *panel) {
    MapLook *look = &panel->look->map;
    look->drag = drag_of(panel);
    look->space = look->space == MAP_SPACE_DOWN ? MAP_SPACE_USED : look->space;
    look->lasso_points = 0;
    if (look->drag == MAP_INTERPOLATES) {
        map_tray_close(look);
        look->decodes = false;
        look->from = look->to = map_camera_point(&look->camera, look->pressed_x, look->pressed_y);
    }
    if (look->drag == MAP_LASSOES)
        extend_lasso(panel, look->pressed_x, look->pressed_y);
}

static float held(float value, float from, float length) {
    return fminf(fmaxf(value, from), from + length);
}

static void go_on(Panel *panel) {
    MapLook *look = &panel->look->map;
    const UiInput *input = panel->ui->input;
    float x = held(input->mouse_x, look->camera.area.x, look->camera.area.w);
    float y = held(input->mouse_y, look->camera.area.y, look->camera.area.h);
    LatentPoint point = map_camera_point(&look->camera, x, y);
    if (look->drag == MAP_DECODES) {
        if (!look->decodes || point.x != look->at.x || point.y != look->at.y)
            decode_at(panel, point);
    } else if (look->drag == MAP_INTERPOLATES) {
        look->to = point;
        look->strips |= hypotf(x - look->pressed_x, y - look->pressed_y) >= panel_px(panel, STRIP_LEAST);
    } else if (look->drag == MAP_LASSOES) {
        extend_lasso(panel, x, y);
    } else if (look->drag == MAP_PANS) {
        map_camera_pan(&look->camera, input->mouse_x - look->last_x, input->mouse_y - look->last_y);
    }
}

// On a point: its image is looked at in all views. Beside them: nothing is meant any more.
static void click(Panel *panel) {
    MapLook *look = &panel->look->map;
    int place = nearest(panel, look->pressed_x, look->pressed_y);
    if (place >= 0) {
        look_pin(panel->look, look->motion.index[place], panel->status->data.test_images);
    } else {
        look->decodes = false;
        map_tray_close(look);
    }
}

static void end_drag(Panel *panel) {
    MapLook *look = &panel->look->map;
    if (look->drag == MAP_PRESSED)
        click(panel);
    if (look->drag == MAP_LASSOES)
        select_inside(panel);
    look->lasso_points = 0;
    look->drag = MAP_NO_DRAG;
}

static void take_left(Panel *panel, const UiArea *area) {
    MapLook *look = &panel->look->map;
    const UiInput *input = panel->ui->input;
    if (area->pressed && area->double_clicked) {
        map_camera_reset(&look->camera);
        look->drag = MAP_NO_DRAG;
    } else if (area->pressed) {
        look->drag = MAP_PRESSED;
        look->pressed_x = input->mouse_x;
        look->pressed_y = input->mouse_y;
    }
    if (look->drag == MAP_NO_DRAG || (!area->held && !area->clicked && !(input->released & UI_MOUSE_LEFT)))
        return;
    float moved = hypotf(input->mouse_x - look->pressed_x, input->mouse_y - look->pressed_y);
    if (look->drag == MAP_PRESSED && moved >= panel_px(panel, DRAG))
        begin_drag(panel);
    go_on(panel);
    if (!area->held)
        end_drag(panel);
}

// The other buttons move the plane, from wherever they were pressed on it.
static void take_others(Panel *panel, const UiArea *area) {
    enum { OTHERS = UI_MOUSE_MIDDLE | UI_MOUSE_RIGHT };
    MapLook *look = &panel->look->map;
    const UiInput *input = panel->ui->input;
    if (area->hovered && (input->pressed & OTHERS) && look->drag == MAP_NO_DRAG)
        look->drag = MAP_PANS;
    else if (look->drag == MAP_PANS && (input->down & OTHERS))
        go_on(panel);
    if (look->drag == MAP_PANS && (input->down & (OTHERS | UI_MOUSE_LEFT)) == 0)
        look->drag = MAP_NO_DRAG;
}

static bool key(Panel *panel, const UiArea *area, int code, unsigned modifiers) {
    return ui_key(panel->ui, area, code, modifiers) || ui_shortcut(panel->ui, code, modifiers);
}

// The decoded point goes as far as the eye follows; without one the arrow keys pin the next image, as elsewhere.
static void take_arrows(Panel *panel, const UiArea *area) {
    MapLook *look = &panel->look->map;
    float x = (float)key(panel, area, UI_KEY_RIGHT, 0) - (float)key(panel, area, UI_KEY_LEFT, 0);
    float y = (float)key(panel, area, UI_KEY_UP, 0) - (float)key(panel, area, UI_KEY_DOWN, 0);
    const LatentWindow *window = &look->camera.window;
    float step = panel_px(panel, NUDGE);
    if (x == 0 && y == 0)
        return;
    if (look->decodes)
        decode_at(panel, (LatentPoint){look->at.x + x * step * window->width / fmaxf(look->camera.area.w, 1),
                                       look->at.y + y * step * window->height / fmaxf(look->camera.area.h, 1)});
    else if (x != 0)
        look_pin(panel->look, panel->look->pinned.image + (int)x, panel->status->data.test_images);
}

static void take_keys(Panel *panel, const UiArea *area) {
    MapLook *look = &panel->look->map;
    MapCamera *camera = &look->camera;
    float x = camera->area.x + camera->area.w / 2, y = camera->area.y + camera->area.h / 2;
    while (key(panel, area, '+', 0) || key(panel, area, '+', UI_SHIFT) || key(panel, area, '=', 0))
        map_camera_zoom(camera, ZOOM, x, y);
    while (key(panel, area, '-', 0))
        map_camera_zoom(camera, 1 / ZOOM, x, y);
    if (key(panel, area, '0', 0))
        map_camera_reset(camera);
    if (ui_key(panel->ui, area, UI_KEY_ENTER, 0))
        decode_at(panel, map_camera_point(camera, x, y));
    take_arrows(panel, area);
    if ((look->decodes || look->strips || look->selection > 0 || look->drag != MAP_NO_DRAG) &&
        key(panel, area, UI_KEY_ESCAPE, 0)) {
        look->decodes = false;
        look->drag = MAP_NO_DRAG;
        map_tray_close(look);
    }
}

void map_input(Panel *panel, Rect rect) {
    static const char *const DOES[] = {
        [MAP_NO_DRAG] = "drag to decode",     [MAP_PRESSED] = "drag to decode",   [MAP_DECODES] = "decoding",
        [MAP_INTERPOLATES] = "interpolating", [MAP_LASSOES] = "selecting images", [MAP_PANS] = "moving the plane"};
    MapLook *look = &panel->look->map;
    const UiInput *input = panel->ui->input;
    MapCamera before = look->camera;
    UiArea area = ui_area(panel->ui, "plane", rect, UI_AREA_FOCUS | UI_AREA_WHEEL | UI_AREA_NO_KEYS);
    panel_explain(panel, &EXPLAIN_MAP[MAP_PLANE], DOES[look->drag]);
    ui_ring(panel->ui, &area, rect);
    if (area.wheel != 0)
        map_camera_zoom(&look->camera, powf(ZOOM, area.wheel), input->mouse_x, input->mouse_y);
    take_left(panel, &area);
    take_others(panel, &area);
    take_keys(panel, &area);
    look->hovered = area.hovered && look->drag <= MAP_PRESSED ? nearest(panel, input->mouse_x, input->mouse_y) : -1;
    look->last_x = input->mouse_x;
    look->last_y = input->mouse_y;
    if (before.zoom != look->camera.zoom || before.pan_x != look->camera.pan_x || before.pan_y != look->camera.pan_y)
        ui_wake(panel->ui, 0);
}
