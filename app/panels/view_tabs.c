// The views above the picture: as tabs where they have the room, else as a menu; and beside them the button that saves
// what is on screen.
#include "panels.h"
#include "view.h"

#include <math.h>

enum { MOST = 9 }; // views; each has a digit

static const char *const DIGITS[MOST] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};

// The network being edited has a tab behind the views' for as long as there is a draft.
static void choose(Panel *panel, int chosen) {
    panel->look->editor.shown = VIEWS[chosen] == NULL;
    if (VIEWS[chosen])
        panel->look->view = chosen;
}

static void draw_menu(Panel *panel, Rect rect, const UiTab *tabs, int count, int chosen) {
    UiEntry entries[MOST + 1];
    for (int i = 0; i < count; i++)
        entries[i] = (UiEntry){.label = tabs[i].label, .hint = i < MOST && VIEWS[i] ? DIGITS[i] : "E"};
    rect.w = fminf(rect.w, ui_menu_width(panel->ui, NULL, entries, count));
    int picked = ui_menu(panel->ui, "views list", rect, NULL, entries, count, chosen);
    if (picked >= 0)
        choose(panel, picked);
}

static void draw_save(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    UiButton save = {.icon = UI_ICON_CAMERA};
    if (ui_button(ui, "save picture", rect, &save))
        dialogs_ask(panel, DIALOG_PICTURE);
    static const UiExplain explain = {
        .title = "Save a picture",
        .text = "Writes what this view shows, or the whole window, to a PNG file, pixel by pixel as it is on screen. "
                "Ctrl+P does the same."};
    panel_explain(panel, &explain, NULL);
    ui_tooltip(ui, "Save this view as a picture (Ctrl+P)");
}

void view_tabs_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const Editor *editor = &panel->look->editor;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap), button = ui_px(ui, panel->viz.theme->sizes.row);
    draw_save(panel, rect_centre(rect_cut_right(&rect, button, gap), button, button));
    UiTab tabs[MOST + 1];
    int count = 0;
    for (; count < MOST && VIEWS[count]; count++)
        tabs[count] = (UiTab){.label = VIEWS[count]->label, .hint = DIGITS[count]};
    int chosen = editor->shown ? count : panel->look->view;
    tabs[count++] = (UiTab){.label = "Edit", .hint = "E"};
    int shown = editor->open ? count : count - 1;
    // The names need the digits' room; and all must fit, so that nothing moves while there is a draft.
    bool narrow = ui_tabs_width(ui, UI_TABS_LINED, tabs, shown) > rect.w;
    for (int i = 0; narrow && i < count; i++)
        tabs[i].hint = NULL;
    if (narrow && ui_tabs_width(ui, UI_TABS_LINED, tabs, shown) > rect.w)
        draw_menu(panel, rect, tabs, shown, chosen);
    else if (ui_tabs(ui, "views", rect, UI_TABS_LINED, tabs, shown, &chosen))
        choose(panel, chosen);
    static const UiExplain explain = {
        .title = "Views",
        .text = "What is shown of the network while it trains; the digit is the key that opens it. Hidden views cost "
                "nothing: only what is on screen is computed."};
    panel_explain(panel, &explain, tabs[chosen].label);
}
