// The playground: what drawing, dragging and choosing ask of the observer, exactly; what it shows where there is little
// to show.
#include "play_stage.h"
#include "test.h"

#include "playground_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void dragging_a_bar_asks_for_exactly_that(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 2400, 1300);
    const PlayView *view = &stage->sample.views.play;
    const PlayBars *bars = &stage->look.play.bars;
    assert_int_equal(play_stage_wish(stage)->changes, 0);
    uint64_t asked = play_stage_wish(stage)->asked;
    view->code.floats[7] = view->applied.floats[7] = -4;
    panel_stage_frame(stage, NULL);
    Rect bar = play_stage_bar_of(stage, "7");
    float value = view->code.floats[7], pixels = bar.w / fabsf(value); // a unit of value
    float zero = value < 0 ? bar.x + bar.w : bar.x;
    play_stage_move(stage, bar.x, bar.y, 0);
    play_stage_move(stage, bar.x, bar.y, UI_MOUSE_LEFT);
    play_stage_move(stage, zero - 1.5F * pixels, bar.y + 40, UI_MOUSE_LEFT); // other rows have no part in it
    assert_int_equal(play_stage_wish(stage)->changes, 1);
    assert_int_equal(play_stage_wish(stage)->change[0].unit, 7);
    assert_true(fabsf(play_stage_wish(stage)->change[0].value + 1.5F) < 0.05F);
    assert_true(play_stage_wish(stage)->asked > asked && !play_stage_wish(stage)->axes);
    assert_true(play_stage_wish(stage)->change[0].value >= bars->low);
    play_stage_move(stage, zero + 1, bar.y + 40, UI_MOUSE_LEFT); // close to zero it is zero
    assert_true(play_stage_wish(stage)->change[0].value == 0);
    play_stage_move(stage, 5000, bar.y, UI_MOUSE_LEFT); // no further than the scale
    assert_true(play_stage_wish(stage)->change[0].value == bars->high);
    play_stage_move(stage, 5000, bar.y, 0);
    assert_int_equal(stage->look.play.bars.held, -1);
    assert_int_equal(play_stage_wish(stage)->traversed, 7);
    bar = play_stage_bar_of(stage, "7");
    play_stage_move(stage, bar.x + 3, bar.y, 0);
    stage->input.double_click = true;
    play_stage_move(stage, bar.x + 3, bar.y, UI_MOUSE_LEFT);
    play_stage_move(stage, bar.x + 3, bar.y, 0);
    assert_int_equal(play_stage_wish(stage)->changes, 0);
    panel_stage_destroy(stage);
}

static void a_unit_stays_within_its_activation(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    PlayView *view = &stage->sample.views.play;
    stage->look.play.bars.chosen = true;
    stage->look.play.bars.strongest = false;
    view->most = 4;
    for (int u = 0; u < view->units; u++)
        view->code.floats[u] = view->applied.floats[u] = 0; // a dead code can be woken
    panel_stage_frame(stage, NULL);
    assert_true(stage->look.play.bars.low == 0 && stage->look.play.bars.high == 4);
    Rect number = play_stage_number_of(stage, "3");
    play_stage_move(stage, number.x + 50, number.y + 5, 0);
    play_stage_move(stage, number.x + 50, number.y + 5, UI_MOUSE_LEFT);
    play_stage_move(stage, 5000, number.y + 5, UI_MOUSE_LEFT);
    assert_true(play_stage_wish(stage)->changes == 1 && play_stage_wish(stage)->change[0].value == 4);
    play_stage_move(stage, 0, number.y, UI_MOUSE_LEFT);
    assert_true(play_stage_wish(stage)->changes == 1 && play_stage_wish(stage)->change[0].value == 0);
    play_stage_move(stage, 0, 0, 0);
    panel_stage_destroy(stage);
}

static void axes_are_changed_from_the_images_own_place(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 2400, 1300);
    PlayView *view = &stage->sample.views.play;
    play_stage_click_on(stage, "PCA axes");
    assert_true(play_stage_wish(stage)->axes && play_stage_shows(stage, "−3 σ") && play_stage_shows(stage, "3 σ"));
    view->axis.floats[2] = 1;
    panel_stage_frame(stage, NULL);
    Rect bar = play_stage_bar_of(stage, "2");
    play_stage_move(stage, bar.x, bar.y, 0);
    play_stage_move(stage, bar.x, bar.y, UI_MOUSE_LEFT);
    play_stage_move(stage, bar.x + 2 * bar.w, bar.y, UI_MOUSE_LEFT); // from 1 σ to 2 σ
    play_stage_move(stage, bar.x + 2 * bar.w, bar.y, 0);
    assert_int_equal(play_stage_wish(stage)->changes, 1);
    assert_int_equal(play_stage_wish(stage)->change[0].unit, 2);
    assert_true(fabsf(play_stage_wish(stage)->change[0].value - 1) < 0.06F);
    play_stage_click_on(stage, "units"); // which have changes of their own
    assert_true(!play_stage_wish(stage)->axes && play_stage_wish(stage)->changes == 0);
    play_stage_click_on(stage, "PCA axes");
    assert_int_equal(play_stage_wish(stage)->changes, 1);
    play_stage_click_on(stage, "Put back");
    assert_int_equal(play_stage_wish(stage)->changes, 0);
    view->known = false;
    panel_stage_frame(stage, NULL);
    assert_true(play_stage_shows(stage, "being computed"));
    panel_stage_destroy(stage);
}

static void bars_obey_the_keyboard(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    const PlayEdit *edit = &stage->look.play.edit[0];
    Rect bar = play_stage_bar_of(stage, "3");
    play_stage_click(stage, bar.x + 2, bar.y);
    stage->input.mouse_x = -1;
    assert_int_equal(edit->touched, 3);
    play_stage_key(stage, UI_KEY_BACKSPACE, 0);
    assert_int_equal(play_stage_wish(stage)->changes, 0);
    play_stage_key(stage, UI_KEY_DOWN, 0);
    assert_int_equal(edit->touched, 4);
    float before = stage->sample.views.play.code.floats[4];
    float step = 0.05F * (stage->look.play.bars.high - stage->look.play.bars.low);
    play_stage_key(stage, UI_KEY_RIGHT, 0);
    assert_true(play_stage_wish(stage)->changes == 1 && play_stage_wish(stage)->change[0].unit == 4);
    assert_true(fabsf(play_stage_wish(stage)->change[0].value - before - step) < 1e-4F);
    assert_int_equal(stage->look.pinned.image, 0); // the arrow is the bar's
    play_stage_key(stage, UI_KEY_ENTER, 0);
    assert_true(stage->look.card.wanted && stage->look.card.unit == 4 && stage->look.card.layer == LAYER_CODE);
    panel_stage_destroy(stage);
}

static void a_units_number_opens_its_card(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_CONVOLUTIONAL, 1440, 900);
    Rect number = play_stage_number_of(stage, "12");
    play_stage_click(stage, number.x + 2, number.y + 4);
    assert_true(stage->look.card.wanted && stage->look.card.layer == LAYER_CODE);
    assert_int_equal(play_stage_wish(stage)->changes, 0);
    panel_stage_destroy(stage);
}

static void many_units_have_pages_the_strongest_first(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    const PlayBars *bars = &stage->look.play.bars;
    const float *code = stage->sample.views.play.code.floats;
    assert_true(bars->strongest && bars->ordered == SAMPLE_UNITS);
    for (int i = 0; i + 1 < SAMPLE_UNITS; i++)
        assert_true(fabsf(code[bars->order[i]]) >= fabsf(code[bars->order[i + 1]]));
    char first[64];
    snprintf(first, sizeof first, "1–%d of 256", bars->shown);
    assert_true(play_stage_shows(stage, first));
    int shown = bars->shown;
    play_stage_key(stage, UI_KEY_PAGE_DOWN, 0);
    assert_int_equal(bars->first, shown);
    for (int i = 0; i < 40; i++)
        play_stage_key(stage, UI_KEY_PAGE_DOWN, 0);
    assert_int_equal(bars->first, SAMPLE_UNITS - bars->shown);
    panel_stage_destroy(stage);
}

// A pen of 1.25 / 28 of the image: the pixels under it are white, those far away as they were.
static void a_stroke_becomes_the_users_own_image(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    const ImageGrid *canvas = &stage->look.play.canvas;
    const PinnedRequest *pinned = &stage->look.pinned;
    float zoom = (float)canvas->zoom;
    Rect at = canvas->rect;
    play_stage_key(stage, UI_KEY_DELETE, 0); // an empty image
    assert_true(pinned->own == 1 && pinned->channels == 1 && pinned->height == 28 && pinned->width == 28);
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        assert_int_equal(pinned->pixels[p], 0);
    float y = at.y + 14.5F * zoom;
    play_stage_move(stage, at.x + 4.5F * zoom, y, 0);
    play_stage_move(stage, at.x + 4.5F * zoom, y, UI_MOUSE_LEFT);
    play_stage_move(stage, at.x + 14.5F * zoom, y, UI_MOUSE_LEFT); // so fast that nothing between is seen
    play_stage_move(stage, at.x + 24.5F * zoom, y, UI_MOUSE_LEFT);
    play_stage_move(stage, at.x + 24.5F * zoom, y, 0);
    for (int x = 0; x < 28; x++) {
        assert_int_equal(pinned->pixels[14 * 28 + x], x >= 4 && x <= 24 ? 255
                                                      : x < 3 || x > 25 ? 0
                                                                        : pinned->pixels[14 * 28 + x]);
        assert_int_equal(pinned->pixels[10 * 28 + x], 0);
        assert_int_equal(pinned->pixels[18 * 28 + x], 0);
    }
    assert_true(pinned->pixels[13 * 28 + 12] > 100 && pinned->pixels[13 * 28 + 12] == pinned->pixels[15 * 28 + 12]);
    uint64_t own = pinned->own;
    play_stage_click_on(stage, "eraser");
    play_stage_move(stage, at.x + 14.5F * zoom, y, UI_MOUSE_LEFT);
    play_stage_move(stage, at.x + 14.5F * zoom, y, 0);
    assert_int_equal(pinned->pixels[14 * 28 + 14], 0);
    assert_int_equal(pinned->pixels[14 * 28 + 5], 255);
    assert_true(pinned->own > own);
    play_stage_key(stage, 'z', UI_CTRL);
    assert_int_equal(pinned->pixels[14 * 28 + 14], 255);
    play_stage_key(stage, 'z', UI_CTRL);
    assert_int_equal(pinned->pixels[14 * 28 + 14], 0);
    play_stage_key(stage, 'z', UI_CTRL);
    assert_true(pinned->own == 0 && pinned->image == 0); // the test image again
    panel_stage_destroy(stage);
}

// A corner taken fast is round: the ink leaves out the corner itself and goes on to where the mouse rests.
static void a_fast_corner_is_round(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    const ImageGrid *canvas = &stage->look.play.canvas;
    const PinnedRequest *pinned = &stage->look.pinned;
    float zoom = (float)canvas->zoom, x = canvas->rect.x, y = canvas->rect.y;
    play_stage_key(stage, UI_KEY_DELETE, 0);
    play_stage_move(stage, x + 4.5F * zoom, y + 4.5F * zoom, 0);
    play_stage_move(stage, x + 4.5F * zoom, y + 4.5F * zoom, UI_MOUSE_LEFT);
    play_stage_move(stage, x + 24.5F * zoom, y + 4.5F * zoom, UI_MOUSE_LEFT);
    play_stage_move(stage, x + 24.5F * zoom, y + 24.5F * zoom, UI_MOUSE_LEFT);
    assert_int_equal(pinned->pixels[24 * 28 + 24], 0); // the ink is half a move behind
    play_stage_move(stage, x + 24.5F * zoom, y + 24.5F * zoom, UI_MOUSE_LEFT);
    assert_int_equal(pinned->pixels[24 * 28 + 24], 255);
    assert_int_equal(pinned->pixels[4 * 28 + 24], 0);
    assert_int_equal(pinned->pixels[7 * 28 + 22], 255); // ¼·(14.5, 4.5) + ½·(24.5, 4.5) + ¼·(24.5, 14.5) is 22, 7
    play_stage_move(stage, x, y, 0);
    panel_stage_destroy(stage);
}

static void drawing_goes_on_from_a_test_image(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    const ImageGrid *canvas = &stage->look.play.canvas;
    const PinnedRequest *pinned = &stage->look.pinned;
    float zoom = (float)canvas->zoom;
    play_stage_move(stage, canvas->rect.x + 1.5F * zoom, canvas->rect.y + 1.5F * zoom, 0);
    play_stage_move(stage, canvas->rect.x + 1.5F * zoom, canvas->rect.y + 1.5F * zoom, UI_MOUSE_LEFT);
    play_stage_move(stage, canvas->rect.x + 1.5F * zoom, canvas->rect.y + 1.5F * zoom, 0);
    assert_int_equal(pinned->pixels[28 + 1], 255);
    assert_memory_equal(pinned->pixels + 10 * 28, stage->sample.input + 10 * 28, 18 * 28);
    play_stage_click(stage, canvas->rect.x + canvas->rect.w - 12, canvas->rect.y - 16); // →: back to the test images
    assert_true(pinned->own == 0 && pinned->image == 1);
    stage->input.wheel = -1;
    stage->input.mouse_x = canvas->rect.x + 9;
    stage->input.mouse_y = canvas->rect.y + 9;
    panel_stage_frame(stage, NULL);
    stage->input.wheel = 0;
    assert_int_equal(pinned->image, 2);
    panel_stage_destroy(stage);
}

static void corruption_is_asked_for_as_the_engine_counts_it(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    PlayLook *play = &stage->look.play;
    const PlayRequest *now = play_stage_wish(stage);
    assert_true(now->gaussian == 0 && now->salt_pepper == 0 && now->mask == 0 && now->square == 0);
    play->corruption = CORRUPTION_MASK;
    play->strength[CORRUPTION_MASK] = 25;
    panel_stage_frame(stage, NULL);
    now = play_stage_wish(stage);
    assert_true(now->mask == 0.25 && now->gaussian == 0 && now->square == 0);
    uint64_t seed = now->corruption_seed;
    play_stage_click_on(stage, "Again");
    assert_true(play_stage_wish(stage)->corruption_seed == seed + 1);
    play->corruption = CORRUPTION_GAUSSIAN;
    play->strength[CORRUPTION_GAUSSIAN] = 0.5;
    panel_stage_frame(stage, NULL);
    assert_true(play_stage_wish(stage)->gaussian == 0.5 && play_stage_wish(stage)->mask == 0);
    panel_stage_destroy(stage);
}

// While it is drawn on, the clean image is shown; then what the encoder sees.
static void the_canvas_shows_what_is_seen(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
    PlayView *view = &stage->sample.views.play;
    const ImageGrid *canvas = &stage->look.play.canvas;
    static uint8_t seen[SAMPLE_PIXELS];
    memset(seen, 77, sizeof seen);
    view->corrupts = true;
    view->seen.bytes = seen;
    panel_stage_frame(stage, NULL);
    assert_int_equal(canvas->pixels[0].r, 77);
    play_stage_move(stage, canvas->rect.x + 100, canvas->rect.y + 100, 0);
    play_stage_move(stage, canvas->rect.x + 100, canvas->rect.y + 100, UI_MOUSE_LEFT);
    assert_int_equal(canvas->pixels[0].r, 0);
    play_stage_move(stage, canvas->rect.x + 100, canvas->rect.y + 100, 0);
    view->own = stage->look.pinned.own;
    panel_stage_frame(stage, NULL);
    assert_int_equal(canvas->pixels[0].r, 77);
    panel_stage_destroy(stage);
}

static void strips_ask_for_what_has_room(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 780);
    const PlayRequest *now = play_stage_wish(stage);
    assert_true(now->wanted && now->traversal >= 5 && now->traversal % 2 == 1);
    assert_true(now->strip == 0 && !now->algebra && now->samples == 0 && now->nearest == 0);
    play_stage_click_on(stage, "A to B");
    now = play_stage_wish(stage);
    assert_true(now->strip >= 4 && now->strip <= PLAY_STRIP && now->traversal == 0);
    assert_true(now->operand[0] == PLAY_PINNED && now->operand[1] == 1);
    play_stage_click_on(stage, "B: image 1");
    play_stage_click_on(stage, "the next test image");
    assert_int_equal(play_stage_wish(stage)->operand[1], 2);
    stage->look.pinned.image = 17;
    play_stage_click_on(stage, "A: this image");
    play_stage_click_on(stage, "test image 17");
    assert_int_equal(play_stage_wish(stage)->operand[0], 17);
    play_stage_click_on(stage, "a − b + c");
    assert_true(play_stage_wish(stage)->algebra && play_stage_wish(stage)->strip == 0);
    assert_true(play_stage_shows(stage, "result") && play_stage_shows(stage, "="));
    play_stage_click_on(stage, "Nearest");
    assert_true(play_stage_wish(stage)->nearest >= 3 && play_stage_wish(stage)->nearest <= PLAY_NEAREST &&
                !play_stage_wish(stage)->algebra);
    assert_true(play_stage_shows(stage, "Nearest in code · searched 12 800 of 60 000"));
    assert_true(play_stage_shows(stage, "Nearest in pixels") && !play_stage_shows(stage, "60 000 of"));
    panel_stage_destroy(stage);
}

static void with_more_room_all_is_there_at_once(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    assert_true(play_stage_wish(stage)->nearest > 0 && play_stage_wish(stage)->traversal > 0 &&
                play_stage_wish(stage)->samples == 0);
    panel_stage_destroy(stage);
    stage = play_stage_open(SAMPLE_VARIATIONAL, 1600, 1500);
    const PlayRequest *now = play_stage_wish(stage);
    assert_true(now->nearest > 0 && now->traversal > 0 && now->strip > 0 && now->algebra && now->samples > 0);
    panel_stage_destroy(stage);
}

static void new_images_obey_source_temperature_and_seed(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    play_stage_click_on(stage, "New");
    const PlayRequest *now = play_stage_wish(stage);
    assert_true(now->samples >= 3 && now->samples <= PLAY_SAMPLES);
    assert_true(now->temperature == 1 && now->source == PLAY_GAUSSIAN);
    play_stage_click_on(stage, "Gaussian");
    play_stage_click_on(stage, "prior");
    assert_int_equal(play_stage_wish(stage)->source, PLAY_PRIOR);
    uint64_t seed = play_stage_wish(stage)->sample_seed;
    play_stage_click_on(stage, "Draw again");
    play_stage_key(stage, 'n', 0);
    assert_true(play_stage_wish(stage)->sample_seed == seed + 2);
    const DrawCommand *label = play_stage_find(stage, "Temperature");
    play_stage_click(stage, label->rect.x + 1, label->rect.y + 26);
    assert_true(play_stage_wish(stage)->temperature < 0.1);
    stage->sample.status.model.gaussian = false; // which alone has a prior
    panel_stage_frame(stage, NULL);
    assert_int_equal(play_stage_wish(stage)->source, PLAY_GAUSSIAN);
    assert_false(play_stage_shows(stage, "prior"));
    panel_stage_destroy(stage);
}

static void a_click_on_a_picture_looks_at_it(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 780);
    const SamplePlay *sample = &stage->sample.play;
    Rect place = image_grid_place(&stage->look.play.grid[STRIP_TRAVERSAL], 3);
    play_stage_click(stage, place.x + 9, place.y + 9);
    assert_true(stage->look.pinned.own > 0);
    assert_memory_equal(stage->look.pinned.pixels, sample->traversal + 3 * SAMPLE_PIXELS, SAMPLE_PIXELS);
    play_stage_click_on(stage, "Nearest");
    place = image_grid_place(&stage->look.play.near_pixels, 1);
    play_stage_click(stage, place.x + 9, place.y + 9);
    assert_memory_equal(stage->look.pinned.pixels, sample->by_pixels + SAMPLE_PIXELS, SAMPLE_PIXELS);
    play_stage_click_on(stage, "Undo");
    assert_memory_equal(stage->look.pinned.pixels, sample->traversal + 3 * SAMPLE_PIXELS, SAMPLE_PIXELS);
    panel_stage_destroy(stage);
}

static void nothing_of_another_run_is_shown(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    play_edit_set(&stage->look.play.edit[0], 5, 2);
    stage->look.play.operand[1] = 9;
    stage->sample.status.generation++;
    panel_stage_frame(stage, NULL);
    assert_true(play_stage_shows(stage, "snapshot") && !play_stage_shows(stage, "dB"));
    assert_int_equal(play_stage_wish(stage)->changes, 1); // after a reset it is the same network
    stage->sample.status.run = 2;
    snprintf(stage->sample.status.data.id, sizeof stage->sample.status.data.id, "others");
    panel_stage_frame(stage, NULL);
    assert_true(play_stage_wish(stage)->changes == 0 && play_stage_wish(stage)->operand[1] == 1);
    stage->sample.status.data.test_images = 1;
    panel_stage_frame(stage, NULL);
    assert_int_equal(play_stage_wish(stage)->operand[1], 0);
    panel_stage_destroy(stage);
}

// Codes of one and of many units, numbers that are none, images without labels, of other shapes and in colours.
static void odd_codes_and_images_are_shown_too(void **state) {
    (void)state;
    static const int units[] = {1, 2, 4096};
    static float code[4096], low[4096], high[4096];
    static uint8_t pixels[PLAY_SAMPLES * 31 * 33 * 3];
    for (int i = 0; i < 3; i++) {
        PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 1440, 900);
        PlayView *view = &stage->sample.views.play;
        LiveModel *model = &stage->sample.status.model;
        model->units = view->units = units[i];
        code[0] = NAN;
        view->code.floats = view->applied.floats = code;
        view->low.floats = low;
        view->high.floats = high;
        view->axes = 1;
        model->channels = view->channels = 3;
        model->height = view->height = 31;
        model->width = view->width = 33;
        view->input.bytes = view->seen.bytes = view->output.bytes = pixels;
        view->label = -1;
        view->score.squared_error = 0;
        PlayImagesView *images[] = {&stage->sample.views.play_traversal, &stage->sample.views.play_strip,
                                    &stage->sample.views.play_algebra, &stage->sample.views.play_samples};
        for (int k = 0; k < 4; k++) {
            images[k]->channels = 3;
            images[k]->height = 31;
            images[k]->width = 33;
            images[k]->output.bytes = pixels;
            images[k]->version++;
        }
        view->version++;
        for (int strip = STRIP_TRAVERSAL; strip < PLAY_STRIPS; strip++)
            for (int axes = 0; axes < 2; axes++) {
                stage->look.play.strip = strip;
                stage->look.play.axes = axes;
                stage->input.mouse_x += 300;
                stage->input.mouse_y = 300;
                panel_stage_frame(stage, NULL);
                panel_stage_frame(stage, NULL);
                assert_false(play_stage_shows(stage, "nan") || play_stage_shows(stage, "inf"));
            }
        assert_true(play_stage_shows(stage, "∞ dB"));
        panel_stage_destroy(stage);
    }
}

static void a_small_window_has_its_parts_one_at_a_time(void **state) {
    (void)state;
    PanelStage *stage = play_stage_open(SAMPLE_SPARSE, 800, 500);
    assert_true(play_stage_shows(stage, "pen") &&
                play_stage_shows(stage, "OUTPUT") | play_stage_shows(stage, "IT ANSWERS") &&
                !play_stage_shows(stage, "strongest"));
    assert_int_equal(play_stage_wish(stage)->traversal, 0); // what is hidden costs nothing
    play_stage_click_on(stage, "Pictures");
    assert_true(play_stage_wish(stage)->traversal > 0 && !play_stage_shows(stage, "pen"));
    const DrawCommand *code = NULL;
    for (int i = 0; i < ui_list(&stage->ui)->count; i++) { // the last one: the tab of the view comes before
        const DrawCommand *command = &ui_list(&stage->ui)->commands[i];
        if (command->kind == DRAW_TEXT && strcmp(draw_text_of(ui_list(&stage->ui), command), "Code") == 0)
            code = command;
    }
    assert_non_null(code);
    play_stage_click(stage, code->rect.x + 3, code->rect.y + 5);
    assert_true(play_stage_shows(stage, "strongest") && play_stage_wish(stage)->traversal == 0);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dragging_a_bar_asks_for_exactly_that),
        cmocka_unit_test(a_unit_stays_within_its_activation),
        cmocka_unit_test(axes_are_changed_from_the_images_own_place),
        cmocka_unit_test(bars_obey_the_keyboard),
        cmocka_unit_test(a_units_number_opens_its_card),
        cmocka_unit_test(many_units_have_pages_the_strongest_first),
        cmocka_unit_test(a_stroke_becomes_the_users_own_image),
        cmocka_unit_test(a_fast_corner_is_round),
        cmocka_unit_test(drawing_goes_on_from_a_test_image),
        cmocka_unit_test(corruption_is_asked_for_as_the_engine_counts_it),
        cmocka_unit_test(the_canvas_shows_what_is_seen),
        cmocka_unit_test(strips_ask_for_what_has_room),
        cmocka_unit_test(with_more_room_all_is_there_at_once),
        cmocka_unit_test(new_images_obey_source_temperature_and_seed),
        cmocka_unit_test(a_click_on_a_picture_looks_at_it),
        cmocka_unit_test(nothing_of_another_run_is_shown),
        cmocka_unit_test(odd_codes_and_images_are_shown_too),
        cmocka_unit_test(a_small_window_has_its_parts_one_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
