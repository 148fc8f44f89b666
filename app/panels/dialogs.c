// Questions and help: the keys, a change that needs a new start; path_dialogs.c asks for files.
#include "anomaly_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void ask_activation(Panel *panel) {
    Look *look = panel->look;
    static const char *const buttons[] = {"Start anew", "Cancel"};
    char message[200];
    snprintf(
        message, sizeof message,
        "A code with %s activation is another network. Training starts from the first step, and the weights learned "
        "so far are given up.",
        look->activation[0] ? look->activation : "linear");
    UiDialog dialog = {.title = "Change the activation?", .message = message, .buttons = buttons, .button_count = 2};
    int pressed = ui_dialog(panel->ui, "activation dialog", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    look->dialog = DIALOG_NONE;
    if (pressed == 0)
        panel_send(panel, COMMAND_ACTIVATION, 0, 0, look->activation);
}

static void show_keys(Panel *panel) {
    char views[16];
    snprintf(views, sizeof views, "1 to %d", view_count());
    const char *const keys[][2] = {{"Space", "run or pause"},
                                   {"S", "one step"},
                                   {"Shift+S", "to the end of the epoch"},
                                   {"R", "new weights; the old ones can be brought back"},
                                   {views, "the views, from left to right"},
                                   {"E", "edit the network"},
                                   {"Esc", "take back changes of units; close the unit card"},
                                   {"F1, ?", "explain what the pointer is on; Tab goes on"},
                                   {"K", "these keys"},
                                   {"Tab", "from control to control; Enter or Space acts"},
                                   {",  .  P  L", "history: back, ahead, play; to the newest"},
                                   {"[  ]  H", "fold the left, the right side, the history"},
                                   {"D", "draw your own image"},
                                   {"T", "dark, light, projector"},
                                   {"C", "colours of heat maps"},
                                   {"N, Del, Ctrl+Z", "playground: other samples; clear the image; undo"},
                                   {"+  −  0", "latent map: closer, farther, all of it"},
                                   {"Space and drag", "latent map: along"},
                                   {"Ctrl +, Ctrl −, Ctrl 0", "larger, smaller, as at first"},
                                   {"Ctrl+S, Ctrl+O", "save the run, open a checkpoint"},
                                   {"Ctrl+P", "save a picture of what is on screen"},
                                   {"Ctrl+E", "export the codes of all test images"},
                                   {"F11", "full screen"},
                                   {"Ctrl+Q", "leave"}};
    enum { COUNT = sizeof keys / sizeof *keys };
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    bool closed = false;
    float height = ui_px(ui, sizes->row) * COUNT + panel_px(panel, 72);
    Rect rest = ui_dialog_begin(ui, "keys dialog", "Keys", panel_px(panel, 560), height, &closed);
    float widest = 0;
    rest = ui_scroll_begin(ui, "list", rest);
    for (int i = 0; i < COUNT; i++)
        widest = fmaxf(widest, ui_text_width(ui, TEXT_STRONG, keys[i][0]) + 1);
    for (int i = 0; i < COUNT; i++) {
        Rect row = {rest.x, rest.y + (float)i * ui_px(ui, sizes->row), rest.w, ui_px(ui, sizes->row)};
        ui_text(ui, rect_cut_left(&row, widest, ui_px(ui, sizes->section)), TEXT_STRONG, UI_LEFT, keys[i][0]);
        ui_text(ui, row, TEXT_BODY, UI_LEFT, keys[i][1]);
    }
    ui_scroll_end(ui, rest.y + COUNT * ui_px(ui, sizes->row));
    ui_dialog_end(ui);
    if (closed)
        panel->look->dialog = DIALOG_NONE;
}

void dialogs_draw(Panel *panel) {
    switch (panel->look->dialog) {
    case DIALOG_KEYS:
        show_keys(panel);
        break;
    case DIALOG_ACTIVATION:
        ask_activation(panel);
        break;
    case DIALOG_DRAW:
        draw_dialog_draw(panel);
        break;
    case DIALOG_LEAVE_OUT:
        anomaly_dialog_draw(panel);
        break;
    case DIALOG_NONE:
        editor_dialogs(panel);
        break;
    default:
        path_dialogs_draw(panel);
        break;
    }
}
