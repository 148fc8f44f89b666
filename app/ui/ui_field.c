// One line of text that can be edited: caret, selection, words, clipboard, mouse.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>
#include <string.h>

typedef struct Field {
    char *text;
    int capacity;
    TextRole role;
    Rect inner;
} Field;

static int least(int a, int b) {
    return a < b ? a : b;
}

static int most(int a, int b) {
    return a > b ? a : b;
}

static bool is_gap(char letter) {
    return letter == ' ' || letter == '/';
}

/// Where the caret goes: one character or, with Ctrl, one word.
static int target(const char *text, int caret, int key, bool word) {
    if (key == UI_KEY_HOME || key == UI_KEY_END)
        return key == UI_KEY_HOME ? 0 : (int)strlen(text);
    bool back = key == UI_KEY_LEFT || key == UI_KEY_BACKSPACE;
    if (!word)
        return back ? caret - ui_letter_before(text, caret) : caret + ui_letter_after(text, caret);
    if (back) {
        while (caret > 0 && is_gap(text[caret - 1]))
            caret--;
        while (caret > 0 && !is_gap(text[caret - 1]))
            caret--;
        return caret;
    }
    while (text[caret] && is_gap(text[caret]))
        caret++;
    while (text[caret] && !is_gap(text[caret]))
        caret++;
    return caret;
}

static bool erase(Ui *ui, Field *field) {
    int from = least(ui->caret, ui->mark), to = most(ui->caret, ui->mark);
    memmove(field->text + from, field->text + to, strlen(field->text + to) + 1);
    ui->caret = ui->mark = from;
    return from != to;
}

/// Puts what there is room for in place of the selection, whole characters only.
static bool insert(Ui *ui, Field *field, const char *text) {
    char clean[UI_LINE_TEXT];
    ui_letters(clean, sizeof clean, text);
    if (!clean[0])
        return false;
    erase(ui, field);
    int length = (int)strlen(field->text), room = field->capacity - 1 - length, more = (int)strlen(clean);
    while (more > room)
        more -= most(1, ui_letter_before(clean, more));
    if (more <= 0)
        return true;
    memmove(field->text + ui->caret + more, field->text + ui->caret, (size_t)(length - ui->caret) + 1);
    memcpy(field->text + ui->caret, clean, (size_t)more);
    ui->caret = ui->mark = ui->caret + more;
    return true;
}

static void move(Ui *ui, const Field *field, int key, unsigned modifiers) {
    bool marked = ui->caret != ui->mark, select = (modifiers & UI_SHIFT) != 0;
    if (marked && !select && modifiers == 0 && (key == UI_KEY_LEFT || key == UI_KEY_RIGHT))
        ui->caret = key == UI_KEY_LEFT ? least(ui->caret, ui->mark) : most(ui->caret, ui->mark);
    else
        ui->caret = target(field->text, ui->caret, key, (modifiers & UI_CTRL) != 0);
    if (!select)
        ui->mark = ui->caret;
}

static void move_with_keys(Ui *ui, const Field *field) {
    static const int KEYS[] = {UI_KEY_LEFT, UI_KEY_RIGHT, UI_KEY_HOME, UI_KEY_END};
    for (unsigned modifiers = 0; modifiers <= (UI_SHIFT | UI_CTRL); modifiers++)
        for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
            while (ui_take(ui, KEYS[i], modifiers))
                move(ui, field, KEYS[i], modifiers);
}

static bool delete_with_keys(Ui *ui, Field *field) {
    static const int KEYS[] = {UI_KEY_BACKSPACE, UI_KEY_DELETE};
    bool changed = false;
    for (unsigned modifiers = 0; modifiers <= (UI_SHIFT | UI_CTRL); modifiers++)
        for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
            while (ui_take(ui, KEYS[i], modifiers)) {
                if (ui->caret == ui->mark)
                    ui->mark = target(field->text, ui->caret, KEYS[i], (modifiers & UI_CTRL) != 0);
                changed |= erase(ui, field);
            }
    return changed;
}

static void copy(Ui *ui, const Field *field) {
    char marked[UI_LINE_TEXT];
    int from = least(ui->caret, ui->mark), count = most(ui->caret, ui->mark) - from;
    if (count == 0 || count >= UI_LINE_TEXT || !ui->clipboard.copy)
        return;
    memcpy(marked, field->text + from, (size_t)count);
    marked[count] = '\0';
    ui->clipboard.copy(ui->clipboard.context, marked);
}

static bool use_clipboard(Ui *ui, Field *field) {
    bool changed = false;
    if (ui_take(ui, 'a', UI_CTRL)) {
        ui->mark = 0;
        ui->caret = (int)strlen(field->text);
    }
    if (ui_take(ui, 'c', UI_CTRL))
        copy(ui, field);
    if (ui_take(ui, 'x', UI_CTRL)) {
        copy(ui, field);
        changed |= erase(ui, field);
    }
    while (ui_take(ui, 'v', UI_CTRL)) {
        const char *pasted = ui->clipboard.paste ? ui->clipboard.paste(ui->clipboard.context) : NULL;
        changed |= pasted && insert(ui, field, pasted);
    }
    return changed;
}

static float width_to(const Ui *ui, const Field *field, int bytes) {
    char part[UI_LINE_TEXT];
    int count = least(bytes, UI_LINE_TEXT - 1);
    memcpy(part, field->text, (size_t)count);
    part[count] = '\0';
    return ui_text_width(ui, field->role, part);
}

static int caret_at(const Ui *ui, const Field *field, float x) {
    int at = 0;
    float before = 0, wanted = x - field->inner.x + ui->edit_scroll;
    for (int more = ui_letter_after(field->text, at); more > 0; more = ui_letter_after(field->text, at)) {
        float after = width_to(ui, field, at + more);
        if (wanted < (before + after) / 2)
            break;
        at += more;
        before = after;
    }
    return at;
}

static void use_mouse(Ui *ui, const Field *field, const UiArea *area) {
    if (area->double_clicked) {
        ui->mark = 0;
        ui->caret = (int)strlen(field->text);
        ui->active = 0;
    } else if (area->pressed) {
        ui->caret = ui->mark = caret_at(ui, field, ui->input->mouse_x);
    } else if (area->held && area->dx != 0) {
        ui->caret = caret_at(ui, field, ui->input->mouse_x);
    }
}

/// The text may be another one than in the last frame.
static void hold_caret(Ui *ui, UiId id, const Field *field) {
    int length = (int)strlen(field->text);
    if (ui->edit != id) {
        ui->edit = id;
        ui->caret = length;
        ui->mark = 0;
        ui->edit_scroll = 0;
        ui->edit_time = ui->input->time;
    }
    ui->caret = least(ui->caret, length);
    ui->mark = least(ui->mark, length);
}

static unsigned edit(Ui *ui, Field *field, const UiArea *area) {
    int caret = ui->caret;
    use_mouse(ui, field, area);
    move_with_keys(ui, field);
    bool changed = use_clipboard(ui, field);
    changed |= delete_with_keys(ui, field);
    if (ui->input->typed[0] && !ui->typed_taken) {
        ui->typed_taken = true;
        changed |= insert(ui, field, ui->input->typed);
    }
    if (changed || caret != ui->caret)
        ui->edit_time = ui->input->time;
    unsigned result = changed ? UI_CHANGED : 0;
    if (ui_take(ui, UI_KEY_ENTER, 0))
        result |= UI_DONE;
    if (ui_take(ui, UI_KEY_ESCAPE, 0)) {
        ui_focus(ui, 0);
        ui->wants_text = false;
        result |= UI_CANCELLED;
    }
    return result;
}

static void draw_edited(Ui *ui, const Field *field) {
    const ThemeColors *colors = &ui->theme->colors;
    const TextStyle *style = &ui->theme->texts[field->role];
    float thick = ui_px(ui, ui->theme->sizes.caret), height = ui_text_height(ui, field->role);
    float caret = width_to(ui, field, ui->caret), from = width_to(ui, field, least(ui->caret, ui->mark));
    float to = width_to(ui, field, most(ui->caret, ui->mark)), room = field->inner.w - thick;
    ui->edit_scroll = fmaxf(0, fminf(ui->edit_scroll, caret));
    ui->edit_scroll = fmaxf(ui->edit_scroll, caret - fmaxf(0, room));
    float left = floorf(field->inner.x - ui->edit_scroll);
    float top = roundf(field->inner.y + (field->inner.h - height) / 2);
    ui_push_clip(ui, field->inner);
    if (from != to)
        draw_fill(ui_list(ui), (Rect){left + from, top, to - from, height}, 0, colors->marked);
    draw_text(ui_list(ui), left, top, style->font, roundf(style->size * ui->scale), style->color, field->text);
    double blink = ui->theme->times.blink, phase = fmod(ui->input->time - ui->edit_time, 2 * blink);
    if (phase < blink)
        draw_fill(ui_list(ui), (Rect){left + caret, top, thick, height}, 0, colors->caret);
    ui_wake(ui, phase < blink ? blink - phase : 2 * blink - phase);
    ui_pop_clip(ui);
}

unsigned ui_edit(Ui *ui, UiId id, Rect rect, TextRole role, const char *hint, char *text, size_t capacity) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    Field field = {text, (int)capacity, role, rect_inset(rect, ui_px(ui, sizes->gap), 0)};
    UiArea area = ui_area_part(ui, id, rect, UI_AREA_FOCUS | UI_AREA_NO_KEYS);
    unsigned result = 0;
    if (area.hovered || area.held)
        ui->cursor = UI_CURSOR_TEXT;
    if (area.focused) {
        hold_caret(ui, id, &field);
        ui->wants_text = true;
        result = edit(ui, &field, &area);
    }
    draw_fill(ui_list(ui), rect, ui_px(ui, sizes->radius), ui_control_color(ui, &area));
    draw_frame(ui_list(ui), rect, ui_px(ui, sizes->radius), ui_px(ui, area.focused ? sizes->ring : sizes->line),
               ui_shade(ui, area.focused ? ui->theme->colors.ring : ui->theme->colors.line));
    if (area.focused)
        draw_edited(ui, &field);
    else
        ui_text(ui, field.inner, text[0] ? role : TEXT_FAINT, UI_LEFT, text[0] ? text : hint);
    return result;
}

unsigned ui_text_field(Ui *ui, const char *name, Rect rect, const char *hint, char *text, size_t capacity) {
    UiId id = ui_id(ui, name);
    ui_speak_of(ui, id, rect);
    return ui_edit(ui, id, rect, TEXT_BODY, hint, text, capacity);
}
