// One decoded picture becomes an image of the data set: cut to its proportions, resized, grey or in colour.
#ifndef HOURGLASS_IMAGE_FIT_H
#define HOURGLASS_IMAGE_FIT_H

#include <stdint.h>

/// Cuts the largest part of out's proportions out of the middle of `pixels` (height, width, channels; 1 grey, 2 grey
/// and alpha, 3 RGB, 4 RGBA) and resizes it to out (out_channels, out_height, out_width), 1 or 3 channels. Each output
/// pixel is the mean over the area it covers (box filter) of the bytes as they are, times alpha, and in grey 0.299 R +
/// 0.587 G + 0.114 B (Rec. 601); all in whole numbers, rounded once at the end. A grey picture of the same size comes
/// out as it went in. Sides up to 16384.
void image_fit(const uint8_t *pixels, int width, int height, int channels, int out_width, int out_height,
               int out_channels, uint8_t *out);

#endif
