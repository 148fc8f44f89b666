// The latent map: marks over the points: what is pointed at, pinned, decoded, both ends of the strip, the lasso. On the
// interface's thread.
#include "map_parts.h"

#include <math.h>

enum { RING = 14, ELLIPSE = 48 }; // pixels at scale 1; corners

bool map_hovers(const Panel *panel) {
    const MapLook *look = &panel->look->map;
    const LatentHoverView *view = &panel->views->latent_hover;
    return look->hovered >= 0 && look->hovered < look->motion.images && panel_is_current(panel, &view->tag) &&
           view->index == look->motion.index[look->hovered];
}

static bool is_seen(const MapCamera *camera, Point at) {
    return rect_contains(camera->area, at.x, at.y);
}

static void draw_ring(const Panel *panel, Point at, float size, bool strong) {
    const Viz *viz = &panel->viz;
    const ThemeColors *colors = &viz->theme->colors;
    float inner = size / 2, line = viz_px(viz, viz->theme->sizes.ring), outer = inner + line;
    if (!is_seen(&panel->look->map.camera, at))
        return;
    draw_frame(viz->list, (Rect){at.x - outer, at.y - outer, 2 * outer, 2 * outer}, outer, line, colors->panel);
    draw_frame(viz->list, (Rect){at.x - inner, at.y - inner, 2 * inner, 2 * inner}, inner, line,
               strong ? colors->text : colors->faint);
}

bool map_is_free(const MapLook *look, Rect text) {
    for (int i = 0; i < MAP_COVERS; i++) {
        Rect both = rect_intersection(look->covered[i], text);
        if (both.w > 0 && both.h > 0)
            return false;
    }
    return true;
}

static void draw_end(const Panel *panel, LatentPoint point, const char *name) {
    Point at = map_camera_place(&panel->look->map.camera, point);
    const Viz *viz = &panel->viz;
    float size = panel_px(panel, RING) + 4;
    Rect disc = {at.x - size / 2, at.y - size / 2, size, size};
    if (!is_seen(&panel->look->map.camera, at) || !map_is_free(&panel->look->map, disc))
        return;
    draw_fill(viz->list, disc, size / 2, viz->theme->colors.strong);
    const TextStyle *style = &viz->theme->texts[TEXT_SECTION];
    float text = viz_px(viz, style->size), width = viz_text_width(viz, TEXT_SECTION, name);
    draw_text(viz->list, roundf(at.x - width / 2), roundf(at.y - viz_text_height(viz, TEXT_SECTION) / 2), style->font,
              text, viz->theme->colors.on_strong, name);
}

// One standard deviation of a Gaussian code.
static void draw_ellipse(const Panel *panel) {
    const LatentHoverView *view = &panel->views->latent_hover;
    const MapCamera *camera = &panel->look->map.camera;
    const Viz *viz = &panel->viz;
    Point points[ELLIPSE + 1];
    for (int i = 0; i <= ELLIPSE; i++) {
        float angle = (float)i * 6.2831853F / ELLIPSE, c = cosf(angle), s = sinf(angle);
        points[i] = map_camera_place(camera, (LatentPoint){view->mean.x + c * view->axis[0].x + s * view->axis[1].x,
                                                           view->mean.y + c * view->axis[0].y + s * view->axis[1].y});
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return;
    }
    draw_line(viz->list, points, ELLIPSE + 1, viz_px(viz, viz->theme->sizes.ring), viz->theme->colors.text);
}

static void draw_pinned(const Panel *panel) {
    const MapMotion *motion = &panel->look->map.motion;
    const PinnedRequest *pinned = &panel->look->pinned;
    for (int i = 0; i < motion->images && pinned->own == 0; i++)
        if (motion->index[i] == pinned->image)
            draw_ring(panel, motion->at[i], map_mark_size(panel) + panel_px(panel, 6), false);
}

void map_marks_draw(Panel *panel) {
    const MapLook *look = &panel->look->map;
    const Viz *viz = &panel->viz;
    draw_pinned(panel);
    if (map_hovers(panel) && panel->views->latent_hover.spreads)
        draw_ellipse(panel);
    if (look->hovered >= 0 && look->hovered < look->motion.images)
        draw_ring(panel, look->motion.at[look->hovered], map_mark_size(panel) + panel_px(panel, 4), true);
    if (look->strips) {
        Point line[] = {map_camera_place(&look->camera, look->from), map_camera_place(&look->camera, look->to)};
        draw_line(viz->list, line, 2, viz_px(viz, viz->theme->sizes.curve), viz->theme->colors.text);
        draw_end(panel, look->from, "A");
        draw_end(panel, look->to, "B");
    }
    if (look->decodes)
        draw_ring(panel, map_camera_place(&look->camera, look->at), panel_px(panel, RING), true);
    if (look->drag == MAP_LASSOES && look->lasso_points > 1)
        draw_line(viz->list, look->lasso, look->lasso_points, viz_px(viz, viz->theme->sizes.curve),
                  viz->theme->colors.text);
}
