// The latent map's part of the made-up runs: 2 000 test images of ten classes in ten clouds.
#ifndef HOURGLASS_TESTS_SAMPLE_LATENT_H
#define HOURGLASS_TESTS_SAMPLE_LATENT_H

#include "map_look.h"
#include "sample_views.h"

void sample_latent_fill(SampleViews *sample, SampleModel model);

/// As many points as `images`, at most LATENT_IMAGES, each the test image of its place.
void sample_latent_points(SampleViews *sample, int images);

/// What the observer would answer: the image at `place` is pointed at; the pictures asked for are there.
void sample_latent_hover(SampleViews *sample, int place);
void sample_latent_decode(SampleViews *sample, LatentPoint at, uint64_t asked, int blend);
void sample_latent_strip(SampleViews *sample, LatentPoint from, LatentPoint to, int images);
void sample_latent_grid(SampleViews *sample, LatentWindow window, int columns, int rows);
void sample_latent_pictures(SampleViews *sample, const int *index, int images);

/// Everything at once that can lie over the map: something decoded, and the strip or a selection.
void sample_latent_crowd(SampleViews *sample, MapLook *look, bool strip);

/// Values from 0 to 63 over the points.
void sample_latent_color(SampleViews *sample, LatentColor color, int index);

#endif
