// Questions and help: paths to open and save, the keys, a change that needs a new start.
#include "anomaly_parts.h"
#include "view.h"

#include "file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static void suggest(Panel *panel, int number) {
    Look *look = panel->look;
    const char *model = file_base_name(panel->status->model.id);
    int length = (int)strcspn(model, ".");
    char again[16] = "";
    if (number > 1)
        snprintf(again, sizeof again, "-%d", number);
    if (look->dialog == DIALOG_SAVE)
        snprintf(look->path, sizeof look->path, "%.*s%s.safetensors", length, model, again);
    else if (look->dialog == DIALOG_PICTURE)
        snprintf(look->path, sizeof look->path, "%.*s-%s%s.png", length, model, VIEWS[look->view]->name, again);
    else if (look->dialog == DIALOG_EXPORT)
        snprintf(look->path, sizeof look->path, "%.*s-codes%s.npy", length, model, again);
}

// The path of another question is no answer to this one: what was opened would be overwritten. Nor would a name that is
// taken be.
void dialogs_ask(Panel *panel, LookDialog dialog) {
    enum { TRIES = 1000 };
    Look *look = panel->look;
    look->dialog = dialog;
    look->path[0] = 0;
    suggest(panel, 1);
    for (int n = 2; n < TRIES && look->path[0] && file_exists(look->path); n++)
        suggest(panel, n);
}

static void ask_path(Panel *panel, const char *name, const char *title, const char *message, const char *yes,
                     CommandKind kind) {
    Look *look = panel->look;
    const char *const buttons[] = {yes, "Cancel"};
    UiDialog dialog = {.title = title,
                       .message = message,
                       .buttons = buttons,
                       .button_count = 2,
                       .text = look->path,
                       .capacity = sizeof look->path,
                       .hint = "/path/to/file"};
    int pressed = ui_dialog(panel->ui, name, &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    look->dialog = DIALOG_NONE;
    if (kind == COMMAND_RESTORE && panel_is_picture(look->path))
        kind = COMMAND_PICTURE;
    if (pressed == 0 && look->path[0])
        panel_send(panel, kind, 0, 0, look->path);
}

// What is written is what the next frame shows, without this question.
static void ask_picture(Panel *panel) {
    Look *look = panel->look;
    static const char *const buttons[] = {"This view", "Whole window", "Cancel"};
    UiDialog dialog = {.title = "Save a picture",
                       .message = "A PNG file, pixel by pixel as it is on screen.",
                       .buttons = buttons,
                       .button_count = 3,
                       .text = look->path,
                       .capacity = sizeof look->path,
                       .hint = "/path/to/picture.png"};
    int pressed = ui_dialog(panel->ui, "save picture dialog", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    look->dialog = DIALOG_NONE;
    size_t length = strlen(look->path);
    bool named = length > 4 && strcasecmp(look->path + length - 4, ".png") == 0;
    if (length > 0 && !named && length + 4 < sizeof look->path)
        memcpy(look->path + length, ".png", 5);
    look->picture_save.asked = (pressed == 0 || pressed == 1) && look->path[0];
    look->picture_save.whole = pressed == 1;
}

void panel_export(Panel *panel, const int *images, int count) {
    static const char digits[] = "0123456789abcdef";
    ExportChoice *choice = &panel->look->export_choice;
    uint8_t bits[LOOK_CHOICE] = {0};
    int last = -1;
    choice->count = count;
    for (int i = 0; i < count; i++)
        if (images[i] >= 0 && images[i] / 4 < LOOK_CHOICE - 1) {
            bits[images[i] / 4] |= (uint8_t)(8 >> images[i] % 4);
            last = images[i] / 4 > last ? images[i] / 4 : last;
        }
    for (int i = 0; i <= last; i++)
        choice->images[i] = digits[bits[i]];
    choice->images[last + 1] = 0;
    dialogs_ask(panel, DIALOG_EXPORT);
}

static void ask_export(Panel *panel) {
    Look *look = panel->look;
    const ExportChoice *choice = &look->export_choice;
    static const char *const buttons[] = {"Export", "Cancel"};
    char message[240], images[TEXT_GROUPED];
    text_grouped(choice->count > 0 ? choice->count : panel->status->data.test_images, images);
    snprintf(message, sizeof message,
             "The codes of %s%s test images as they are now: a file that ends in .npy for NumPy, or a folder with .tsv "
             "files and pictures for TensorBoard's Embedding Projector.",
             choice->count > 0 ? "the chosen " : "all ", images);
    UiDialog dialog = {.title = "Export codes",
                       .message = message,
                       .buttons = buttons,
                       .button_count = 2,
                       .text = look->path,
                       .capacity = sizeof look->path,
                       .hint = "/path/to/codes.npy"};
    int pressed = ui_dialog(panel->ui, "export dialog", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    look->dialog = DIALOG_NONE;
    if (pressed == 0 && look->path[0])
        panel_send_file(panel, COMMAND_EXPORT, 0, look->path, choice->images);
}

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
    case DIALOG_DATA:
        ask_path(panel, "open data", "Open images",
                 "A folder of PNG and JPEG pictures, whose subfolders are classes (@32 or @grey after its name chooses "
                 "side or "
                 "colours), or IDX files such as MNIST's.",
                 "Open", COMMAND_DATA);
        break;
    case DIALOG_OPEN:
        ask_path(panel, "open run", "Open a checkpoint or a picture",
                 "The run that a checkpoint holds becomes the one on screen. A PNG or JPEG picture is pinned for all "
                 "views.",
                 "Open", COMMAND_RESTORE);
        break;
    case DIALOG_SAVE:
        ask_path(panel, "save run", "Save the run", "Everything that is needed to go on later, as safetensors.", "Save",
                 COMMAND_SAVE);
        break;
    case DIALOG_KEYS:
        show_keys(panel);
        break;
    case DIALOG_ACTIVATION:
        ask_activation(panel);
        break;
    case DIALOG_PICTURE:
        ask_picture(panel);
        break;
    case DIALOG_EXPORT:
        ask_export(panel);
        break;
    case DIALOG_DRAW:
        draw_dialog_draw(panel);
        break;
    case DIALOG_LEAVE_OUT:
        anomaly_dialog_draw(panel);
        break;
    default:
        editor_dialogs(panel);
        break;
    }
}
