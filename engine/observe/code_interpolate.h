// The way from one code to another.
#ifndef HOURGLASS_CODE_INTERPOLATE_H
#define HOURGLASS_CODE_INTERPOLATE_H

#include <stdbool.h>

/// The code (units) at `part` of the way from code a (0) to code b (1), each (units). Straight: (1 − part)·a + part·b.
/// Spherical: sin((1 − part)·ω)/sin ω · a + sin(part·ω)/sin ω · b with the angle ω between them (Shoemake, Animating
/// Rotation with Quaternion Curves, SIGGRAPH 1985), as befits a Gaussian code, whose length hardly varies; straight
/// where one of them is 0, the angle is below a thousandth, or they are opposite, so that there is no one arc.
void code_interpolate(const float *a, const float *b, int units, double part, bool spherical, float *code);

#endif
