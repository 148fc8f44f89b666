// The bench Anomaly: which classes training is never to see, and the question before it starts anew without them. On
// the interface's thread.
#include "anomaly_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>

void anomaly_name(const LiveData *data, const ClassSet *classes, char *text, size_t size) {
    int count = class_set_count(classes), first = 0, second = 0;
    while (count > 0 && !class_set_has(classes, first))
        first++;
    for (second = first + 1; count > 1 && !class_set_has(classes, second);)
        second++;
    if (count == 1)
        snprintf(text, size, "%s", data->class_name[first]);
    else if (count == 2)
        snprintf(text, size, "%s and %s", data->class_name[first], data->class_name[second]);
    else
        snprintf(text, size, "%d classes", count);
}

bool anomaly_leaves_out(const Panel *panel) {
    return panel->status->run > 0 && class_set_count(&panel->status->settings.left_out) > 0;
}

void anomaly_badge(Panel *panel, Rect *row) {
    Ui *ui = panel->ui;
    char name[80], text[96];
    if (!anomaly_leaves_out(panel))
        return;
    anomaly_name(&panel->status->data, &panel->status->settings.left_out, name, sizeof name);
    snprintf(text, sizeof text, "trained without %s", name);
    float width = ui_text_width(ui, TEXT_STRONG, text) + 1;
    if (width > row->w)
        return;
    Rect place = rect_cut_left(row, width, ui_px(ui, panel->viz.theme->sizes.section));
    ui_text(ui, place, TEXT_STRONG, UI_LEFT, text);
    panel_element(panel, "classes left out", place, &EXPLAIN_ANOMALY[ANOMALY_BADGE], text);
}

// The choice begins with what the run leaves out, and does so again whenever that becomes something else.
static void follow_run(Panel *panel) {
    AnomalyLook *look = &panel->look->analysis.anomaly;
    const LiveStatus *status = panel->status;
    const ClassSet *left_out = &status->settings.left_out;
    if (look->run == status->run && class_set_is_same(&look->left_out, left_out))
        return;
    look->run = status->run;
    look->left_out = look->chosen = *left_out;
}

static const char *state_of(const Panel *panel, int number) {
    const AnomalyLook *look = &panel->look->analysis.anomaly;
    bool chosen = class_set_has(&look->chosen, number), out = class_set_has(&look->left_out, number);
    return chosen && out ? "left out of the run" : chosen ? "to be left out" : out ? "to come back" : "in the run";
}

static float chip_width(const Panel *panel, const char *name) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Ui *ui = panel->ui;
    return 2 * ui_px(ui, sizes->text_inset) + class_mark_size(&panel->viz) + 2 * ui_px(ui, sizes->gap) +
           ui_text_width(ui, TEXT_BODY, name) + 1 + ui_px(ui, sizes->icon);
}

// A class that is chosen is filled and has a cross: the mark alone would not tell.
static void draw_chip(Panel *panel, Rect rect, int number) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    AnomalyLook *look = &panel->look->analysis.anomaly;
    const char *name = panel->status->data.class_name[number];
    bool chosen = class_set_has(&look->chosen, number);
    char value[96];
    UiArea area = ui_area(ui, "class", rect, UI_AREA_FOCUS);
    if (area.clicked)
        class_set_put(&look->chosen, number, !chosen);
    Rgba fill = chosen ? theme->colors.selected : area.hovered ? theme->colors.control_hover : theme->colors.control;
    draw_fill(ui_list(ui), rect, ui_px(ui, theme->sizes.radius), fill);
    Rect inside = rect_inset(rect, ui_px(ui, theme->sizes.text_inset), 0);
    float mark = class_mark_size(&panel->viz), gap = ui_px(ui, theme->sizes.gap);
    class_mark_draw(&panel->viz, number, inside.x + mark / 2, inside.y + inside.h / 2, mark);
    rect_cut_left(&inside, mark, gap);
    Rect cross = rect_cut_right(&inside, ui_px(ui, theme->sizes.icon), gap);
    if (chosen)
        ui_icon(ui, cross, UI_ICON_CLOSE, theme->colors.text);
    ui_text(ui, inside, TEXT_BODY, UI_LEFT, name);
    ui_ring(ui, &area, rect);
    snprintf(value, sizeof value, "%s: %s", name, state_of(panel, number));
    panel_explain(panel, &EXPLAIN_ANOMALY[ANOMALY_CLASS], value);
    ui_tooltip(ui, value);
}

// Returns what is left of the last row.
static Rect draw_chips(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const LiveData *data = &panel->status->data;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), height = ui_px(ui, sizes->control);
    Rect row = rect_cut_top(rest, height, gap);
    for (int c = 0; c < data->classes && c < LIVE_CLASSES; c++) {
        float width = fminf(chip_width(panel, data->class_name[c]), rest->w);
        if (width > row.w)
            row = rect_cut_top(rest, height, gap);
        ui_push_number(ui, c);
        draw_chip(panel, rect_cut_left(&row, width, gap), c);
        ui_pop_id(ui);
    }
    return row;
}

// What the button would do, or why it does nothing.
static bool say_action(const Panel *panel, char *text, size_t size) {
    const AnomalyLook *look = &panel->look->analysis.anomaly;
    const LiveData *data = &panel->status->data;
    int count = class_set_count(&look->chosen);
    char name[80];
    anomaly_name(data, &look->chosen, name, sizeof name);
    bool same = class_set_is_same(&look->chosen, &look->left_out);
    if (count == 0)
        snprintf(text, size, same ? "Train anew" : "Train with all classes");
    else if (count == data->classes)
        snprintf(text, size, "One class must stay");
    else
        snprintf(text, size, "Train without %s", name);
    return !same && count < data->classes;
}

// Behind the classes where it has room there, else below them.
static void draw_button(Panel *panel, Rect *rest, Rect row) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char label[120];
    bool possible = say_action(panel, label, sizeof label);
    UiButton button = {.label = label, .kind = possible ? UI_PRIMARY : UI_PLAIN};
    if (ui_button_width(ui, &button) > rest->w)
        button.label = "Train anew";
    if (ui_button_width(ui, &button) > row.w)
        row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    ui_push_disabled(ui, !possible);
    if (ui_button(ui, "train", rect_cut_left(&row, fminf(ui_button_width(ui, &button), row.w), 0), &button))
        panel->look->dialog = DIALOG_LEAVE_OUT;
    panel_explain(panel, &EXPLAIN_ANOMALY[ANOMALY_TRAIN], label);
    ui_tooltip(ui, "The run starts anew, after a question");
    ui_pop_disabled(ui);
}

void anomaly_classes_draw(Panel *panel, Rect *rest) {
    follow_run(panel);
    ui_push_id(panel->ui, "classes");
    Rect row = draw_chips(panel, rest);
    draw_button(panel, rest, row);
    ui_pop_id(panel->ui);
}

static void start(Panel *panel) {
    char classes[CLASS_SET_TEXT];
    class_set_write(&panel->look->analysis.anomaly.chosen, classes, sizeof classes);
    panel_send(panel, COMMAND_LEAVE_OUT, 0, 0, classes);
    panel_send(panel, COMMAND_RUN, 0, 0, NULL);
}

void anomaly_dialog_draw(Panel *panel) {
    static const char *const buttons[] = {"Start anew", "Cancel"};
    const AnomalyLook *look = &panel->look->analysis.anomaly;
    char name[80], title[120], message[400];
    anomaly_name(&panel->status->data, &look->chosen, name, sizeof name);
    bool all = class_set_count(&look->chosen) == 0;
    snprintf(title, sizeof title, all ? "Train with all classes?" : "Train without %s?", name);
    snprintf(message, sizeof message,
             "Training starts from the first step with new weights, and %s. The run so far is kept until the next "
             "reset, and a message offers to bring it back.",
             all ? "sees all training images" : "never sees an image of what is left out");
    UiDialog dialog = {.title = title, .message = message, .buttons = buttons, .button_count = 2};
    int pressed = ui_dialog(panel->ui, "leave out dialog", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    panel->look->dialog = DIALOG_NONE;
    if (pressed == 0)
        start(panel);
}
