// Keys that work wherever the keyboard is, unless a text is being typed. On the interface's thread.
#include "shortcuts.h"

#include "map_parts.h"
#include "unit_parts.h"
#include "view.h"

#include <math.h>

static void shortcut_run(Panel *panel) {
    Ui *ui = panel->ui;
    bool space = map_space(panel);
    if (panel->status->run == 0)
        return;
    if (space)
        panel_send(panel, panel->status->running ? COMMAND_PAUSE : COMMAND_RUN, 0, 0, NULL);
    if (ui_shortcut(ui, 's', 0))
        panel_send(panel, COMMAND_STEP, 0, 1, NULL);
    if (ui_shortcut(ui, 's', UI_SHIFT))
        panel_send(panel, COMMAND_EPOCH, 0, 0, NULL);
    if (ui_shortcut(ui, 'r', 0))
        panel_send(panel, COMMAND_RESET, 0, 0, NULL);
    if (ui_shortcut(ui, 's', UI_CTRL))
        dialogs_ask(panel, DIALOG_SAVE);
}

static void shortcut_scale(Panel *panel) {
    Ui *ui = panel->ui;
    float *scale = &panel->look->scale, factor = 1.125f;
    if (ui_shortcut(ui, '+', UI_CTRL) || ui_shortcut(ui, '=', UI_CTRL) || ui_shortcut(ui, '+', UI_CTRL | UI_SHIFT))
        *scale = fminf(4, *scale * factor);
    if (ui_shortcut(ui, '-', UI_CTRL))
        *scale = fmaxf(0.5f, *scale / factor);
    if (ui_shortcut(ui, '0', UI_CTRL))
        *scale = 1;
}

// The question mark lies elsewhere on every keyboard.
static void shortcut_help(Panel *panel) {
    Ui *ui = panel->ui;
    bool asked = ui_shortcut(ui, UI_KEY_F1, 0) || ui_shortcut(ui, '/', UI_SHIFT) || ui_shortcut(ui, '?', UI_SHIFT) ||
                 ui_shortcut(ui, '?', 0);
    if (asked && ui_explaining(ui))
        ui_explain_stop(ui);
    else if (asked)
        ui_explain_start(ui);
    if (ui_shortcut(ui, 'k', 0))
        panel->look->dialog = DIALOG_KEYS;
}

void shortcuts_take(Panel *panel, Theme *theme) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    for (int i = 0; i < 9 && VIEWS[i]; i++)
        if (ui_shortcut(ui, '1' + i, 0)) {
            look->view = i;
            look->editor.shown = false;
        }
    if (ui_shortcut(ui, 'd', 0))
        draw_dialog_open(panel);
    if (ui_shortcut(ui, 'e', 0))
        editor_show(panel);
    if (look->editor.shown && ui_shortcut(ui, UI_KEY_ESCAPE, 0))
        editor_cancel(panel);
    else if ((look->card.wanted || look->interventions.count > 0) && ui_shortcut(ui, UI_KEY_ESCAPE, 0))
        unit_card_escape(panel); // else it is the view's
    if (ui_shortcut(ui, '[', 0))
        look->left_folded = !look->left_folded;
    if (ui_shortcut(ui, ']', 0))
        look->right_folded = !look->right_folded;
    if (ui_shortcut(ui, 'h', 0))
        look->history_folded = !look->history_folded;
    if (ui_shortcut(ui, 'p', 0))
        history_play(panel);
    if (ui_shortcut(ui, 'l', 0))
        history_go_live(panel);
    if (ui_shortcut(ui, ',', 0))
        history_step(panel, -1);
    if (ui_shortcut(ui, '.', 0))
        history_step(panel, 1);
    if (ui_shortcut(ui, 't', 0))
        look_set_theme(look, theme, theme_after(theme->name));
    if (ui_shortcut(ui, 'c', 0))
        look_set_map(look, look_map(look_map_index(look) + 1));
    shortcut_help(panel);
    if (ui_shortcut(ui, UI_KEY_F1 + 10, 0))
        look->full_screen = true;
    if (ui_shortcut(ui, 'o', UI_CTRL))
        dialogs_ask(panel, DIALOG_OPEN);
    if (ui_shortcut(ui, 'e', UI_CTRL) && panel->status->run > 0)
        panel_export(panel, NULL, 0);
    if (ui_shortcut(ui, 'p', UI_CTRL))
        dialogs_ask(panel, DIALOG_PICTURE);
    look->quit |= ui_shortcut(ui, 'q', UI_CTRL);
    shortcut_run(panel);
    shortcut_scale(panel);
}
