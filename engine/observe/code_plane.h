// A plane in which codes lie as points, and the way back: from a point to a code that can be decoded.
#ifndef HOURGLASS_CODE_PLANE_H
#define HOURGLASS_CODE_PLANE_H

#include "code_range.h"

typedef enum PlaneKind {
    PLANE_AXES,    // two directions among the codes, with the mean at (0, 0)
    PLANE_UNITS,   // two units as they are
    PLANE_UNIT,    // one unit along x; y says something else
    PLANE_EMBEDDED // places that no formula gives
} PlaneKind;

enum { PLANE_BLEND = 8 };

/// Codes and where they lie. Everything belongs to the caller.
typedef struct CodePlane {
    PlaneKind kind;
    int units, images;
    int unit[2];           // of PLANE_UNITS, PLANE_UNIT
    const float *codes;    // (images, units)
    const float *position; // (images, 2)
    const double *mean;    // (units), of PLANE_AXES
    const float *axis;     // (2, units) orthonormal or 0, of PLANE_AXES
    CodeRange range;
} CodePlane;

/// How a code was found for a point.
typedef struct PlaneCode {
    int near;     // the image that lies nearest to the point, in the plane; along x only for PLANE_UNIT
    int blend;    // of so many codes
    bool clipped; // to the range
} PlaneCode;

/// Place of a code (units) in a linear plane; y is 0 for PLANE_UNIT, both are for PLANE_EMBEDDED.
void code_plane_project(const CodePlane *plane, const float *code, float point[2]);

/// The image nearest to a point; of equally near ones the first. There must be one.
int code_plane_nearest(const CodePlane *plane, const float point[2]);

/// The code (units) of a point. Along axes: the mean, the two components from the point, all others from the nearest
/// image. Of units: these from the point, all others from `others` (units), or the nearest image where that is NULL.
/// Embedded: the mean of the PLANE_BLEND nearest codes, weighed by one over the distance (Shepard 1968). All within the
/// range. `scratch` (units).
PlaneCode code_plane_code(const CodePlane *plane, const float point[2], const float *others, uint32_t *scratch,
                          float *code);

/// A Gaussian with the variances exp(log_variance) (units) along the units as it lies in a linear plane: the half axes
/// of the ellipse of one standard deviation, the longer first.
void code_plane_ellipse(const CodePlane *plane, const float *log_variance, float axis[2][2]);

/// The least rectangle (left, bottom, width, height) that holds all positions; a side that would be 0 is 1, with the
/// points in its middle.
void code_plane_box(const CodePlane *plane, float box[4]);

#endif
