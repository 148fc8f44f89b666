// The kernel of an upsampling and a convolution in one. Called by convolve_layer. Place ky of the kernel looks at row
// Y + ky of the upsampled picture, which is one of the S copies of a row; of the transposed kernel, which counts the
// other way round, that are the places K - 1 - ky and the S - 1 after it.
#include "convolve_fold.h"

void convolve_fold(const real *kernel, int side, int scale, real *folded) {
    int wide = side + scale - 1, last = side - 1;
    for (int i = 0; i < wide * wide; i++)
        folded[i] = 0;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            for (int copy = 0; copy < scale * scale; copy++)
                folded[(last - y + copy / scale) * wide + last - x + copy % scale] += kernel[y * side + x];
}

void convolve_unfold(const real *folded, int side, int scale, real *kernel) {
    int wide = side + scale - 1, last = side - 1;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            real sum = 0;
            for (int copy = 0; copy < scale * scale; copy++)
                sum += folded[(last - y + copy / scale) * wide + last - x + copy % scale];
            kernel[y * side + x] = sum;
        }
}
