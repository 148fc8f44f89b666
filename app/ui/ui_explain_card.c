// The card of explain mode, beside what it speaks of, and the outline around that. Called at the frame's end.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>

static const char HINT[] = "Tab: next · K: all keys · Esc or a click: done";
static const UiExplain INTRODUCTION = {.title = "Point at anything",
                                       .text = "A card says what it is, with its formula and its value now. Tab goes "
                                               "from one element to the next, the wheel scrolls.",
                                       .formula = "",
                                       .value = ""};

typedef struct Card {
    float edge, gap, width;                  // width: of the text
    float title, text, formula, value, hint; // heights
    float height;                            // of all
} Card;

static float height_of(const Ui *ui, float width, TextRole role, const char *text) {
    return text[0] ? ui_paragraph_height(ui, width, role, text) : 0;
}

static Card measure(const Ui *ui, const UiExplain *said, float width) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    Card card = {.edge = ui_px(ui, sizes->padding), .gap = ui_px(ui, sizes->gap)};
    card.width = width - 2 * card.edge;
    float inset = card.width - 2 * card.gap, now = ui_text_width(ui, TEXT_FAINT, "Now") + 1 + card.gap;
    card.title = height_of(ui, card.width, TEXT_TITLE, said->title);
    card.text = height_of(ui, card.width, TEXT_BODY, said->text);
    card.formula = said->formula[0] ? height_of(ui, inset, TEXT_DIGITS, said->formula) + 2 * card.gap : 0;
    card.value = height_of(ui, card.width - now, TEXT_DIGITS, said->value);
    card.hint = height_of(ui, card.width, TEXT_FAINT, HINT);
    card.height = 2 * card.edge + card.hint + ui_px(ui, sizes->line);
    const float parts[] = {card.title, card.text, card.formula, card.value};
    for (int i = 0; i < 4; i++)
        card.height += parts[i] > 0 ? parts[i] + card.gap : 0;
    card.height += card.gap;
    return card;
}

static bool is_tall(const Ui *ui, Rect at) {
    return at.h > ui->height / 3;
}

/// In a column at the window's side, where the next elements lie above and below: the card is not to cover them.
static bool is_at_side(const Ui *ui, Rect at) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    bool between = at.y >= ui_px(ui, sizes->top_bar) && at.y + at.h <= ui->height - ui_px(ui, sizes->status_bar);
    return between && (at.x + at.w < ui->width * 0.3F || at.x > ui->width * 0.7F);
}

/// On the side where the window's middle lies, else on the other; false where neither has room.
static bool place_beside(const Ui *ui, Rect at, Rect *card) {
    float gap = ui_px(ui, ui->theme->sizes.gap), right = at.x + at.w + gap, left = at.x - gap - card->w;
    bool right_fits = right + card->w <= ui->width - gap, left_fits = left >= gap;
    bool rightwards = right_fits && (at.x + at.w / 2 < ui->width / 2 || !left_fits);
    card->x = rightwards ? right : left;
    card->y = fmaxf(gap, fminf(at.y, ui->height - gap - card->h));
    return right_fits || left_fits;
}

/// Below or above; false where neither has room.
static bool place_below(const Ui *ui, Rect at, Rect *card) {
    float gap = ui_px(ui, ui->theme->sizes.gap), below = at.y + at.h + gap, above = at.y - gap - card->h;
    card->x = fmaxf(gap, fminf(at.x, ui->width - gap - card->w));
    bool fits = below >= gap && below + card->h <= ui->height - gap;
    card->y = fits ? below : above;
    return fits || (above >= gap && above + card->h <= ui->height - gap);
}

/// Beside the rectangle inside the window; where nothing has room, in the corner farthest from it.
static Rect place(const Ui *ui, Rect at, bool beside, float width, float height) {
    float gap = ui_px(ui, ui->theme->sizes.gap);
    Rect card = {0, 0, width, height};
    if ((beside && place_beside(ui, at, &card)) || place_below(ui, at, &card) || place_beside(ui, at, &card))
        return card;
    bool left = at.x + at.w / 2 >= ui->width / 2, top = at.y + at.h / 2 >= ui->height / 2;
    card.x = left ? gap : fmaxf(gap, ui->width - gap - width);
    card.y = top ? gap : fmaxf(gap, ui->height - gap - height);
    return card;
}

/// What the card is beside: the element, of a tall one where the pointer is, of a large picture the pointer itself.
static Rect anchor(const Ui *ui, const UiElement *element) {
    Rect at = element->visible;
    float reach = ui_px(ui, 2 * ui->theme->sizes.grid);
    bool wide = at.w > ui->width / 4;
    if (!is_tall(ui, at))
        return at;
    if (ui->explain.by_key)
        return wide ? (Rect){at.x + reach, at.y, 0, reach} : (Rect){at.x, at.y, at.w, reach};
    float top = ui->input->mouse_y - reach;
    return wide ? (Rect){ui->input->mouse_x - reach, top, 2 * reach, 2 * reach} : (Rect){at.x, top, at.w, 2 * reach};
}

static Rect card_rect(const Ui *ui, const UiElement *element, float width, float height) {
    float gap = ui_px(ui, ui->theme->sizes.gap), bottom = ui->height - ui_px(ui, ui->theme->sizes.status_bar);
    if (!element)
        return (Rect){(ui->width - width) / 2, fmaxf(gap, bottom - 2 * gap - height), width, height};
    Rect at = anchor(ui, element);
    bool strip = is_tall(ui, element->visible) && element->visible.w <= ui->width / 4;
    return place(ui, at, strip || is_at_side(ui, at), width, height);
}

static void part(Ui *ui, Rect *rest, float height, float gap, TextRole role, const char *text) {
    if (height > 0)
        ui_paragraph(ui, rect_cut_top(rest, height, gap), role, text);
}

static void draw_formula(Ui *ui, Rect *rest, const Card *card, const char *formula) {
    if (card->formula <= 0)
        return;
    Rect box = rect_cut_top(rest, card->formula, card->gap);
    draw_fill(ui_list(ui), box, ui_px(ui, ui->theme->sizes.radius), ui->theme->colors.background);
    draw_frame(ui_list(ui), box, ui_px(ui, ui->theme->sizes.radius), ui_px(ui, ui->theme->sizes.line),
               ui->theme->colors.line);
    ui_paragraph(ui, rect_inset(box, card->gap, card->gap), TEXT_DIGITS, formula);
}

static void draw_value(Ui *ui, Rect *rest, const Card *card, const char *value) {
    if (card->value <= 0)
        return;
    Rect row = rect_cut_top(rest, card->value, card->gap);
    Rect now = rect_cut_left(&row, ui_text_width(ui, TEXT_FAINT, "Now") + 1, card->gap);
    now.h = ui_text_height(ui, TEXT_DIGITS);
    ui_text(ui, now, TEXT_FAINT, UI_LEFT, "Now");
    ui_paragraph(ui, row, TEXT_DIGITS, value);
}

static void draw_card(Ui *ui, const UiExplain *said, const Card *card, Rect rect) {
    ui_popup_card(ui, rect);
    Rect rest = rect_inset(rect, card->edge, card->edge);
    Rect hint = rect_cut_bottom(&rest, card->hint, card->gap);
    float line = ui_px(ui, ui->theme->sizes.line);
    draw_fill(ui_list(ui), rect_cut_bottom(&rest, line, card->gap), 0, ui->theme->colors.popup_line);
    part(ui, &rest, card->title, card->gap, TEXT_TITLE, said->title);
    part(ui, &rest, card->text, card->gap, TEXT_BODY, said->text);
    draw_formula(ui, &rest, card, said->formula);
    draw_value(ui, &rest, card, said->value);
    ui_paragraph(ui, hint, TEXT_FAINT, HINT);
}

/// Around it from outside; a row of text gets some air at its sides, but not above and below, where others lie.
static void draw_outline(Ui *ui, Rect rect) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float ring = ui_px(ui, sizes->ring), air = rect.h <= ui_px(ui, sizes->row) ? ui_px(ui, sizes->gap) / 2 : 0;
    Rect outer = rect_intersection(rect_inset(rect, -ring - air, -ring), ui_window(ui));
    draw_frame(ui_list(ui), outer, ui_px(ui, sizes->radius), ring, ui->theme->colors.ring);
}

void ui_explain_draw(Ui *ui, const UiElement *element) {
    const UiExplainMode *mode = &ui->explain;
    UiExplain live = {mode->title, mode->text, mode->formula, mode->value};
    const UiExplain *said = element ? &live : &INTRODUCTION;
    float gap = ui_px(ui, ui->theme->sizes.gap), most = ui->width - 2 * gap;
    float width = fminf(ui_px(ui, ui->theme->sizes.explain_width), most);
    Card card = measure(ui, said, width);
    if (card.height > ui->height - 2 * gap) {
        width = most;
        card = measure(ui, said, width);
    }
    float height = fminf(card.height, ui->height - 2 * gap);
    ui->explain.cut = height < card.height;
    Rect rect = card_rect(ui, element, width, height);
    if (element)
        ui->explain.card = rect;
    ui_push_layer(ui, UI_TOOLTIPS, (Rect){0}, false); // covers nothing: what lies under it can be pointed at
    if (element)
        draw_outline(ui, element->visible);
    draw_card(ui, said, &card, rect);
    ui_pop_layer(ui, UI_BASE);
}
