// Which view has which arrays stands in one table, so that nothing can be forgotten in copying or freeing. Used by the
// observer, and by live.c at the end.
#include "view_memory.h"

#include <stdlib.h>
#include <string.h>

enum { ARRAYS = 11 };

// Where a view lies in Views, and its version and arrays in the view.
typedef struct Layout {
    size_t view, size, version;
    int arrays;
    size_t array[ARRAYS];
} Layout;

#define VIEW(member, type) offsetof(Views, member), sizeof(type), offsetof(type, version)

static const Layout LAYOUT[] = {
    {VIEW(pinned, PinnedView),
     4,
     {offsetof(PinnedView, input), offsetof(PinnedView, seen), offsetof(PinnedView, output),
      offsetof(PinnedView, plain)}},
    {VIEW(reconstruction, ReconstructionView),
     3,
     {offsetof(ReconstructionView, input), offsetof(ReconstructionView, seen), offsetof(ReconstructionView, output)}},
    {offsetof(Views, choice),
     sizeof(ChoiceView),
     offsetof(ChoiceView, shown.version),
     4,
     {offsetof(ChoiceView, shown.input), offsetof(ChoiceView, shown.seen), offsetof(ChoiceView, shown.output),
      offsetof(ChoiceView, pca)}},
    {VIEW(code, CodeView), 1, {offsetof(CodeView, codes)}},
    {VIEW(code_statistics, CodeStatisticsView), 1, {offsetof(CodeStatisticsView, figures)}},
    {VIEW(quality, QualityView), 1, {offsetof(QualityView, frequency)}},
    {VIEW(history, HistoryView), 1, {offsetof(HistoryView, film)}},
    {VIEW(filters, FiltersView),
     3,
     {offsetof(FiltersView, weights), offsetof(FiltersView, shown_values), offsetof(FiltersView, units)}},
    {VIEW(maps, MapsView), 1, {offsetof(MapsView, values)}},
    {VIEW(unit, UnitView),
     4,
     {offsetof(UnitView, atom), offsetof(UnitView, filter), offsetof(UnitView, ascent), offsetof(UnitView, pictures)}},
    {VIEW(sliding, SlidingView),
     3,
     {offsetof(SlidingView, input), offsetof(SlidingView, weights), offsetof(SlidingView, output)}},
    {VIEW(anomaly, AnomalyView),
     3,
     {offsetof(AnomalyView, highest.input), offsetof(AnomalyView, highest.seen),
      offsetof(AnomalyView, highest.output)}},
    {VIEW(network, NetworkView), 2, {offsetof(NetworkView, values), offsetof(NetworkView, ranges)}},
    {VIEW(latent, LatentMapView),
     4,
     {offsetof(LatentMapView, index), offsetof(LatentMapView, label), offsetof(LatentMapView, position),
      offsetof(LatentMapView, value)}},
    {VIEW(latent_pictures, LatentPicturesView), 1, {offsetof(LatentPicturesView, pictures)}},
    {VIEW(latent_hover, LatentHoverView), 2, {offsetof(LatentHoverView, input), offsetof(LatentHoverView, output)}},
    {VIEW(latent_decode, LatentDecodeView),
     3,
     {offsetof(LatentDecodeView, output), offsetof(LatentDecodeView, nearest), offsetof(LatentDecodeView, code)}},
    {VIEW(latent_strip, LatentStripView), 1, {offsetof(LatentStripView, output)}},
    {VIEW(latent_grid, LatentGridView), 1, {offsetof(LatentGridView, output)}},
    {VIEW(play, PlayView),
     11,
     {offsetof(PlayView, input), offsetof(PlayView, seen), offsetof(PlayView, output), offsetof(PlayView, code),
      offsetof(PlayView, applied), offsetof(PlayView, axis), offsetof(PlayView, mean), offsetof(PlayView, spread),
      offsetof(PlayView, low), offsetof(PlayView, high), offsetof(PlayView, axis_share)}},
    {VIEW(play_traversal, PlayImagesView), 1, {offsetof(PlayImagesView, output)}},
    {VIEW(play_strip, PlayImagesView), 1, {offsetof(PlayImagesView, output)}},
    {VIEW(play_algebra, PlayImagesView), 1, {offsetof(PlayImagesView, output)}},
    {VIEW(play_samples, PlayImagesView), 1, {offsetof(PlayImagesView, output)}},
    {VIEW(play_nearest, PlayNearestView),
     2,
     {offsetof(PlayNearestView, code_pictures), offsetof(PlayNearestView, pixel_pictures)}},
    {VIEW(denoising, DenoisingView),
     3,
     {offsetof(DenoisingView, input), offsetof(DenoisingView, seen), offsetof(DenoisingView, output)}},
    {VIEW(compression, CompressionView), 2, {offsetof(CompressionView, input), offsetof(CompressionView, output)}},
    {VIEW(features, FeaturesView), 1, {offsetof(FeaturesView, confusion)}},
};

enum { LAYOUTS = sizeof LAYOUT / sizeof *LAYOUT };

bool view_array_bytes(ViewArray *array, size_t count) {
    if (array->capacity < count) {
        free(array->at);
        array->at = malloc(count);
        array->capacity = array->at ? count : 0;
    }
    array->size = array->capacity < count ? 0 : count;
    return array->size == count;
}

bool view_array_floats(ViewArray *array, size_t count) {
    return view_array_bytes(array, count * sizeof(float));
}

static ViewArray *array_of(const Layout *layout, char *view, int i) {
    return (ViewArray *)(view + layout->array[i]);
}

static void copy(const Layout *layout, char *to, const char *from) {
    ViewArray own[ARRAYS];
    bool room = true;
    for (int i = 0; i < layout->arrays; i++) {
        const ViewArray *theirs = (const ViewArray *)(from + layout->array[i]);
        own[i] = *array_of(layout, to, i);
        room &= view_array_bytes(&own[i], theirs->size);
        if (own[i].size > 0)
            memcpy(own[i].at, theirs->at, own[i].size);
    }
    if (room)
        memcpy(to, from, layout->size);
    else
        memset(to, 0, layout->size);
    for (int i = 0; i < layout->arrays; i++)
        *array_of(layout, to, i) = own[i];
}

void views_copy(Views *to, const Views *from) {
    for (int i = 0; i < LAYOUTS; i++) {
        const Layout *layout = &LAYOUT[i];
        char *ours = (char *)to + layout->view;
        const char *theirs = (const char *)from + layout->view;
        if (memcmp(ours + layout->version, theirs + layout->version, sizeof(uint64_t)) != 0)
            copy(layout, ours, theirs);
    }
}

void views_finish(Views *views) {
    for (int i = 0; i < LAYOUTS; i++)
        for (int a = 0; a < LAYOUT[i].arrays; a++) {
            ViewArray *array = array_of(&LAYOUT[i], (char *)views + LAYOUT[i].view, a);
            free(array->at);
            *array = (ViewArray){0};
        }
}
