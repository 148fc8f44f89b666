// The steps of the compression bench: encoding some test images, adding up what their codes are worth, decoding them at
// each number of bits. On the observer's thread.
#include "analysis_work.h"

#include "deflate_size.h"
#include "image_quality.h"
#include "quantiser.h"
#include "reconstruction.h"
#include "view_memory.h"

#include <math.h>
#include <string.h>

// The codes are kept: CODE_VALUES of them at most. All decoding costs about FLOPS.
enum { IMAGES = 2000, LEAST_IMAGES = 200, CODE_VALUES = 1 << 22, AS_IT_IS = QUANTISER_BITS };
#define FLOPS 4e11

int compression_images(const Net *net, int all) {
    double most = FLOPS / (net_flops(net) / 3 * (COMPRESSION_STEPS + 1)); // forward only
    int images = most > IMAGES ? IMAGES : most < LEAST_IMAGES ? LEAST_IMAGES : (int)most;
    int room = CODE_VALUES / shape_size(net->code);
    images = images < room ? images : room > 1 ? room : 1;
    return images < all ? images : all;
}

static int sample(const CompressionWork *work, int place) {
    return kernels_part(work->subject.snapshot->data->test.count, work->figures.images, place);
}

static bool make_room(CompressionWork *work, int images) {
    const Net *net = &work->subject.net;
    size_t units = (size_t)shape_size(net->code), size = (size_t)shape_size(net->image);
    Arena *arena = &work->arena;
    arena_finish(arena);
    work->codes = arena_take(arena, (size_t)images * units, sizeof *work->codes);
    work->low = arena_take(arena, units, sizeof *work->low);
    work->high = arena_take(arena, units, sizeof *work->high);
    work->counts = arena_take(arena, QUANTISER_CELLS, sizeof *work->counts);
    work->code = arena_take(arena, OBSERVER_ROWS * units, sizeof *work->code);
    work->image = arena_take(arena, (OBSERVER_ROWS + 1) * size, sizeof *work->image);
    work->deflated = arena_take(arena, deflate_room(size), 1);
    size_t pictures = (size_t)(images < COMPRESSION_IMAGES ? images : COMPRESSION_IMAGES) * size;
    return !arena->failed && view_array_bytes(&work->input, pictures) &&
           view_array_bytes(&work->output, COMPRESSION_STEPS * pictures);
}

static void describe(CompressionWork *work, int images) {
    const Images *test = &work->subject.snapshot->data->test;
    CompressionFigures *figures = &work->figures;
    *figures = (CompressionFigures){.images = images,
                                    .units = shape_size(work->subject.net.code),
                                    .channels = test->channels,
                                    .height = test->height,
                                    .width = test->width,
                                    .pictures = images < COMPRESSION_IMAGES ? images : COMPRESSION_IMAGES};
    for (int i = 0; i < COMPRESSION_STEPS; i++)
        figures->mse[i] = NAN;
    for (int i = 0; i < figures->pictures; i++) {
        figures->index[i] = sample(work, i);
        figures->label[i] = test->labels ? test->labels[figures->index[i]] : -1;
        memcpy(work->input.bytes + (size_t)i * (size_t)images_size(test), images_pixels(test, figures->index[i]),
               (size_t)images_size(test));
    }
}

bool compression_begin(CompressionWork *work, int images) {
    if (!make_room(work, images))
        return false;
    describe(work, images);
    work->next = 0;
    work->step = -1;
    return true;
}

static void encode_some(CompressionWork *work, int count) {
    const Subject *subject = &work->subject;
    const Images *test = &subject->snapshot->data->test;
    size_t units = (size_t)work->figures.units;
    int index[OBSERVER_ROWS];
    for (int i = 0; i < count; i++) {
        index[i] = sample(work, work->next + i);
        work->figures.deflated +=
            (double)deflate_size(images_pixels(test, index[i]), (size_t)images_size(test), work->deflated) /
            work->figures.images;
    }
    score_encode(&subject->net, &subject->pass, &subject->source, index, count);
    memcpy(work->codes + (size_t)work->next * units, net_code(&subject->net, &subject->pass),
           (size_t)count * units * sizeof *work->codes);
}

// What the cells of all units are worth at each number of bits.
static void add_up(CompressionWork *work) {
    CompressionFigures *figures = &work->figures;
    quantiser_ranges(work->codes, figures->images, figures->units, work->low, work->high);
    for (int u = 0; u < figures->units; u++) {
        memset(work->counts, 0, QUANTISER_CELLS * sizeof *work->counts);
        for (int n = 0; n < figures->images; n++)
            work->counts[quantiser_cell(work->codes[(size_t)n * (size_t)figures->units + (size_t)u], work->low[u],
                                        work->high[u])]++;
        for (int bits = 1; bits <= QUANTISER_BITS; bits++)
            figures->entropy[bits - 1] += quantiser_entropy(work->counts, bits);
    }
}

// Decodes codes first … first+count-1 at a place of the figures into work->image.
static void decode_at(CompressionWork *work, int place, int first, int count) {
    const Subject *subject = &work->subject;
    size_t units = (size_t)work->figures.units, values = (size_t)count * units;
    const float *codes = work->codes + (size_t)first * units;
    for (size_t i = 0; place < AS_IT_IS && i < values; i++) {
        float low = work->low[i % units], high = work->high[i % units];
        work->code[i] = quantiser_value(quantiser_cell(codes[i], low, high), place + 1, low, high);
    }
    decode(&subject->net, &subject->pass, subject->snapshot->spec.loss, place < AS_IT_IS ? work->code : codes, count,
           work->image);
}

// The mean squared error of row `row` of work->image.
static double error_of(const CompressionWork *work, int row, int image) {
    const Images *test = &work->subject.snapshot->data->test;
    size_t size = (size_t)images_size(test);
    float *clean = work->image + OBSERVER_ROWS * size;
    kernels()->from_bytes(images_pixels(test, image), clean, size);
    return image_quality_mse(clean, work->image + (size_t)row * size, size);
}

static void take_pictures(CompressionWork *work) {
    CompressionFigures *figures = &work->figures;
    size_t size = (size_t)shape_size(work->subject.net.image);
    for (int place = 0; place < COMPRESSION_STEPS; place++) {
        decode_at(work, place, 0, figures->pictures);
        for (int i = 0; i < figures->pictures; i++) {
            uint8_t *output = work->output.bytes + (size_t)(i * COMPRESSION_STEPS + place) * size;
            for (size_t p = 0; p < size; p++)
                output[p] = byte_of(work->image[(size_t)i * size + p]);
            figures->picture_mse[i][place] = error_of(work, i, figures->index[i]);
        }
    }
}

int compression_place(int step) {
    return step == 0 ? AS_IT_IS : step - 1;
}

static void decode_some(CompressionWork *work, int count) {
    double *mse = &work->figures.mse[compression_place(work->step)];
    if (work->next == 0)
        *mse = 0;
    decode_at(work, compression_place(work->step), work->next, count);
    for (int i = 0; i < count; i++)
        *mse += error_of(work, i, sample(work, work->next + i)) / work->figures.images;
}

void compression_go_on(CompressionWork *work) {
    int left = work->figures.images - work->next, count = left < OBSERVER_ROWS ? left : OBSERVER_ROWS;
    if (work->step < 0)
        encode_some(work, count);
    else
        decode_some(work, count);
    work->next += count;
    if (count < left)
        return;
    if (work->step < 0) {
        add_up(work);
        take_pictures(work);
    }
    work->next = 0;
    work->step++;
}
