// Scores that are higher for some classes, and curves made from them.
#include "sample_anomaly.h"

#include "roc.h"
#include "test.h"

enum { IMAGES = 1000, WORST = 900 }; // WORST: the highest score, in tenths

static RocItem items[IMAGES];

// `skill`: by how many tenths those left out have more.
static void rank(const ClassSet *left_out, int purpose, int skill) {
    for (int i = 0; i < IMAGES; i++) {
        bool anomaly = class_set_has(left_out, i % SAMPLE_SHAPES);
        int tenths = 80 + sample_noise(i, purpose, 150) + sample_noise(i, purpose + 1, 150) + (anomaly ? skill : 0);
        items[i] = (RocItem){
            .score = (float)tenths / 10, .image = i, .anomaly = anomaly, .label = (uint8_t)(i % SAMPLE_SHAPES)};
    }
    roc_sort(items, IMAGES);
}

// The images of the view Reconstructions, those left out first of every two.
static void fill_images(SampleViews *sample, AnomalyView *view) {
    view->highest = sample->views.choice.shown;
    for (int i = 0; i < view->highest.images; i++) {
        view->highest.label[i] = view->highest.index[i] % SAMPLE_SHAPES;
        view->score[i] = (float)(WORST - 7 * i) / 10;
    }
}

void sample_anomaly_leave_out(SampleViews *sample, const char *classes) {
    AnomalyView *view = &sample->views.anomaly;
    LiveSettings *settings = &sample->status.settings;
    assert_true(class_set_read(classes, &settings->left_out));
    *view = (AnomalyView){.left_out = settings->left_out, .version = 1};
    if (class_set_count(&settings->left_out) == 0)
        return;
    view->tag = sample_tag();
    view->bound = sample->status.model.gaussian;
    view->fitted = view->components = sample->status.model.units;
    for (int kind = 0; kind <= (view->bound ? ANOMALY_BOUND : ANOMALY_ERROR); kind++) {
        rank(&view->left_out, 201 + 2 * kind, 90 - 30 * kind);
        roc_make(items, IMAGES, &view->roc[kind]);
        spread_make(items, IMAGES, &view->spread[kind]);
    }
    rank(&view->left_out, 205, 40);
    roc_make(items, IMAGES, &view->pca);
    fill_images(sample, view);
}
