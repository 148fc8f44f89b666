// Playground: an image that one can draw on, its code whose bars can be dragged, and what the network makes of both;
// below them rows of pictures decoded from other codes. This file divides the room and asks for the data.
#include "playground_parts.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Pixels at scale 1: the room from which on all is shown at once; of the code; of controls beside the image.
enum { LEAST_WIDTH = 660, LEAST_HEIGHT = 470, LEAST_CODE = 210, LEAST_TOOLS = 150, LEAST_PICTURE = 84 };

#define ENOUGH 0.8F // of the largest picture, to have the nearest images below it

/// Image and answer are as wide as their pictures, the code takes the rest.
typedef struct Columns {
    float picture; // width and height of its room
    bool nearest;  // there is room for those images below the answer
    float strips;  // height
} Columns;

// Another network has other units, other data other images.
static void check_run(Panel *panel) {
    PlayLook *play = &panel->look->play;
    const LiveStatus *status = panel->status;
    if (play->run != status->run) {
        play->run = status->run;
        play->edit[0] = play->edit[1] = (PlayEdit){.touched = -1};
        play->bars.first = play->bars.ordered = 0;
        play->bars.held = -1;
        play->bars.chosen = play->bars.strongest = false;
    }
    if (status->run > 0 && strcmp(play->data, status->data.id) != 0) {
        snprintf(play->data, sizeof play->data, "%s", status->data.id);
        play->operand[0] = PLAY_PINNED;
        play->operand[1] = 1;
        play->operand[2] = 2;
    }
}

static void take_keys(Panel *panel) {
    Ui *ui = panel->ui;
    PlayLook *play = &panel->look->play;
    playground_page(panel,
                    play->bars.shown * (ui_shortcut(ui, UI_KEY_PAGE_DOWN, 0) - ui_shortcut(ui, UI_KEY_PAGE_UP, 0)));
    if (ui_shortcut(ui, 'z', UI_CTRL))
        playground_undo(panel);
    if (ui_shortcut(ui, UI_KEY_DELETE, 0))
        playground_clear(panel);
    if (ui_shortcut(ui, 'n', 0))
        play->sample_seed++;
    panel_pin_keys(panel);
}

static void measure(Panel *panel, Rect rect, Columns *columns) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(panel->ui, sizes->gap), head = ui_px(panel->ui, sizes->row) + gap / 2;
    columns->strips = playground_strips_height(panel, rect);
    float top = rect.h - columns->strips - 2 * gap;
    float wide = (rect.w - panel_px(panel, LEAST_CODE) - 4 * gap) / 2;
    columns->picture = playground_tile(panel, fminf(wide, top - head - playground_answer_below(panel, false)));
    float most = top - head - playground_answer_below(panel, true), smaller = playground_tile(panel, most);
    columns->nearest = smaller >= ENOUGH * columns->picture;
    columns->picture = columns->nearest ? fminf(smaller, columns->picture) : columns->picture;
    float spare = columns->nearest ? most - columns->picture : 0;
    columns->strips = playground_strips_more(panel, rect.w, columns->strips, spare);
}

// Returns the room below it, beside the answer's score and what follows that.
static Rect draw_image_column(Panel *panel, Rect rect, float picture) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(panel->ui, sizes->row), gap = ui_px(panel->ui, sizes->gap);
    playground_name_draw(panel, rect_cut_top(&rect, row, gap / 2));
    playground_canvas_draw(panel, rect_cut_top(&rect, picture, gap / 4));
    rect_cut_top(&rect, row, gap);
    return rect;
}

// The controls, then image, code and answer side by side, the rows of pictures below.
static void draw_wide(Panel *panel, Rect rect) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap), between = 2 * gap;
    Columns columns;
    playground_tools_draw(panel, rect_cut_top(&rect, playground_tools_height(panel, rect.w), gap));
    measure(panel, rect, &columns);
    Rect strips = rect_cut_bottom(&rect, columns.strips, between);
    Rect answer = rect_cut_right(&rect, columns.picture, between);
    Rect below = draw_image_column(panel, rect_cut_left(&rect, columns.picture, between), columns.picture);
    playground_code_draw(panel, rect);
    playground_answer_draw(panel, answer, columns.nearest);
    if (columns.nearest && playground_current(panel)) // what is nearest in code lies below the answer
        playground_near_draw(panel, PLAY_NEAR_PIXELS, below);
    playground_strips_draw(panel, strips, !columns.nearest);
}

static void choose_section(Panel *panel, Rect *rest) {
    static const char *const names[PLAY_SECTIONS] = {"Image", "Code", "Pictures"};
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect row = rect_cut_top(rest, ui_px(panel->ui, sizes->control), ui_px(panel->ui, sizes->gap));
    float width = fminf(ui_choice_width(panel->ui, names, PLAY_SECTIONS), row.w);
    int chosen = panel->look->play.section;
    ui_choice(panel->ui, "section", rect_cut_left(&row, width, 0), names, PLAY_SECTIONS, &chosen);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_SECTIONS], names[panel->look->play.section]);
    panel->look->play.section = chosen;
}

// The image and the answer, with the controls below or between them, whichever leaves larger pictures.
static void draw_image_section(Panel *panel, Rect rect) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Ui *ui = panel->ui;
    float gap = ui_px(ui, sizes->gap), head = ui_px(ui, sizes->row) + gap / 2,
          foot = playground_answer_below(panel, false);
    float half = (rect.w - 2 * gap) / 2, third = (rect.w - 4 * gap - panel_px(panel, LEAST_TOOLS)) / 2;
    float tools = playground_tools_height(panel, rect.w);
    float below = playground_tile(panel, fminf(half, rect.h - head - gap - fmaxf(tools + gap + foot, 0)));
    float beside = playground_tile(panel, fminf(third, rect.h - head - foot));
    bool lies = below >= beside && below >= panel_px(panel, LEAST_PICTURE);
    float picture = lies ? below : beside;
    if (lies)
        playground_tools_draw(panel, rect_cut_bottom(&rect, tools, gap));
    Rect image = rect_cut_left(&rect, lies ? half : picture, 2 * gap);
    if (!lies) {
        Rect right = rect_cut_right(&rect, picture, 2 * gap);
        playground_tools_draw(panel, rect);
        rect = right;
    }
    draw_image_column(panel, image, picture);
    rect.h = fminf(rect.h, head + picture + foot); // the answer is as large as the image
    playground_answer_draw(panel, rect, false);
}

static void draw_code_section(Panel *panel, Rect rect) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    float side = fminf(rect.w - 2 * gap - panel_px(panel, LEAST_CODE), rect.w * 0.45F);
    float head = ui_px(panel->ui, panel->viz.theme->sizes.row) + gap / 2;
    side = playground_tile(panel, fminf(side, rect.h - head - playground_answer_below(panel, false)));
    if (side >= panel_px(panel, LEAST_PICTURE))
        playground_answer_draw(panel, rect_cut_right(&rect, side, 2 * gap), false);
    playground_code_draw(panel, rect);
}

static void draw_folded(Panel *panel, Rect rect) {
    choose_section(panel, &rect);
    if (panel->look->play.section == SECTION_DRAW)
        draw_image_section(panel, rect);
    else if (panel->look->play.section == SECTION_CODE)
        draw_code_section(panel, rect);
    else
        playground_strips_draw(panel, rect, true);
}

static void draw(Panel *panel, Rect rect) {
    PlayLook *play = &panel->look->play;
    check_run(panel);
    memset(play->wanted, 0, sizeof play->wanted);
    if (panel->status->run == 0) {
        viz_note(&panel->viz, rect, "The first pictures come with the data.");
        return;
    }
    ui_push_id(panel->ui, "playground");
    take_keys(panel);
    if (rect.w >= panel_px(panel, LEAST_WIDTH) && rect.h >= panel_px(panel, LEAST_HEIGHT))
        draw_wide(panel, rect);
    else
        draw_folded(panel, rect);
    playground_wish(panel);
    ui_pop_id(panel->ui);
}

static void ask(const Look *look, ViewRequest *request) {
    memcpy(&request->play, &look->play.request, sizeof request->play);
}

static bool images_settled(const Panel *panel, const PlayImagesView *view, bool wanted, uint64_t step) {
    const ViewTag *tag = &view->tag;
    return !wanted || (view->images > 0 && view_is_of(panel, tag, step));
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const Views *views = panel->views;
    const PlayView *view = &views->play;
    const PlayRequest *wish = &request->play;
    const PlayNearestView *near = &views->play_nearest;
    bool pinned = view_has_pinned(panel, &request->pinned, view->own, view->image);
    bool searched = wish->nearest == 0 || (view_is_of(panel, &near->tag, step) && near->searched >= near->total &&
                                           near->pixels_searched >= near->pixels_total && near->total > 0);
    bool answered = view->asked == wish->asked && view->rows_asked == wish->asked;
    bool known = view->known && view_is_of(panel, &view->scored_tag, step);
    return view_is_of(panel, &view->tag, step) && pinned && answered && known && searched &&
           images_settled(panel, &views->play_traversal, wish->traversal > 0, step) &&
           images_settled(panel, &views->play_strip, wish->strip > 0, step) &&
           images_settled(panel, &views->play_algebra, wish->algebra, step) &&
           images_settled(panel, &views->play_samples, wish->samples > 0, step);
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->play.tag, step);
}

const View view_playground = {
    .name = "playground", .label = "Playground", .draw = draw, .ask = ask, .settled = settled, .ready = ready};
