// Questions for a path: data, checkpoints and pictures to open, and what is to be saved. What is there already is
// replaced only after another question. On the interface's thread.
#include "panels.h"
#include "view.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

typedef struct PathQuestion {
    const char *title, *message, *buttons[3], *hint;
    int button_count;
    const char *ending; // of a name without one; NULL: it stays as it is
} PathQuestion;

static const PathQuestion QUESTIONS[] = {
    [DIALOG_DATA] = {.title = "Open images",
                     .message = "A folder of PNG and JPEG pictures, whose subfolders are classes (@32 or @grey after "
                                "its name chooses side or colours), or IDX files such as MNIST's.",
                     .buttons = {"Open", "Cancel"},
                     .hint = "/path/to/file",
                     .button_count = 2},
    [DIALOG_OPEN] = {.title = "Open a checkpoint or a picture",
                     .message = "The run that a checkpoint holds becomes the one on screen. A PNG or JPEG picture is "
                                "pinned for all views.",
                     .buttons = {"Open", "Cancel"},
                     .hint = "/path/to/file",
                     .button_count = 2},
    [DIALOG_SAVE] = {.title = "Save the run",
                     .message = "Everything that is needed to go on later, as safetensors.",
                     .buttons = {"Save", "Cancel"},
                     .hint = "/path/to/file",
                     .button_count = 2,
                     .ending = ".safetensors"},
    [DIALOG_PICTURE] = {.title = "Save a picture",
                        .message = "A PNG file, pixel by pixel as it is on screen.",
                        .buttons = {"This view", "Whole window", "Cancel"},
                        .hint = "/path/to/picture.png",
                        .button_count = 3,
                        .ending = ".png"},
    [DIALOG_EXPORT] = {
        .title = "Export codes", .buttons = {"Export", "Cancel"}, .hint = "/path/to/codes.npy", .button_count = 2}};

static bool saves(LookDialog dialog) {
    return dialog == DIALOG_SAVE || dialog == DIALOG_PICTURE || dialog == DIALOG_EXPORT;
}

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
    else
        snprintf(look->path, sizeof look->path, "%.*s-codes%s.npy", length, model, again);
}

// The path of another question is no answer to this one: what was opened would be overwritten.
void dialogs_ask(Panel *panel, LookDialog dialog) {
    enum { TRIES = 1000 };
    Look *look = panel->look;
    look->dialog = dialog;
    look->path[0] = 0;
    for (int n = 1; saves(dialog) && n < TRIES && (n == 1 || file_exists(look->path)); n++)
        suggest(panel, n);
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

static void say_export(const Panel *panel, char *text, size_t size) {
    const ExportChoice *choice = &panel->look->export_choice;
    char images[TEXT_GROUPED];
    text_grouped(choice->count > 0 ? choice->count : panel->status->data.test_images, images);
    snprintf(text, size,
             "The codes of %s%s test images as they are now: a file that ends in .npy for NumPy, or a folder with .tsv "
             "files and pictures for TensorBoard's Embedding Projector.",
             choice->count > 0 ? "the chosen " : "all ", images);
}

// A picture is what the next frame shows, without the question.
static void act(Panel *panel, LookDialog dialog) {
    Look *look = panel->look;
    if (dialog == DIALOG_DATA)
        panel_send(panel, COMMAND_DATA, 0, 0, look->path);
    else if (dialog == DIALOG_OPEN)
        panel_send(panel, panel_is_picture(look->path) ? COMMAND_PICTURE : COMMAND_RESTORE, 0, 0, look->path);
    else if (dialog == DIALOG_SAVE)
        panel_send(panel, COMMAND_SAVE, 0, 0, look->path);
    else if (dialog == DIALOG_EXPORT)
        panel_send_file(panel, COMMAND_EXPORT, 0, look->path, look->export_choice.images);
    else
        look->picture_save.asked = true;
}

static void complete(char path[LOOK_PATH], const char *ending) {
    size_t length = strlen(path), more = ending ? strlen(ending) : 0;
    if (ending && !file_has_extension(path, ending + 1) && length + more < LOOK_PATH)
        memcpy(path + length, ending, more + 1);
}

static void ask_replace(Panel *panel) {
    static const char *const buttons[] = {"Replace", "Cancel"};
    Look *look = panel->look;
    char message[LOOK_PATH + 64];
    snprintf(message, sizeof message, "There is a file %s already. Its content would be lost.", look->path);
    UiDialog dialog = {.title = "Replace the file?", .message = message, .buttons = buttons, .button_count = 2};
    int pressed = ui_dialog(panel->ui, "replace file dialog", &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    look->dialog = pressed == 0 ? DIALOG_NONE : look->replaces;
    if (pressed == 0)
        act(panel, look->replaces);
}

static void ask(Panel *panel) {
    Look *look = panel->look;
    const PathQuestion *question = &QUESTIONS[look->dialog];
    char codes[240];
    say_export(panel, codes, sizeof codes);
    UiDialog dialog = {.title = question->title,
                       .message = question->message ? question->message : codes,
                       .buttons = question->buttons,
                       .button_count = question->button_count,
                       .text = look->path,
                       .capacity = sizeof look->path,
                       .hint = question->hint};
    int pressed = ui_dialog(panel->ui, question->title, &dialog);
    if (pressed == UI_DIALOG_OPEN)
        return;
    LookDialog asked = look->dialog;
    look->dialog = DIALOG_NONE;
    if (pressed < 0 || pressed == question->button_count - 1 || !look->path[0])
        return;
    complete(look->path, question->ending);
    look->picture_save.whole = pressed == 1;
    if (saves(asked) && file_exists(look->path) && !file_is_folder(look->path)) {
        look->replaces = asked;
        look->dialog = DIALOG_REPLACE;
    } else {
        act(panel, asked);
    }
}

void path_dialogs_draw(Panel *panel) {
    if (panel->look->dialog == DIALOG_REPLACE)
        ask_replace(panel);
    else
        ask(panel);
}
