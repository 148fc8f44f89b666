// Points and codes. Pure functions; called by the observer.
#include "code_plane.h"

#include <math.h>
#include <string.h>

static const float *code_of(const CodePlane *plane, int image) {
    return plane->codes + (size_t)image * (size_t)plane->units;
}

void code_plane_project(const CodePlane *plane, const float *code, float point[2]) {
    point[0] = plane->kind == PLANE_EMBEDDED ? 0 : code[plane->unit[0]];
    point[1] = plane->kind == PLANE_UNITS ? code[plane->unit[1]] : 0;
    if (plane->kind != PLANE_AXES)
        return;
    for (int a = 0; a < 2; a++) {
        const float *axis = plane->axis + (size_t)a * (size_t)plane->units;
        double along = 0;
        for (int u = 0; u < plane->units; u++)
            along += ((double)code[u] - plane->mean[u]) * (double)axis[u];
        point[a] = (float)along;
    }
}

static float distance(const CodePlane *plane, int image, const float point[2]) {
    const float *at = plane->position + 2 * (size_t)image;
    float x = at[0] - point[0], y = plane->kind == PLANE_UNIT ? 0 : at[1] - point[1];
    return x * x + y * y;
}

int code_plane_nearest(const CodePlane *plane, const float point[2]) {
    int nearest = 0;
    float least = INFINITY;
    for (int i = 0; i < plane->images; i++) {
        float here = distance(plane, i, point);
        nearest = here < least ? i : nearest;
        least = here < least ? here : least;
    }
    return nearest;
}

static void move_along_axes(const CodePlane *plane, int near, const float point[2], float *code) {
    const float *at = plane->position + 2 * (size_t)near;
    memcpy(code, code_of(plane, near), (size_t)plane->units * sizeof *code);
    for (int a = 0; a < 2; a++) {
        const float *axis = plane->axis + (size_t)a * (size_t)plane->units;
        for (int u = 0; u < plane->units; u++)
            code[u] += (point[a] - at[a]) * axis[u];
    }
}

static void set_units(const CodePlane *plane, const float point[2], const float *others, float *code) {
    memcpy(code, others, (size_t)plane->units * sizeof *code);
    code[plane->unit[0]] = point[0];
    if (plane->kind == PLANE_UNITS)
        code[plane->unit[1]] = point[1];
}

// The nearest images in order; returns how many there are.
static int find_nearest(const CodePlane *plane, const float point[2], int near[PLANE_BLEND], float far[PLANE_BLEND]) {
    int count = 0;
    for (int i = 0; i < plane->images; i++) {
        float here = distance(plane, i, point);
        if (count == PLANE_BLEND && here >= far[PLANE_BLEND - 1])
            continue;
        int place = count < PLANE_BLEND ? count++ : PLANE_BLEND - 1;
        for (; place > 0 && far[place - 1] > here; place--) {
            far[place] = far[place - 1];
            near[place] = near[place - 1];
        }
        far[place] = here;
        near[place] = i;
    }
    return count;
}

// A point on top of an image is that image's code alone.
static int blend(const CodePlane *plane, const float point[2], float *code) {
    int near[PLANE_BLEND] = {0};
    float far[PLANE_BLEND] = {0};
    double weight[PLANE_BLEND], sum = 0;
    int count = find_nearest(plane, point, near, far);
    if (far[0] <= 0)
        count = 1;
    for (int i = 0; i < count; i++)
        sum += weight[i] = far[0] > 0 ? sqrt((double)far[0] / (double)far[i]) : 1;
    for (int u = 0; u < plane->units; u++) {
        double value = 0;
        for (int i = 0; i < count; i++)
            value += weight[i] / sum * (double)code_of(plane, near[i])[u];
        code[u] = (float)value;
    }
    return count;
}

PlaneCode code_plane_code(const CodePlane *plane, const float point[2], const float *others, uint32_t *scratch,
                          float *code) {
    PlaneCode found = {.near = code_plane_nearest(plane, point)};
    if (plane->kind == PLANE_AXES)
        move_along_axes(plane, found.near, point, code);
    else if (plane->kind == PLANE_EMBEDDED)
        found.blend = blend(plane, point, code);
    else
        set_units(plane, point, others ? others : code_of(plane, found.near), code);
    found.clipped = code_range_hold(&plane->range, code, 1, plane->units, scratch);
    return found;
}

// Along axis a the units' part is axis[a][u]² of each variance, and between the two axes axis[0][u]·axis[1][u].
static void find_covariance(const CodePlane *plane, const float *log_variance, double s[3]) {
    for (int u = 0; u < plane->units; u++) {
        double variance = exp((double)log_variance[u]), x, y;
        if (plane->kind == PLANE_AXES) {
            x = (double)plane->axis[u];
            y = (double)plane->axis[plane->units + u];
        } else {
            x = u == plane->unit[0];
            y = plane->kind == PLANE_UNITS && u == plane->unit[1];
        }
        s[0] += variance * x * x;
        s[1] += variance * x * y;
        s[2] += variance * y * y;
    }
}

void code_plane_ellipse(const CodePlane *plane, const float *log_variance, float axis[2][2]) {
    double s[3] = {0};
    find_covariance(plane, log_variance, s);
    double middle = (s[0] + s[2]) / 2, spread = hypot((s[0] - s[2]) / 2, s[1]);
    double angle = spread > 0 ? atan2(s[1], (s[0] - s[2]) / 2) / 2 : 0;
    double longer = sqrt(fmax(middle + spread, 0)), shorter = sqrt(fmax(middle - spread, 0));
    axis[0][0] = (float)(longer * cos(angle));
    axis[0][1] = (float)(longer * sin(angle));
    axis[1][0] = (float)(-shorter * sin(angle));
    axis[1][1] = (float)(shorter * cos(angle));
}

void code_plane_box(const CodePlane *plane, float box[4]) {
    for (int a = 0; a < 2; a++) {
        float low = INFINITY, high = -INFINITY;
        for (int i = 0; i < plane->images; i++) {
            low = fminf(low, plane->position[2 * i + a]);
            high = fmaxf(high, plane->position[2 * i + a]);
        }
        bool flat = !(high > low);
        float middle = plane->images > 0 ? low : 0;
        box[a] = flat ? middle - 0.5F : low;
        box[2 + a] = flat ? 1 : high - low;
    }
}
