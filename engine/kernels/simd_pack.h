// Packing the right side of a product into panels of PANEL columns. Included by simd.c only.
#ifndef HOURGLASS_SIMD_PACK_H
#define HOURGLASS_SIMD_PACK_H

#include "simd_vector.h"

enum { PANEL = 2 * LANES };

typedef float Four __attribute__((vector_size(16), aligned(sizeof(float)), may_alias));

// Four rows of four columns, each `column` apart in b, where rows lie side by side.
static inline void pack_square(const float *b, ptrdiff_t column, float *packed) {
    Four a0 = *(const Four *)b, a1 = *(const Four *)(b + column);
    Four a2 = *(const Four *)(b + 2 * column), a3 = *(const Four *)(b + 3 * column);
    Four low01 = __builtin_shufflevector(a0, a1, 0, 4, 1, 5), high01 = __builtin_shufflevector(a0, a1, 2, 6, 3, 7);
    Four low23 = __builtin_shufflevector(a2, a3, 0, 4, 1, 5), high23 = __builtin_shufflevector(a2, a3, 2, 6, 3, 7);
    *(Four *)packed = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
    *(Four *)(packed + PANEL) = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
    *(Four *)(packed + 2 * PANEL) = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
    *(Four *)(packed + 3 * PANEL) = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
}

// Columns that are contiguous from row to row, in squares of four; returns the rows done, all but the last three at
// most. Columns that are no multiple of four are left to the caller.
static int pack_squares(const float *b, ptrdiff_t column, int k, int columns, float *packed) {
    int rows = columns % 4 ? 0 : k / 4 * 4;
    for (int p = 0; p < rows; p += 4) {
        float *to = packed + p * PANEL;
        for (int j = 0; j < columns; j += 4)
            pack_square(b + p + j * column, column, to + j);
        for (int i = 0; columns < PANEL && i < 4; i++)
            for (int j = columns; j < PANEL; j++)
                to[i * PANEL + j] = 0;
    }
    return rows;
}

// Contiguous rows are copied, contiguous columns turned in squares; anything else goes in blocks of 16 rows, so that
// both sides stay in the first cache.
static void pack_panel(const float *b, ptrdiff_t row, ptrdiff_t column, int k, int columns, float *packed) {
    if (column == 1 && columns == PANEL) {
        for (int p = 0; p < k; p++, b += row, packed += PANEL) {
            store(packed, load(b));
            store(packed + LANES, load(b + LANES));
        }
        return;
    }
    if (column == 1) {
        for (int p = 0; p < k; p++, b += row, packed += PANEL) {
            memcpy(packed, b, (size_t)columns * sizeof(float));
            memset(packed + columns, 0, (size_t)(PANEL - columns) * sizeof(float));
        }
        return;
    }
    for (int p = row == 1 ? pack_squares(b, column, k, columns, packed) : 0; p < k; p += 16) {
        int rows = k - p < 16 ? k - p : 16;
        for (int j = 0; j < PANEL; j++)
            for (int i = 0; i < rows; i++)
                packed[(p + i) * PANEL + j] = j < columns ? b[(p + i) * row + j * column] : 0;
    }
}

static void simd_pack(const float *b, ptrdiff_t row, ptrdiff_t column, int k0, int k, int n0, int n, int total_k,
                      float *packed) {
    for (int j = n0; j < n0 + n; j += PANEL) {
        int columns = n0 + n - j < PANEL ? n0 + n - j : PANEL;
        pack_panel(b + k0 * row + j * column, row, column, k, columns,
                   packed + (size_t)j * (size_t)total_k + (size_t)k0 * PANEL);
    }
}

#endif
