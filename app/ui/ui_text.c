// Text that never leaves its rectangle: one line with an ellipsis, or a wrapped paragraph.
#include "ui_inside.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

static float text_size(const Ui *ui, TextRole role) {
    return roundf(fmaxf(ui->theme->texts[role].size, ui->theme->sizes.text_minimum) * ui->scale);
}

float ui_text_width(const Ui *ui, TextRole role, const char *text) {
    return ui->measure->width(ui->measure->context, ui->theme->texts[role].font, text_size(ui, role), text);
}

float ui_text_height(const Ui *ui, TextRole role) {
    return ceilf(text_size(ui, role) * ui->theme->sizes.line_height[ui->theme->texts[role].font]);
}

/// The first `bytes` of the text with an ellipsis behind; returns its width.
static float shortened(const Ui *ui, TextRole role, const char *text, int bytes, char *out) {
    memcpy(out, text, (size_t)bytes);
    while (bytes > 0 && out[bytes - 1] == ' ')
        bytes--;
    memcpy(out + bytes, ELLIPSIS, sizeof ELLIPSIS);
    return ui_text_width(ui, role, out);
}

static int whole_letters(const char *text, int bytes) {
    while (bytes > 0 && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes;
}

/// Copies as much of the text as fits, by bisection; returns the width.
static float fit(const Ui *ui, TextRole role, const char *text, float room, char out[UI_LINE_TEXT]) {
    size_t length = strlen(text);
    if (length < UI_LINE_TEXT) {
        memcpy(out, text, length + 1);
        float width = ui_text_width(ui, role, out);
        if (width <= room)
            return width;
    }
    int limit = UI_LINE_TEXT - (int)sizeof ELLIPSIS;
    int low = 0, high = whole_letters(text, length < (size_t)limit ? (int)length : limit);
    while (low < high) {
        int middle = whole_letters(text, (low + high + 1) / 2);
        if (middle <= low)
            middle = low + ui_letter_after(text, low);
        if (shortened(ui, role, text, middle, out) <= room)
            low = middle;
        else
            high = middle - ui_letter_before(text, middle);
    }
    float width = shortened(ui, role, text, low, out);
    if (width <= room)
        return width;
    out[0] = '\0';
    return 0;
}

void ui_text_colored(Ui *ui, Rect rect, TextRole role, UiAlign align, Rgba color, const char *text) {
    const TextStyle *style = &ui->theme->texts[role];
    Rect visible = rect_intersection(rect, ui->clips[ui->clip_count - 1]);
    if (!text || !text[0] || visible.w <= 0 || visible.h <= 0 || rect.h < text_size(ui, role))
        return;
    char shown[UI_LINE_TEXT];
    float width = fit(ui, role, text, rect.w, shown);
    float left = align == UI_LEFT ? 0 : (rect.w - width) / (align == UI_CENTRE ? 2 : 1);
    float top = (rect.h - ui_text_height(ui, role)) / 2;
    draw_text(ui_list(ui), floorf(rect.x + left), roundf(rect.y + top), style->font, text_size(ui, role),
              ui_shade(ui, color), shown);
}

void ui_text(Ui *ui, Rect rect, TextRole role, UiAlign align, const char *text) {
    ui_text_colored(ui, rect, role, align, ui->theme->texts[role].color, text);
}

static bool fits(const Ui *ui, TextRole role, const char *text, int bytes, float room) {
    char line[UI_LINE_TEXT];
    if (bytes >= UI_LINE_TEXT)
        return false;
    memcpy(line, text, (size_t)bytes);
    line[bytes] = '\0';
    return ui_text_width(ui, role, line) <= room;
}

/// Bytes of the longest start of a word that fits, at least one character.
static int broken_word(const Ui *ui, TextRole role, const char *text, float room) {
    int bytes = ui_letter_after(text, 0);
    for (int more = ui_letter_after(text, bytes); more > 0; more = ui_letter_after(text, bytes)) {
        if (!fits(ui, role, text, bytes + more, room))
            break;
        bytes += more;
    }
    return bytes;
}

/// Bytes of the first line; *next is where the second starts.
static int first_line(const Ui *ui, TextRole role, const char *text, float room, int *next) {
    int taken = 0, at = 0;
    while (text[at] && text[at] != '\n') {
        int end = at + (int)strspn(text + at, " ");
        end += (int)strcspn(text + end, " \n");
        if (!fits(ui, role, text, end, room))
            break;
        taken = at = end;
    }
    if (taken == 0 && text[0] && text[0] != '\n')
        taken = broken_word(ui, role, text, room);
    *next = taken + (int)strspn(text + taken, " ");
    if (text[*next] == '\n')
        ++*next;
    return taken;
}

/// The rest on the last line that there is room for: newlines as spaces, so that the ellipsis comes where it must.
static void draw_rest(Ui *ui, Rect line, TextRole role, const char *text) {
    char rest[UI_LINE_TEXT];
    ui_letters(rest, sizeof rest, text);
    ui_text(ui, line, role, UI_LEFT, rest);
}

static void draw_bytes(Ui *ui, Rect line, TextRole role, const char *text, int bytes) {
    char copy[UI_LINE_TEXT];
    memcpy(copy, text, (size_t)bytes);
    copy[bytes] = '\0';
    ui_text(ui, line, role, UI_LEFT, copy);
}

static float paragraph(Ui *drawn, const Ui *ui, Rect rect, TextRole role, const char *text) {
    float height = ui_text_height(ui, role), used = 0;
    while (text && *text && used + height <= rect.h) {
        int next, bytes = first_line(ui, role, text, rect.w, &next);
        Rect line = {rect.x, rect.y + used, rect.w, height};
        bool last = text[next] && used + 2 * height > rect.h;
        if (drawn && last)
            draw_rest(drawn, line, role, text);
        else if (drawn)
            draw_bytes(drawn, line, role, text, bytes);
        used += height;
        text += next;
    }
    return used;
}

float ui_paragraph(Ui *ui, Rect rect, TextRole role, const char *text) {
    return paragraph(ui, ui, rect, role, text);
}

float ui_paragraph_height(const Ui *ui, float width, TextRole role, const char *text) {
    return paragraph(NULL, ui, (Rect){0, 0, width, INFINITY}, role, text);
}
