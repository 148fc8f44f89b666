// The editor in the view's place: title and loss, the layers of both halves in the order in which an image goes through
// them, and what the whole comes to.
#include "panels.h"

#include <math.h>
#include <stdio.h>

static void draw_title(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ModelDraft *draft = &panel->look->editor.draft;
    float label = ui_text_width(ui, TEXT_BODY, "Title") + 1;
    ui_text(ui, rect_cut_left(&rect, label, ui_px(ui, panel->viz.theme->sizes.gap)), TEXT_BODY, UI_LEFT, "Title");
    if (ui_text_field(ui, "title", rect, "Custom", draft->title, sizeof draft->title) & UI_CHANGED)
        editor_recheck(panel);
    panel_explain(panel, &EXPLAIN_EDITOR[EDITOR_TITLE], draft->title);
    ui_tooltip(ui, "What stands on its tab and in its file");
}

static float loss_width(const Panel *panel, const char *const *names) {
    const Ui *ui = panel->ui;
    return ui_text_width(ui, TEXT_BODY, "Loss") + 1 + ui_px(ui, panel->viz.theme->sizes.gap) +
           ui_choice_width(ui, names, 2);
}

static void draw_loss(Panel *panel, Rect rect, const char *const *names) {
    Ui *ui = panel->ui;
    ModelDraft *draft = &panel->look->editor.draft;
    int chosen = !draft->bce;
    Rect choice = rect_cut_right(&rect, ui_choice_width(ui, names, 2), ui_px(ui, panel->viz.theme->sizes.gap));
    ui_text(ui, rect, TEXT_BODY, UI_LEFT, "Loss");
    if (ui_choice(ui, "loss", choice, names, 2, &chosen)) {
        draft->bce = chosen == 0;
        editor_recheck(panel);
    }
    panel_explain(panel, &EXPLAIN_EDITOR[EDITOR_LOSS], names[chosen]);
    ui_tooltip(ui, "BCE: binary cross-entropy of the sigmoid of the last layer's output, for pixels from 0 to 1. MSE: "
                   "squared error of its output as it is. Both are summed over pixels.");
}

// Title and loss on one row where there is room.
static void draw_head(Panel *panel, Rect *rest) {
    static const char *const names[] = {"BCE", "MSE"};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const Editor *editor = &panel->look->editor;
    float control = ui_px(ui, sizes->control), gap = ui_px(ui, sizes->gap), loss = loss_width(panel, names);
    char from[96];
    snprintf(from, sizeof from, "began as %s", editor->from);
    Rect head = rect_cut_top(rest, control, gap);
    float title = ui_text_width(ui, TEXT_TITLE, "Edit the network") + 1,
          width = ui_text_width(ui, TEXT_FAINT, from) + 1;
    if (title + ui_px(ui, sizes->section) + width <= head.w)
        ui_text(ui, rect_cut_right(&head, width, 0), TEXT_FAINT, UI_RIGHT, from);
    ui_text(ui, head, TEXT_TITLE, UI_LEFT, "Edit the network");
    Rect row = rect_cut_top(rest, control, gap);
    if (row.w >= loss + panel_px(panel, 240)) {
        Rect right = rect_cut_right(&row, loss, ui_px(ui, sizes->section));
        row.w = fminf(row.w, panel_px(panel, 400));
        draw_title(panel, row);
        draw_loss(panel, right, names);
    } else {
        draw_title(panel, row);
        row = rect_cut_top(rest, control, gap);
        row.w = fminf(row.w, loss);
        draw_loss(panel, row, names);
    }
    if (editor->check.title_problem[0])
        rect_cut_top(rest, panel_problem(panel, *rest, editor->check.title_problem), gap);
}

static void add_layer(Panel *panel, Rect rect, bool encoder) {
    Ui *ui = panel->ui;
    Editor *editor = &panel->look->editor;
    DraftType types[DRAFT_TYPES];
    UiEntry entries[DRAFT_TYPES];
    int count = draft_types(types);
    for (int i = 0; i < count; i++)
        entries[i] = (UiEntry){.label = types[i].name, .hint = types[i].example};
    ui_push_disabled(ui, editor->draft.layers == LIVE_LAYERS);
    if (encoder && editor->focus == EDITOR_ADD)
        ui_focus_next(ui, ui_id(ui, "add"));
    int picked = ui_menu(ui, "add", rect, "Add a layer", entries, count, -1);
    ui_pop_disabled(ui);
    panel_explain(panel, &EXPLAIN_EDITOR[EDITOR_ADD_LAYER], NULL);
    ui_tooltip(ui, encoder ? "As the first layer of the encoder, which sees the image"
                           : "As the first layer of the decoder, which sees the code");
    int at = encoder ? 0 : editor->draft.encoder_layers;
    if (picked < 0 || !draft_insert(&editor->draft, at, encoder, types[picked].example))
        return;
    editor->focus_next = at;
    editor_recheck(panel);
}

// A half's heading, with the names of the columns where there are some.
static void draw_heading(Panel *panel, Rect *rest, bool encoder) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const char *title = encoder ? "ENCODER" : "DECODER";
    float gap = ui_px(ui, sizes->gap), least = ui_text_width(ui, TEXT_SECTION, "ENCODER") + 1;
    rect_cut_top(rest, gap, 0);
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), gap);
    EditorColumns columns = editor_columns(panel, row);
    bool wide = editor_is_wide(panel, row.w);
    ui_text(ui, rect_cut_left(&row, fmaxf(least, panel_px(panel, 72)), gap), TEXT_SECTION, UI_LEFT, title);
    float width = fminf(row.w, ui_menu_width(ui, "Add a layer", NULL, 0));
    add_layer(panel, rect_cut_left(&row, width, gap), encoder);
    if (!wide || !encoder)
        return;
    ui_text(ui, columns.shape, TEXT_FAINT, UI_RIGHT, "gives");
    ui_text(ui, columns.parameters, TEXT_FAINT, UI_RIGHT, "parameters");
}

// A row may change how many there are; each is drawn at most once all the same.
static void draw_rows(Panel *panel, Rect *rest, int from, int to) {
    Ui *ui = panel->ui;
    for (int l = from; l < to && l < panel->look->editor.draft.layers; l++) {
        ui_push_number(ui, l);
        editor_row(panel, rest, l);
        ui_pop_id(ui);
    }
}

static void draw_halves(Panel *panel, Rect *rest) {
    int border = panel->look->editor.draft.encoder_layers, layers = panel->look->editor.draft.layers;
    ui_push_id(panel->ui, "encoder");
    draw_heading(panel, rest, true);
    ui_pop_id(panel->ui);
    draw_rows(panel, rest, 0, border);
    ui_push_id(panel->ui, "decoder");
    draw_heading(panel, rest, false);
    ui_pop_id(panel->ui);
    draw_rows(panel, rest, border, layers);
}

void editor_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Editor *editor = &panel->look->editor;
    Rect rest = rect;
    ui_push_id(ui, "editor");
    bool low = rest.h < panel_px(panel, 320); // then what it comes to scrolls with the rest
    Rect footer = rect_cut_bottom(&rest, editor_footer_height(panel, rest.w, !low), ui_px(ui, sizes->gap));
    rest.w += ui_px(ui, sizes->scroll_bar) + ui_px(ui, sizes->gap) / 2; // the bar lies in the card's padding
    Rect inside = ui_scroll_begin(ui, "scroll", rest);
    inside.w = fmaxf(inside.w, 1);
    draw_head(panel, &inside);
    draw_halves(panel, &inside);
    if (editor->check.problem[0])
        rect_cut_top(&inside, panel_problem(panel, inside, editor->check.problem), 0);
    if (low)
        editor_summary(panel, &inside);
    ui_scroll_end(ui, inside.y);
    editor_footer(panel, footer, !low);
    if (ui_shortcut(ui, UI_KEY_ENTER, UI_CTRL))
        editor_apply(panel);
    ui_pop_id(ui);
    editor->focus = editor->focus_next;
    editor->focus_next = EDITOR_NO_ROW;
}
