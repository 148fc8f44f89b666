// Text in the theme's roles for pictures of data. Called by the other files of this folder, on the UI thread.
#include "viz.h"

#include <math.h>
#include <string.h>

float viz_px(const Viz *viz, float size) {
    return size > 0 ? fmaxf(roundf(size * viz->scale), 1) : 0;
}

static float size_of(const Viz *viz, TextRole role) {
    return viz_px(viz, viz->theme->texts[role].size);
}

float viz_text_width(const Viz *viz, TextRole role, const char *text) {
    return viz->measure->width(viz->measure->context, viz->theme->texts[role].font, size_of(viz, role), text);
}

float viz_text_height(const Viz *viz, TextRole role) {
    return ceilf(size_of(viz, role) * viz->theme->sizes.line_height[viz->theme->texts[role].font]);
}

void viz_text(const Viz *viz, float x, float y, float align, TextRole role, const char *text) {
    const TextStyle *style = &viz->theme->texts[role];
    float left = align > 0 ? x - align * viz_text_width(viz, role, text) : x;
    draw_text(viz->list, roundf(left), roundf(y), style->font, size_of(viz, role), style->color, text);
}

// Shortens the text to whole characters and an ellipsis that fit.
static void shorten(const Viz *viz, TextRole role, char *text, size_t size, float width) {
    static const char ELLIPSIS[] = "…";
    size_t length = strlen(text);
    length = length < size - sizeof ELLIPSIS ? length : size - sizeof ELLIPSIS;
    do {
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        memcpy(text + length, ELLIPSIS, sizeof ELLIPSIS);
    } while (viz_text_width(viz, role, text) > width && length-- > 0);
}

void viz_text_within(const Viz *viz, float left, float right, float y, float align, TextRole role, const char *text) {
    char shown[256];
    strncpy(shown, text, sizeof shown - 1);
    shown[sizeof shown - 1] = 0;
    float width = viz_text_width(viz, role, shown);
    if (width > right - left) {
        shorten(viz, role, shown, sizeof shown, right - left);
        width = viz_text_width(viz, role, shown);
    }
    if (width <= right - left)
        viz_text(viz, left + align * (right - left - width), y, 0, role, shown);
}

// How many bytes of text make a line of at most that width: whole words, at least one.
static size_t line_of(const Viz *viz, const char *text, float width) {
    char line[256];
    size_t taken = 0;
    for (size_t end = 0; end < sizeof line - 1 && text[end]; end++) {
        bool word_ends = text[end + 1] == ' ' || text[end + 1] == 0;
        line[end] = text[end];
        line[end + 1] = 0;
        if (word_ends && taken > 0 && viz_text_width(viz, TEXT_FAINT, line) > width)
            break;
        if (word_ends)
            taken = end + 1;
    }
    return taken;
}

void viz_note(const Viz *viz, Rect rect, const char *text) {
    enum { LINES = 4 };
    size_t lengths[LINES], starts[LINES], at = 0;
    float height = viz_text_height(viz, TEXT_FAINT);
    int count = 0;
    while (count < LINES && text[at] && (float)(count + 1) * height <= rect.h) {
        starts[count] = at;
        lengths[count] = line_of(viz, text + at, rect.w);
        at += lengths[count++];
        while (text[at] == ' ')
            at++;
    }
    for (int i = 0; i < count; i++) {
        char line[256];
        size_t length = lengths[i] < sizeof line ? lengths[i] : sizeof line - 1;
        memcpy(line, text + starts[i], length);
        line[length] = 0;
        float y = rect.y + (rect.h - (float)count * height) / 2 + (float)i * height;
        viz_text_within(viz, rect.x, rect.x + rect.w, y, 0.5F, TEXT_FAINT, line);
    }
}

void viz_mark(const Viz *viz, Rect rect, bool strong) {
    const ThemeColors *colors = &viz->theme->colors;
    float inner = viz_px(viz, viz->theme->sizes.line), outer = strong ? viz_px(viz, viz->theme->sizes.ring) : inner;
    float both = inner + outer;
    Rect around = {rect.x - both, rect.y - both, rect.w + 2 * both, rect.h + 2 * both};
    Rect between = {rect.x - inner, rect.y - inner, rect.w + 2 * inner, rect.h + 2 * inner};
    draw_frame(viz->list, around, 0, outer, strong ? colors->text : colors->faint);
    draw_frame(viz->list, between, 0, inner, colors->panel);
}

bool viz_over(const Viz *viz, Rect rect) {
    return viz->mouse && viz->mouse->x >= rect.x && viz->mouse->x < rect.x + rect.w && viz->mouse->y >= rect.y &&
           viz->mouse->y < rect.y + rect.h;
}
