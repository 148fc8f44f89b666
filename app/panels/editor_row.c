// One layer in the editor: its text, its activation, what it gives, and buttons to move and remove it. In a narrow
// window what it gives stands on a second line.
#include "panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool editor_is_wide(const Panel *panel, float width) {
    return width >= panel_px(panel, 744);
}

EditorColumns editor_columns(const Panel *panel, Rect row) {
    const Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    EditorColumns columns;
    columns.buttons = rect_cut_right(&row, 3 * ui_px(ui, panel->viz.theme->sizes.control), gap);
    columns.parameters = rect_cut_right(&row, panel_px(panel, 96), gap);
    columns.shape = rect_cut_right(&row, panel_px(panel, 104), gap);
    columns.activation = rect_cut_right(&row, panel_px(panel, 128), gap);
    columns.line = row;
    return columns;
}

// Everything that was changed is checked at once; what is drawn below knows of it.
static void changed(Panel *panel, int focus) {
    panel->look->editor.focus_next = focus;
    editor_recheck(panel);
    ui_wake(panel->ui, 0);
}

static void insert_below(Panel *panel, int at) {
    ModelDraft *draft = &panel->look->editor.draft;
    if (draft_insert(draft, at + 1, at < draft->encoder_layers, "dense 64 relu"))
        changed(panel, at + 1);
    else
        ui_toast(panel->ui, true, "A network has at most 64 layers.");
}

static void move(Panel *panel, int at, int direction) {
    ModelDraft *draft = &panel->look->editor.draft;
    if (draft_can_move(draft, at, direction))
        changed(panel, draft_move(draft, at, direction));
}

static void draw_words(Panel *panel, Rect rect, int at) {
    Ui *ui = panel->ui;
    Editor *editor = &panel->look->editor;
    UiId id = ui_id(ui, "line");
    UiArea keys = {.id = id, .focused = ui_focused(ui, id)};
    if (editor->focus == at)
        ui_focus_next(ui, id);
    unsigned did = ui_text_field(ui, "line", rect, "dense 64 relu", editor->draft.line[at], DRAFT_LINE);
    panel_explain(panel,
                  editor->check.layer[at].problem[0] ? &EXPLAIN_EDITOR[EDITOR_LINE]
                                                     : explain_layer(editor->draft.line[at]),
                  editor->draft.line[at]);
    if (!editor->check.layer[at].problem[0]) // it would lie over the sentence that says what is wrong
        ui_tooltip(ui, "The layer as in a model file. Enter adds one below, Alt+Up and Alt+Down move it.");
    if (did & UI_CHANGED)
        editor_recheck(panel);
    if (ui_key(ui, &keys, UI_KEY_ENTER, UI_CTRL))
        editor_apply(panel);
    else if (did & UI_DONE)
        insert_below(panel, at);
    else if (ui_key(ui, &keys, UI_KEY_UP, UI_ALT))
        move(panel, at, -1);
    else if (ui_key(ui, &keys, UI_KEY_DOWN, UI_ALT))
        move(panel, at, 1);
}

static void draw_activation(Panel *panel, Rect rect, int at) {
    const char *const *names;
    UiEntry entries[16];
    Ui *ui = panel->ui;
    char *line = panel->look->editor.draft.line[at];
    int count = draft_activations(&names), selected = draft_activation(line);
    if (selected < 0)
        return;
    for (int i = 0; i < count; i++)
        entries[i] = (UiEntry){.label = *names[i] ? names[i] : "linear"};
    int picked = ui_menu(ui, "activation", rect, NULL, entries, count, selected);
    panel_explain(panel, &EXPLAIN_EDITOR[EDITOR_ACTIVATION], entries[selected].label);
    ui_tooltip(ui, "Activation: what is done to each value that the layer gives");
    if (picked < 0)
        return;
    draft_set_activation(line, picked);
    editor_recheck(panel);
}

static void explain_shape(Panel *panel, Rect rect, const DraftLayer *layer) {
    char number[TEXT_GROUPED], value[128];
    text_grouped((double)layer->parameters, number);
    snprintf(value, sizeof value, "%s, %s parameters", layer->shape, number);
    panel_element(panel, "gives", rect, &EXPLAIN_EDITOR[EDITOR_SHAPE], layer->shape[0] ? value : NULL);
}

static void draw_shape(Panel *panel, Rect shape, Rect parameters, const DraftLayer *layer) {
    char number[TEXT_GROUPED];
    bool known = layer->shape[0] != 0;
    ui_text(panel->ui, shape, known ? TEXT_DIGITS : TEXT_FAINT_DIGITS, UI_RIGHT, known ? layer->shape : "?");
    if (known)
        ui_text(panel->ui, parameters, TEXT_FAINT_DIGITS, UI_RIGHT, text_grouped((double)layer->parameters, number));
    explain_shape(panel, (Rect){shape.x, shape.y, parameters.x + parameters.w - shape.x, shape.h}, layer);
}

static void draw_shape_in_words(Panel *panel, Rect rect, const DraftLayer *layer) {
    char number[TEXT_GROUPED], full[128], brief[96];
    if (!layer->shape[0])
        return;
    text_grouped((double)layer->parameters, number);
    snprintf(full, sizeof full, "%s · %s parameters", layer->shape, number);
    snprintf(brief, sizeof brief, "%s · %s", layer->shape, number);
    ui_text(panel->ui, rect, TEXT_FAINT_DIGITS, UI_RIGHT, panel_either(panel, TEXT_FAINT_DIGITS, rect.w, full, brief));
    explain_shape(panel, rect, layer);
}

static bool draw_button(Panel *panel, Rect *rest, const char *name, UiIcon icon, bool possible, EditorElement element,
                        const char *tip) {
    Ui *ui = panel->ui;
    Rect place = rect_cut_left(rest, ui_px(ui, panel->viz.theme->sizes.control), 0);
    ui_push_disabled(ui, !possible);
    bool pressed = ui_button(ui, name, place, &(UiButton){.icon = icon, .kind = UI_QUIET});
    ui_pop_disabled(ui);
    panel_explain(panel, &EXPLAIN_EDITOR[element], NULL);
    ui_tooltip(ui, tip);
    return pressed;
}

static void draw_buttons(Panel *panel, Rect rect, int at) {
    ModelDraft *draft = &panel->look->editor.draft;
    bool up = draw_button(panel, &rect, "up", UI_ICON_UP, draft_can_move(draft, at, -1), EDITOR_UP,
                          "Move up; from the decoder's first place into the encoder");
    bool down = draw_button(panel, &rect, "down", UI_ICON_DOWN, draft_can_move(draft, at, 1), EDITOR_DOWN,
                            "Move down; from the encoder's last place into the decoder");
    bool gone = draw_button(panel, &rect, "remove", UI_ICON_CLOSE, draft_can_remove(draft, at), EDITOR_REMOVE,
                            draft_can_remove(draft, at) ? "Remove this layer" : "A half needs at least one layer");
    if (up || down)
        move(panel, at, up ? -1 : 1);
    else if (gone && draft_remove(draft, at))
        changed(panel, at < draft->layers ? at : draft->layers - 1);
}

static void draw_problem(Panel *panel, Rect *rest, const char *problem) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    if (!problem[0])
        return;
    Rect place = *rest;
    rect_cut_left(&place, ui_px(ui, sizes->accent) + 2 * ui_px(ui, sizes->gap), 0);
    rect_cut_top(rest, panel_problem(panel, place, problem), ui_px(ui, sizes->gap));
}

void editor_row(Panel *panel, Rect *rest, int at) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const Editor *editor = &panel->look->editor;
    int border = editor->draft.encoder_layers;
    LayerPart part = at == border - 1 ? PART_CODE : at < border ? PART_ENCODER : PART_DECODER;
    float control = ui_px(ui, sizes->control), gap = ui_px(ui, sizes->gap);
    bool wide = editor_is_wide(panel, rest->w);
    Rect row = rect_cut_top(rest, wide ? control : 2 * control + gap / 2, gap);
    draw_fill(ui_list(ui), (Rect){row.x, row.y, ui_px(ui, sizes->accent), row.h}, 0, panel_part_color(panel, part));
    rect_cut_left(&row, ui_px(ui, sizes->accent), gap);
    EditorColumns columns = editor_columns(panel, row);
    if (!wide) {
        Rect first = rect_cut_top(&row, control, gap / 2);
        columns.buttons = rect_cut_right(&first, 3 * control, gap);
        columns.line = first;
        columns.activation = rect_cut_left(&row, fminf(panel_px(panel, 128), row.w / 2), gap);
    }
    draw_words(panel, columns.line, at);
    draw_activation(panel, columns.activation, at);
    DraftLayer layer = editor->check.layer[at]; // as it is with what was typed just now
    if (wide)
        draw_shape(panel, columns.shape, columns.parameters, &layer);
    else
        draw_shape_in_words(panel, row, &layer);
    draw_problem(panel, rest, layer.problem);
    draw_buttons(panel, columns.buttons, at);
}
