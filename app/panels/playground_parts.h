// What the files of the view Playground share.
#ifndef HOURGLASS_PLAYGROUND_PARTS_H
#define HOURGLASS_PLAYGROUND_PARTS_H

#include "panels.h"

typedef enum PlaygroundElement {
    PLAYGROUND_SECTIONS,
    PLAYGROUND_IMAGE,
    PLAYGROUND_OTHERS,
    PLAYGROUND_TOOL,
    PLAYGROUND_INK,
    PLAYGROUND_UNDO,
    PLAYGROUND_CLEAR,
    PLAYGROUND_CENTRE,
    PLAYGROUND_FROM_FILE,
    PLAYGROUND_CORRUPTION,
    PLAYGROUND_STRENGTH,
    PLAYGROUND_AGAIN,
    PLAYGROUND_MODE,
    PLAYGROUND_ORDER,
    PLAYGROUND_RESET,
    PLAYGROUND_PAGES,
    PLAYGROUND_NUMBERS,
    PLAYGROUND_BARS,
    PLAYGROUND_AXES,
    PLAYGROUND_SCALE,
    PLAYGROUND_ANSWER,
    PLAYGROUND_SCORE,
    PLAYGROUND_STRIP,
    PLAYGROUND_NEAR_CODE,
    PLAYGROUND_NEAR_PIXELS,
    PLAYGROUND_SEARCH,
    PLAYGROUND_TRAVERSAL,
    PLAYGROUND_A_TO_B,
    PLAYGROUND_ALGEBRA,
    PLAYGROUND_OPERAND,
    PLAYGROUND_SAMPLES,
    PLAYGROUND_SOURCE,
    PLAYGROUND_TEMPERATURE,
    PLAYGROUND_DRAW_AGAIN,
    PLAYGROUND_ELEMENTS
} PlaygroundElement;
extern const UiExplain EXPLAIN_PLAYGROUND[PLAYGROUND_ELEMENTS];

enum { PLAYGROUND_NUMBER = 32 };

/// Whether what the observer has made of the image is of the run on screen.
bool playground_current(const Panel *panel);
/// "3.41", "−0.20", of what is no number "–".
void playground_number(double value, char text[PLAYGROUND_NUMBER]);
/// The first of the texts that is not cut off; nothing where none fits.
void playground_text(Panel *panel, Rect rect, TextRole role, UiAlign align, const char *const *texts, int count);

/// One of several controls that lie in rows like words; `grows`: takes the width left over in its row.
typedef struct PlayItem {
    float width, height;
    bool grows;
    Rect rect;
} PlayItem;

/// Places them from the top left corner of the room on; returns the height they take. None is wider than the room.
float playground_flow(const Panel *panel, Rect rect, PlayItem *items, int count);
/// The side of a picture in so much room: as large as a whole zoom makes it.
float playground_tile(const Panel *panel, float room);
PlayItem playground_button_item(const Panel *panel, const UiButton *button);
PlayItem playground_choice_item(const Panel *panel, const char *const *labels, int count);

/// The image: where it is drawn, and what lies below or beside it.
void playground_canvas_draw(Panel *panel, Rect area);
void playground_name_draw(Panel *panel, Rect row); // which image it is, and others
float playground_tools_height(Panel *panel, float width);
void playground_tools_draw(Panel *panel, Rect rect); // scrolls where they have no room
/// The image without corruption, bytes (C, H, W) of the model's shape; NULL while it is not known.
const uint8_t *playground_pixels(const Panel *panel);
/// Goes on with the stroke of the mouse on the canvas.
void playground_pen(Panel *panel, const UiArea *area, const ImageGrid *grid);
/// To be called before the image is changed; undone by playground_undo.
void playground_keep(Panel *panel);
void playground_undo(Panel *panel);
void playground_clear(Panel *panel);
void playground_centre(Panel *panel);
/// Makes a picture on screen, bytes (C, H, W) of the model's shape, the image that is looked at.
void playground_take(Panel *panel, const uint8_t *pixels);

/// The code as bars, with its controls.
void playground_code_draw(Panel *panel, Rect rect);
/// Where the bars lie: in columns, each with the numbers at its left.
typedef struct PlayRows {
    Rect area, scale; // the row of the scale's labels
    int columns, rows, shown;
    float row, number, gap, column;
    float low, high;
} PlayRows;

void playground_bars_draw(Panel *panel, Rect rect);
void playground_bars_use(Panel *panel, const PlayRows *bars);
/// Of the bar at place i on screen: its row with the number, its track, the x of a value on that, and which it is.
Rect playground_bars_row(const PlayRows *bars, int i);
Rect playground_bars_track(const PlayRows *bars, int i);
float playground_bars_place(const PlayRows *bars, Rect track, float value);
int playground_bars_bar(const Panel *panel, int i);
int playground_bars_count(const Panel *panel); // units or axes; 0 while they are not known
void playground_bars_sort(Panel *panel, bool over);
int playground_bar_at(const Panel *panel, int place); // in the order; -1: none
/// The bar that the traversal follows: the one touched last, else the first; -1: none.
int playground_touched(const Panel *panel);
float playground_bar_own(const Panel *panel, int bar);   // as the encoder has it
float playground_bar_value(const Panel *panel, int bar); // with what was changed
/// Sets a bar to a value of its scale, held within what the activation can give.
void playground_bar_set(Panel *panel, int bar, float value);
/// The range that all bars are drawn in.
void playground_bars_scale(const Panel *panel, float *low, float *high);
void playground_page(Panel *panel, int bars); // further down the order

void playground_answer_draw(Panel *panel, Rect rect, bool nearest);
/// Pixels below the picture that the score takes, and with the nearest images at least.
float playground_answer_below(const Panel *panel, bool nearest);

/// The rows of pictures: one to choose, or all. `nearest`: that is among them.
void playground_strips_draw(Panel *panel, Rect rect, bool nearest);
/// The height of one of them in a view of this size; and of as many as there is room for where `spare` pixels are left
/// over: one, or all.
float playground_strips_height(const Panel *panel, Rect view);
float playground_strips_more(const Panel *panel, float width, float height, float spare);
/// The nearest training images in one of two senses, or in both.
enum { PLAY_NEAR_CODE, PLAY_NEAR_PIXELS, PLAY_NEAR };
void playground_near_draw(Panel *panel, int which, Rect rect);
void playground_nearest_draw(Panel *panel, Rect rect);
/// Items of a strip's controls, of which there are at most PLAYGROUND_CONTROLS; then the controls where they lie.
enum { PLAYGROUND_CONTROLS = 4 };
int playground_controls(Panel *panel, PlayStrip strip, PlayItem items[PLAYGROUND_CONTROLS]);
void playground_controls_draw(Panel *panel, PlayStrip strip, const PlayItem *items);
/// The pictures of a strip.
void playground_images_draw(Panel *panel, PlayStrip strip, Rect rect);
const PlayImagesView *playground_images(const Panel *panel, PlayStrip strip);
/// What is asked of the observer, as of this frame.
void playground_wish(Panel *panel);

#endif
