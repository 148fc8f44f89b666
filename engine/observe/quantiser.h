// A code stored in few bits: a uniform quantiser for each unit, and how many bits its cells are worth. Plain numbers
// only, so that views can include this.
#ifndef HOURGLASS_QUANTISER_H
#define HOURGLASS_QUANTISER_H

#include <stdint.h>

enum { QUANTISER_BITS = 8, QUANTISER_CELLS = 1 << QUANTISER_BITS };

/// The least and the largest value of each unit in codes (count, units); what is not finite counts for nothing. Both
/// are 0 for a unit without a finite value.
void quantiser_ranges(const float *codes, int count, int units, float *low, float *high);

/// The uniform mid-rise quantiser (Gersho and Gray 1991, section 5.2) on [low, high] at QUANTISER_BITS bits: the cell
/// ⌊(value - low) / Δ⌋ with Δ = (high - low) / 2^bits, held within the cells. Cells of fewer bits are unions of these:
/// cell >> (QUANTISER_BITS - bits). 0 where low and high are equal and for what is no number.
uint8_t quantiser_cell(float value, float low, float high);

/// What that cell is decoded as at `bits` bits, 1 to QUANTISER_BITS: its middle, low + (cell + ½)·Δ; `low` where low
/// and high are equal.
float quantiser_value(uint8_t cell, int bits, float low, float high);

/// Bits a value that the cells at `bits` bits take with an ideal entropy coder: -Σ p·log2 p with the shares p of
/// counts (QUANTISER_CELLS), at QUANTISER_BITS bits; 0 where nothing was counted. It is that of the sample: with few
/// values for many cells it is too low (Miller 1955: by about (cells - 1) / (2·ln 2·values)).
double quantiser_entropy(const uint32_t *counts, int bits);

#endif
