// The top bar: which model, which data, and run, step, reset.
#include "panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void explain_data(Panel *panel) {
    static const UiExplain explain = {
        .title = "Data",
        .text =
            "The images that are learned from. Some are held out for testing: the network never trains on them, and "
            "quality is measured on them alone. A folder of pictures or IDX files can also be dropped on the "
            "window."};
    const LiveData *data = &panel->status->data;
    char train[32], test[32], text[256];
    text_grouped(data->train_images, train);
    text_grouped(data->test_images, test);
    snprintf(text, sizeof text, "%s: %s for training, %s for testing", data->title, train, test);
    panel_explain(panel, &explain, data->title[0] ? text : NULL);
}

static void draw_data(Panel *panel, Rect rect) {
    Look *look = panel->look;
    const LiveStatus *status = panel->status;
    UiEntry entries[LOOK_MODELS + 1];
    int selected = -1;
    for (int i = 0; i < look->datas; i++) {
        entries[i] = (UiEntry){.label = look->data[i].title};
        if (strcmp(look->data[i].id, status->data.id) == 0)
            selected = i;
    }
    entries[look->datas] = (UiEntry){.label = "Open a path…"};
    const char *title = status->data.title[0] ? status->data.title : status->loading ? "Loading…" : "Data";
    int picked = ui_menu(panel->ui, "data", rect, title, entries, look->datas + 1, selected);
    explain_data(panel);
    ui_tooltip(panel->ui, "The images it learns from. A folder of pictures or IDX files can also be dropped on the "
                          "window.");
    if (picked == look->datas)
        dialogs_ask(panel, DIALOG_DATA);
    else if (picked >= 0)
        panel_send(panel, COMMAND_DATA, 0, 0, look->data[picked].id);
}

static bool cut_button(Panel *panel, Rect *rest, const char *name, const UiButton *button, const char *tip,
                       const UiExplain *explain) {
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    bool pressed = ui_button(ui, name, rect_cut_right(rest, ui_button_width(ui, button), gap), button);
    panel_explain(panel, explain, NULL);
    ui_tooltip(ui, tip);
    return pressed;
}

static const UiEntry HELP[] = {{.label = "Explain what I point at", .hint = "F1"}, {.label = "All keys", .hint = "K"}};

// Where there is no room for a menu, the question mark does what it is most needed for.
static void draw_brief_help(Panel *panel, Rect *rest, const UiExplain *explain) {
    if (cut_button(panel, rest, "help", &(UiButton){.label = "?"}, "Explain what I point at (F1), all keys (K)",
                   explain))
        ui_explain_start(panel->ui);
}

static void draw_help(Panel *panel, Rect *rest, bool briefest) {
    static const UiExplain explain = {.title = "Help",
                                      .text = "Explains whatever you point at, as now, or lists all keys."};
    Ui *ui = panel->ui;
    if (briefest) {
        draw_brief_help(panel, rest, &explain);
        return;
    }
    Rect rect = rect_cut_right(rest, ui_menu_width(ui, "?", HELP, 2), ui_px(ui, panel->viz.theme->sizes.gap));
    int picked = ui_menu(ui, "help", rect, "?", HELP, 2, -1);
    panel_explain(panel, &explain, NULL);
    ui_tooltip(ui, "Explain what I point at (F1), all keys (K)");
    if (picked == 0)
        ui_explain_start(ui);
    if (picked == 1)
        panel->look->dialog = DIALOG_KEYS;
}

static void explain_run(Panel *panel) {
    static const UiExplain explain = {
        .title = "Run or pause",
        .text = "Training goes on by itself, a batch at a time, until it is paused (Space). All that is on screen can "
                "be used meanwhile.",
        .formula = "batch → forward → loss → backward → weights"};
    panel_explain(panel, &explain, panel->status->running ? "running" : "paused");
}

// In a narrow window the models' names matter more than words beside a sign that says the same.
static void draw_actions(Panel *panel, Rect *rest, bool brief, bool briefest) {
    const LiveStatus *status = panel->status;
    Ui *ui = panel->ui;
    static const UiExplain reset = {
        .title = "Reset",
        .text =
            "Starts anew with other random weights (R). The trained run is kept until the next reset, and a message "
            "offers to bring it back.",
        .formula = "w uniform in ±1/√(inputs of the unit)"};
    static const UiExplain step = {
        .title = "Step",
        .text = "One batch and one change of the weights (S), to watch it closely; with Shift on to the end of the "
                "epoch.",
        .formula = "step ← step + 1"};
    draw_help(panel, rest, briefest);
    ui_push_disabled(ui, status->run == 0);
    if (cut_button(panel, rest, "reset", &(UiButton){.label = brief ? NULL : "Reset", .icon = UI_ICON_RESET},
                   "New weights (R). The run is kept until the next reset.", &reset))
        panel_send(panel, COMMAND_RESET, 0, 0, NULL);
    if (cut_button(panel, rest, "step", &(UiButton){.label = brief ? NULL : "Step", .icon = UI_ICON_STEP},
                   "One batch (S); with Shift to the end of the epoch", &step))
        panel_send(panel, ui->input->modifiers & UI_SHIFT ? COMMAND_EPOCH : COMMAND_STEP, 0, 1, NULL);
    UiButton run = {.label = briefest          ? NULL
                             : status->running ? "Pause"
                                               : "Run",
                    .icon = status->running ? UI_ICON_PAUSE : UI_ICON_PLAY,
                    .kind = UI_PRIMARY};
    UiButton widest = {.label = briefest ? NULL : "Pause", .icon = UI_ICON_PAUSE, .kind = UI_PRIMARY};
    Rect place = rect_cut_right(rest, ui_button_width(ui, &widest), ui_px(ui, panel->viz.theme->sizes.gap));
    if (ui_button(ui, "run", place, &run))
        panel_send(panel, status->running ? COMMAND_PAUSE : COMMAND_RUN, 0, 0, NULL);
    explain_run(panel);
    ui_tooltip(ui, "Run or pause (Space)");
    ui_pop_disabled(ui);
}

static void draw_name(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float icon = ui_px(ui, theme->sizes.icon);
    ui_icon(ui, rect_cut_left(rest, icon, ui_px(ui, theme->sizes.gap)), UI_ICON_HOURGLASS, theme->colors.text);
    float width = ui_text_width(ui, TEXT_TITLE, "Hourglass");
    ui_text(ui, rect_cut_left(rest, width + 1, ui_px(ui, theme->sizes.section)), TEXT_TITLE, UI_LEFT, "Hourglass");
}

static float name_width(const Panel *panel) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return ui_px(panel->ui, sizes->icon + sizes->gap + sizes->section) +
           ui_text_width(panel->ui, TEXT_TITLE, "Hourglass") + 1;
}

static float actions_width(const Panel *panel, bool brief) {
    const UiButton buttons[] = {{.label = brief ? NULL : "Reset", .icon = UI_ICON_RESET},
                                {.label = brief ? NULL : "Step", .icon = UI_ICON_STEP},
                                {.label = "Pause", .icon = UI_ICON_PAUSE, .kind = UI_PRIMARY}};
    float width = ui_menu_width(panel->ui, "?", HELP, 2) + ui_px(panel->ui, panel->viz.theme->sizes.gap);
    for (int i = 0; i < 3; i++)
        width += ui_button_width(panel->ui, &buttons[i]) + ui_px(panel->ui, panel->viz.theme->sizes.gap);
    return width;
}

void top_bar_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), (rect.h - ui_px(ui, sizes->control)) / 2);
    float gap = ui_px(ui, sizes->section), data = panel_px(panel, 152);
    float room = rest.w - data - gap - model_tabs_width(panel);
    // What gives way first to the tabs: the program's name, then words beside signs; then tabs become a list.
    bool narrow = rest.w < panel_px(panel, 1000), named = room >= actions_width(panel, false) + name_width(panel);
    bool worded = room >= actions_width(panel, false), fits = room >= actions_width(panel, true);
    bool brief = fits ? !worded : narrow;
    if (fits ? named : !narrow)
        draw_name(panel, &rest);
    gap = brief ? ui_px(ui, sizes->gap) : gap;
    float list = model_list_width(panel);
    draw_actions(panel, &rest, brief, !fits && rest.w - actions_width(panel, brief) < data + gap + list);
    if (!fits) // neither list may push the other out
        data = fmaxf(fminf(data, rest.w - gap - list), rest.w / 3);
    draw_data(panel, rect_cut_right(&rest, data, gap));
    model_tabs_draw(panel, rest);
}
