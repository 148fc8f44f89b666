// See narrow.h. Compiled for processors with AVX-512 and its VNNI: one instruction multiplies 32 pairs of 16 bits and
// adds them up by twos.
#include "narrow.h"

#include "tables.h"
#include "unroll.h"

#include <immintrin.h>
#include <math.h>

typedef int Pair __attribute__((may_alias, aligned(2))); // two neighbours along K

#define SMALLEST_STEP 1e-30 // whose inverse a float can hold

enum { LANES = 16, FEW_ROWS = 8, AHEAD = 16 };

// sum + x·b, pair by pair. GCC 12 copies every sum around the intrinsic and spills some of them: half the speed.
static INLINE __m512i add_products(__m512i sum, __m512i x, __m512i b) {
    __asm__("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(b));
    return sum;
}

// C's rows of one tile over the whole of K, for a number of rows known when this is compiled. Rows are reached from
// every fourth one, so that few address registers are needed.
static INLINE void sum_tile(const int rows, const int16_t *a, size_t width, const int16_t *panel, __m512i sum[][2]) {
    const int16_t *quarter[(NARROW_ROWS + 3) / 4];
    UNROLL
    for (int i = 0; i < (rows + 3) / 4; i++)
        quarter[i] = a + 4 * (size_t)i * width;
    UNROLL
    for (int i = 0; i < rows; i++)
        sum[i][0] = sum[i][1] = _mm512_setzero_si512();
    for (size_t p = 0; p < width; p += 2, panel += 2 * NARROW_PANEL) {
        __m512i b0 = _mm512_loadu_si512(panel), b1 = _mm512_loadu_si512(panel + NARROW_PANEL);
        _mm_prefetch((const char *)(panel + AHEAD * 2 * NARROW_PANEL), _MM_HINT_T0);
        _mm_prefetch((const char *)(panel + (AHEAD * 2 + 1) * NARROW_PANEL), _MM_HINT_T0);
        UNROLL
        for (int i = 0; i < rows; i++) {
            __m512i x = _mm512_set1_epi32(*(const Pair *)(quarter[i / 4] + (size_t)(i % 4) * width));
            sum[i][0] = add_products(sum[i][0], x, b0);
            sum[i][1] = add_products(sum[i][1], x, b1);
        }
        UNROLL
        for (int i = 0; i < (rows + 3) / 4; i++)
            quarter[i] += 2;
    }
}

static void store_half(const NarrowProduct *g, int row, int column, __m512i sum) {
    int left = g->n - column;
    if (left <= 0 || row >= g->m)
        return;
    __mmask16 inside = (__mmask16)(left < LANES ? (1u << left) - 1 : 0xffff);
    __m512 scale = _mm512_maskz_loadu_ps(inside, g->scale + column),
           bias = _mm512_maskz_loadu_ps(inside, g->bias + column);
    __m512 c = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), scale, bias);
    if (g->relu)
        c = _mm512_max_ps(_mm512_setzero_ps(), c); // of NaN and anything it gives the second
    _mm512_mask_storeu_ps(g->c + (size_t)row * (size_t)g->n + column, inside, c);
}

static INLINE void tile(const int rows, const NarrowProduct *g, int row, int column) {
    size_t width = narrow_width(g->k);
    __m512i sum[NARROW_ROWS][2];
    sum_tile(rows, g->a + (size_t)row * width, width, g->packed + (size_t)column * width, sum);
    UNROLL
    for (int i = 0; i < rows; i++) {
        store_half(g, row + i, column, sum[i][0]);
        store_half(g, row + i, column + LANES, sum[i][1]);
    }
}

// Rows in tiles as equal as two heights allow.
static void multiply(const NarrowProduct *g) {
    bool few = g->m <= FEW_ROWS || (g->m > NARROW_ROWS && g->m <= 2 * FEW_ROWS);
    for (int column = 0; column < g->n; column += NARROW_PANEL)
        for (int row = 0; row < g->m; row += few ? FEW_ROWS : NARROW_ROWS)
            if (few)
                tile(FEW_ROWS, g, row, column);
            else
                tile(NARROW_ROWS, g, row, column);
}

// 16 weights of a row from `place` on, zeros beyond its end.
static inline __m512 weights_at(const float *row, int place, int k) {
    int left = k - place;
    __mmask16 inside = (__mmask16)(left >= LANES ? 0xffff : left > 0 ? (1u << left) - 1 : 0);
    return _mm512_maskz_loadu_ps(inside, row + place);
}

// The step between two numbers of a row of weights: none is beyond 16 bits, and no sum over an image beyond 32. 0 for a
// row of zeros; below zero where there is no such step, or it would be a coarse one.
static float step_of(const float *row, int k) {
    __m512 mosts = _mm512_setzero_ps(), sums = _mm512_setzero_ps();
    for (int place = 0; place < k; place += LANES) {
        __m512 size = _mm512_abs_ps(weights_at(row, place, k));
        mosts = _mm512_max_ps(mosts, size);
        sums = _mm512_add_ps(sums, size);
    }
    double most = _mm512_reduce_max_ps(mosts), sum = _mm512_reduce_add_ps(sums);
    double room = INT32_MAX / 255.0 - k; // less the halves that rounding adds, and what `sum` is off by
    if (!isfinite(sum) || room < k)
        return -1;
    double step = fmax(most / INT16_MAX, sum / room);
    return step * NARROW_LEVELS > most ? -1 : step < SMALLEST_STEP ? 0 : (float)step;
}

// A square of weights as 16 bits, by twos: rows are those of W.
typedef uint32_t Square[NARROW_PANEL][LANES];

static void round_square(const float *weight, int rows, int k, int first, const float *inverse, Square pairs) {
    for (int j = 0; j < rows; j++)
        for (int half = 0; half < 2; half++) {
            __m512 weights = weights_at(weight + (size_t)j * (size_t)k, first + half * LANES, k);
            __m512i whole = _mm512_cvtps_epi32(_mm512_mul_ps(weights, _mm512_set1_ps(inverse[j])));
            _mm256_storeu_si256((__m256i *)&pairs[j][half * LANES / 2], _mm512_cvtsepi32_epi16(whole));
        }
}

static void turn_square(Square pairs, size_t count, int16_t *packed) {
    Pair *to = (Pair *)packed;
    for (size_t p = 0; p < count; p++)
        for (int j = 0; j < NARROW_PANEL; j++)
            to[p * NARROW_PANEL + (size_t)j] = (int)pairs[j][p];
}

static bool pack_panel(const float *weight, int rows, int k, int16_t *packed, float *scale) {
    Square pairs = {{0}};
    float inverse[NARROW_PANEL];
    size_t width = narrow_width(k);
    for (int j = 0; j < rows; j++) {
        float step = step_of(weight + (size_t)j * (size_t)k, k);
        if (step < 0)
            return false;
        inverse[j] = step > 0 ? 1 / step : 0;
        scale[j] = step / 255;
    }
    for (size_t first = 0; first < width; first += 2 * LANES) {
        round_square(weight, rows, k, (int)first, inverse, pairs);
        turn_square(pairs, (width - first < 2 * LANES ? width - first : 2 * LANES) / 2, packed + first * NARROW_PANEL);
    }
    return true;
}

static bool pack(const float *weight, int n, int k, int16_t *packed, float *scale) {
    size_t width = narrow_width(k);
    for (int j = 0; j < n; j += NARROW_PANEL) {
        int rows = n - j < NARROW_PANEL ? n - j : NARROW_PANEL;
        if (!pack_panel(weight + (size_t)j * (size_t)k, rows, k, packed + (size_t)j * width, scale + j))
            return false;
    }
    return true;
}

static void widen(const uint8_t *bytes, int k, int16_t *row) {
    for (int p = 0; p < k; p++)
        row[p] = bytes[p];
    if (k % 2)
        row[k] = 0;
}

const Narrow narrow_avx512 = {.pack = pack, .widen = widen, .multiply = multiply};
