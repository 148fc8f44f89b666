// A program whose run is known, asked for what the playground shows; and what the pure functions say of the same run.
#ifndef HOURGLASS_TESTS_LIVE_PLAY_STAGE_H
#define HOURGLASS_TESTS_LIVE_PLAY_STAGE_H

#include "clock.h"
#include "code_axes_search.h"
#include "evaluate.h"
#include "live.h"
#include "reconstruction.h"
#include "runs.h"
#include "small_world.h"
#include "test.h"

#include <math.h>

#define PATIENCE 60.0

enum { AT = 40, SIZE = SMALL_SIDE * SMALL_SIDE, MOST_UNITS = 128 };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    Runs runs;
    Run *run; // the same run as the program's
    Pass pass;
    ViewRequest request;
} Stage;

static inline void send(Stage *stage, CommandKind kind, int count, const char *text) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static inline const char *path_of(Stage *stage, const char *name) {
    return scratch_path(&stage->world.scratch, name);
}

// Trains a model, changes its weights where `change` is given, and hands it to the program by way of a file.
static inline void stage_init(Stage *stage, const char *encoder, const char *decoder,
                              void (*change)(Session *session)) {
    char text[512];
    *stage = (Stage){0};
    Error error = {0};
    StepMetrics metrics[AT];
    ModelSpec spec;
    small_world_init(&stage->world);
    snprintf(text, sizeof text,
             "[model]\ntitle = T\nabout = T.\nloss = bce\n[encoder]\n%s\n[decoder]\n%slayer = dense image\n", encoder,
             decoder);
    if (!spec_parse(text, "test", &spec, &error))
        fail_msg("%s", error.text);
    stage->run = runs_open(&stage->runs, &spec, stage->world.data, 1, &error);
    if (!stage->run)
        fail_msg("%s", error.text);
    Session *session = &stage->run->session;
    assert_int_equal(session_run(session, AT, metrics), AT);
    if (change)
        change(session);
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    assert_true(pass_init(&stage->pass, &session->net, 16, 1, false, &error));
    assert_true(pass_part_target(&stage->pass, &session->net, &error));
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(session, true, history);
    if (!checkpoint_save(path_of(stage, "begun.safetensors"), &checkpoint, &error))
        fail_msg("%s", error.text);
    stage->live = live_create(&(LiveDesc){.threads = 1}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send(stage, COMMAND_RESTORE, 0, path_of(stage, "begun.safetensors"));
    stage->request.pinned.image = 5;
    stage->request.play = (PlayRequest){.wanted = true, .temperature = 1};
    for (int i = 0; i < PLAY_OPERANDS; i++)
        stage->request.play.operand[i] = PLAY_NONE;
}

static inline void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    pass_finish(&stage->pass);
    runs_finish(&stage->runs);
    small_world_finish(&stage->world);
}

typedef bool (*IsThere)(const Views *views, const PlayRequest *request);

// Asks, with a number of its own, and waits for the answer and for what else is wanted.
static inline const Views *ask(Stage *stage, IsThere is_there) {
    double until = clock_seconds() + PATIENCE;
    uint64_t before = live_views(stage->live)->play.asked;
    stage->request.play.asked++;
    live_request(stage->live, &stage->request);
    for (;;) {
        const Views *views = live_views(stage->live);
        assert_true(views->play.asked >= before);
        before = views->play.asked;
        if (views->play.tag.run > 0 && before == stage->request.play.asked &&
            (!is_there || is_there(views, &stage->request.play)))
            return views;
        if (clock_seconds() > until)
            fail_msg("there was no answer");
        clock_sleep(0.0005);
    }
}

static inline void encode_image(Stage *stage, int image, const PlayRequest *request, real *code, uint8_t *seen) {
    const Net *net = &stage->run->session.net;
    ImageSource source = {.images = &stage->world.data->test};
    if (request)
        source = (ImageSource){source.images,
                               {request->gaussian, request->salt_pepper, request->mask, request->square},
                               random_stream(request->corruption_seed, RANDOM_OBSERVE),
                               NULL};
    score_encode(net, &stage->pass, &source, &image, 1);
    memcpy(code, net_code(net, &stage->pass), (size_t)shape_size(net->code) * sizeof *code);
    for (int i = 0; seen && i < SIZE; i++)
        seen[i] = byte_of(stage->pass.activation[0][i]);
}

static inline void assert_decodes(Stage *stage, const real *code, const uint8_t *picture) {
    real output[SIZE];
    decode(&stage->run->session.net, &stage->pass, LOSS_BCE, code, 1, output);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(picture[i], byte_of(output[i]));
}

static inline bool is_known(const Views *views, const PlayRequest *request) {
    (void)request;
    return views->play.known;
}

// The statistics that the program should have, of all test images, which are fewer than it looks at.
static inline void find_axes(Stage *stage, CodeAxesSearch *search, CodeAxes *axes, Arena *arena) {
    const Net *net = &stage->run->session.net;
    int units = shape_size(net->code);
    real code[MOST_UNITS];
    assert_true(code_axes_search_init(search, units, SMALL_TEST, arena, NULL) &&
                code_axes_init(axes, units, arena, NULL));
    for (int i = 0; i < SMALL_TEST; i++) {
        encode_image(stage, i, NULL, code, NULL);
        code_axes_search_add(search, code, 1);
    }
    while (!code_axes_search_some(search, axes)) {
    }
}

static inline bool has_traversal(const Views *views, const PlayRequest *request) {
    const PlayImagesView *view = &views->play_traversal;
    return view->tag.run > 0 && view->axis == request->axes && view->unit == request->traversed &&
           view->images == request->traversal;
}

static inline bool has_samples(const Views *views, const PlayRequest *request) {
    const PlayImagesView *view = &views->play_samples;
    return view->tag.run > 0 && view->source == request->source && view->temperature == request->temperature &&
           view->images == request->samples;
}

#endif
