// The latent map: beside the points that are decoded or pointed at a card with pictures. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_PICTURE = 56, MOST_PICTURE = 140, RING = 14, CARD_LINES = 3 }; // pixels at scale 1

static bool decode_is_there(const Panel *panel) {
    const MapLook *look = &panel->look->map;
    const LatentDecodeView *view = &panel->views->latent_decode;
    return look->decodes && panel_is_current(panel, &view->tag) && view->asked >= look->asked_first &&
           view->asked <= look->asked && view->output.bytes;
}

/// What a card shows: two pictures side by side and lines under them.
typedef struct Card {
    ImageGrid *grid;
    const uint8_t *left, *right; // bytes (C, H, W)
    int channels, height, width;
    uint64_t stamp;
    char name[2][32]; // over the pictures
    char line[CARD_LINES][64];
    int lines;
    float picture, gap; // pixels: the longer side of each, and between them
    Rect rect;
} Card;

static float text_width(const Panel *panel, const Card *card) {
    float widest = 0;
    for (int i = 0; i < card->lines; i++)
        widest = fmaxf(widest, ui_text_width(panel->ui, TEXT_FAINT, card->line[i]) + 1);
    return widest;
}

// Both pictures as large as a share of the map allows, their names over them; the card around them.
static void measure(const Panel *panel, Card *card, Rect area) {
    Ui *ui = panel->ui;
    float inset = ui_px(ui, panel->viz.theme->sizes.gap), line = ceilf(ui_text_height(ui, TEXT_FAINT)) + ui_px(ui, 2);
    float most = fminf(panel_px(panel, MOST_PICTURE), fminf(area.w * 0.24F, area.h * 0.45F));
    float longer = fmaxf(1, (float)(card->width > card->height ? card->width : card->height));
    card->picture = map_whole_side(panel, fmaxf(most, panel_px(panel, LEAST_PICTURE)));
    float zoom = fmaxf(1, floorf(card->picture / longer)), shown = card->picture * (float)card->width / longer;
    float apart = fmaxf(inset, ui_text_width(ui, TEXT_FAINT, card->name[0]) + inset - shown);
    card->gap = zoom * ceilf(apart / zoom);
    float names = shown + card->gap + fmaxf(shown, ui_text_width(ui, TEXT_FAINT, card->name[1]) + 1);
    card->rect.w = ceilf(fmaxf(names, text_width(panel, card)) + 2 * inset);
    card->rect.h = line + card->picture * fminf((float)card->height / longer, 1) + inset / 2 +
                   (float)card->lines * line + 2 * inset;
}

enum { SIDES = 8 };

static int points_under(const Panel *panel, Rect rect) {
    const MapMotion *motion = &panel->look->map.motion;
    int count = 0;
    for (int i = 0; i < motion->images; i++)
        count += rect_contains(rect, motion->at[i].x, motion->at[i].y);
    return count;
}

// Beside the point without covering it, inside the area, not over what lies there already, and over few points. It
// stays on its side of the point until another is much better, so that it does not hop about.
static bool place(const Panel *panel, Card *card, Rect area, Point at, Rect taken, int *side) {
    float away = panel_px(panel, RING), w = card->rect.w, h = card->rect.h;
    float right = area.x + area.w - w, bottom = area.y + area.h - h;
    float top = fminf(fmaxf(at.y - h / 2, area.y), bottom), left = fminf(fmaxf(at.x - w / 2, area.x), right);
    Rect tried[SIDES] = {{at.x + away, top, w, h},  {at.x - away - w, top, w, h}, {left, at.y - away - h, w, h},
                         {left, at.y + away, w, h}, {area.x, area.y, w, h},       {right, area.y, w, h},
                         {right, bottom, w, h},     {area.x, bottom, w, h}};
    int best = -1, fewest = 0, kept = 0;
    bool keeps = false;
    for (int i = 0; i < SIDES; i++) {
        Rect both = rect_intersection(tried[i], taken), around = rect_inset(tried[i], -4, -4);
        if (!rect_inside(tried[i], area) || rect_contains(around, at.x, at.y) || (both.w > 0 && both.h > 0))
            continue;
        int covered = points_under(panel, tried[i]);
        if (best < 0 || covered < fewest) {
            best = i;
            fewest = covered;
        }
        keeps |= i == *side;
        kept = i == *side ? covered : kept;
    }
    if (best < 0)
        return false;
    *side = keeps && kept <= 2 * fewest + panel->look->map.motion.images / 50 ? *side : best;
    card->rect = (Rect){roundf(tried[*side].x), roundf(tried[*side].y), w, h};
    return true;
}

static void draw_pictures(Panel *panel, Card *card, Rect pictures) {
    ImageGridDesc desc = {.count = 2,
                          .width = card->width,
                          .height = card->height,
                          .columns = 2,
                          .gap = card->gap,
                          .ground = panel->viz.theme->colors.popup};
    if (image_grid_layout(card->grid, &desc, pictures, card->stamp)) {
        image_grid_bytes(card->grid, 0, card->left, card->channels);
        if (card->right)
            image_grid_bytes(card->grid, 1, card->right, card->channels);
    }
    image_grid_draw(card->grid, &panel->viz);
}

static void draw_card(Panel *panel, Card *card) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float inset = ui_px(ui, theme->sizes.gap), line = ceilf(ui_text_height(ui, TEXT_FAINT)) + ui_px(ui, 2);
    draw_fill(ui_list(ui), card->rect, ui_px(ui, theme->sizes.radius), theme->colors.popup);
    draw_frame(ui_list(ui), card->rect, ui_px(ui, theme->sizes.radius), ui_px(ui, theme->sizes.line),
               theme->colors.popup_line);
    Rect inner = rect_inset(card->rect, inset, inset), names = rect_cut_top(&inner, line, 0);
    Rect lines = rect_cut_bottom(&inner, (float)card->lines * line, 0);
    Rect pictures = {inner.x, inner.y, 2 * card->picture + card->gap, card->picture};
    draw_pictures(panel, card, pictures);
    for (int i = 0; i < 2; i++) {
        float x = image_grid_place(card->grid, i).x;
        ui_text(ui, (Rect){x, names.y, names.x + names.w - x, line}, TEXT_FAINT, UI_LEFT, card->name[i]);
    }
    for (int i = 0; i < card->lines; i++)
        ui_text(ui, rect_cut_top(&lines, line, 0), TEXT_FAINT, UI_LEFT, card->line[i]);
}

static const char *class_name(const Panel *panel, int label) {
    return label >= 0 && label < panel->status->data.classes ? panel->status->data.class_name[label] : "no class";
}

static void draw_decoded(Panel *panel, Rect area) {
    MapLook *look = &panel->look->map;
    const LatentDecodeView *view = &panel->views->latent_decode;
    char x[24], y[24];
    if (!decode_is_there(panel))
        return;
    Card card = {.grid = &look->decoded,
                 .left = view->output.bytes,
                 .right = view->nearest.bytes,
                 .channels = view->channels,
                 .height = view->height,
                 .width = view->width,
                 .stamp = map_stamp(view->tag.generation, view->version),
                 .name = {"decoded here", "nearest image"}};
    axis_signed((double)view->at.x, 3, x, sizeof x);
    axis_signed((double)view->at.y, 3, y, sizeof y);
    snprintf(card.line[card.lines++], sizeof card.line[0], "(%s, %s)%s", x, y, view->clipped ? " · clipped" : "");
    if (view->blend > 0)
        snprintf(card.line[card.lines++], sizeof card.line[0], "blend of %d codes", view->blend);
    if (view->label >= 0)
        snprintf(card.line[card.lines++], sizeof card.line[0], "nearest: %s", class_name(panel, view->label));
    measure(panel, &card, area);
    if (!place(panel, &card, area, map_camera_place(&look->camera, look->at), (Rect){0}, &look->side[0]))
        return;
    draw_card(panel, &card);
    look->covered[MAP_DECODED_COVERS] = card.rect;
    panel_element(panel, "decoded", card.rect, &EXPLAIN_MAP[MAP_DECODED], card.line[0]);
}

static void draw_hovered(Panel *panel, Rect area) {
    MapLook *look = &panel->look->map;
    const LatentHoverView *view = &panel->views->latent_hover;
    char error[24];
    if (!map_hovers(panel) || !view->input.bytes || !view->output.bytes)
        return;
    Card card = {.grid = &look->shown,
                 .left = view->input.bytes,
                 .right = view->output.bytes,
                 .channels = view->channels,
                 .height = view->height,
                 .width = view->width,
                 .stamp = map_stamp(view->tag.generation, view->version),
                 .name = {"image", "reconstruction"}};
    snprintf(card.line[card.lines++], sizeof card.line[0], "%s, test image %d",
             view->label >= 0 ? class_name(panel, view->label) : "Unlabelled", view->index);
    axis_number((double)view->score.squared_error, 3, error, sizeof error);
    snprintf(card.line[card.lines++], sizeof card.line[0], "squared error %s", error);
    measure(panel, &card, area);
    if (place(panel, &card, area, look->motion.at[look->hovered], look->covered[MAP_DECODED_COVERS], &look->side[1])) {
        draw_card(panel, &card);
        look->covered[MAP_HOVERED_COVERS] = card.rect;
    }
}

void map_cards_draw(Panel *panel, Rect rect) {
    MapLook *look = &panel->look->map;
    look->covered[MAP_DECODED_COVERS] = look->covered[MAP_HOVERED_COVERS] = (Rect){0};
    if (look->drag != MAP_NO_DRAG && look->drag != MAP_DECODES)
        return;
    draw_decoded(panel, rect);
    draw_hovered(panel, rect);
}
