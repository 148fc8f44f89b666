// A PNG file reduced to what makes its pixels.
#ifndef HOURGLASS_PNG_CHUNKS_H
#define HOURGLASS_PNG_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>

/// Checks the chunks of a PNG file in memory (W3C PNG, section 5) up to IEND, and moves IHDR, PLTE, tRNS, IDAT and IEND
/// together, so that *size becomes less. Colour profiles, texts and the like go, which the decoder would comment on.
/// False if the file ends early or a checksum is wrong.
bool png_chunks_reduce(unsigned char *bytes, size_t *size);

#endif
