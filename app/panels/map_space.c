// The latent map: the space bar. Everywhere else a press of it runs or pauses at once; over the plane, where a drag
// with it moves the plane, it does so only when it comes up without one. Called by the shortcuts, on the interface's
// thread.
#include "map_parts.h"
#include "view.h"

static bool is_over_plane(const Panel *panel) {
    const UiInput *input = panel->ui->input;
    bool shown = panel->look->view == view_find("map") && !panel->look->editor.shown && map_is_there(panel);
    return shown && rect_contains(panel->look->map.camera.area, input->mouse_x, input->mouse_y);
}

bool map_space(Panel *panel) {
    const UiInput *input = panel->ui->input;
    MapSpace *space = &panel->look->map.space, before = *space;
    bool pressed = ui_shortcut(panel->ui, ' ', 0);
    if (!input->space)
        *space = MAP_SPACE_UP;
    else if (pressed && is_over_plane(panel))
        *space = MAP_SPACE_DOWN;
    return *space == MAP_SPACE_UP && (pressed || before == MAP_SPACE_DOWN);
}
