// The running program without its window: a trainer, an observer and a jobs thread behind one handle. All calls are
// made by one thread, the interface's; none of them waits but live_destroy. What is here is plain data: whoever shows
// it needs no type of the engine beneath.
#ifndef HOURGLASS_LIVE_H
#define HOURGLASS_LIVE_H

#include "class_set.h"
#include "command.h"
#include "views.h"

typedef struct Live Live;

typedef struct LiveDesc {
    int threads;                 // of the training team; 0: OMP_NUM_THREADS or the processors there are
    const char *models;          // folder of the built-in models; must outlive the handle
    void (*wake)(void *context); // called from any thread when something new can be read; may be NULL
    void *context;
    // Decodes a picture for the jobs thread, as ImageDecoder in dataset_options.h; NULL: pictures and folders of them
    // cannot be opened.
    bool (*decode)(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason);
    // Writes pixels (height, width, 3) as a PNG file; NULL: codes can be exported without pictures alone.
    bool (*save_png)(const char *path, const uint8_t *pixels, int width, int height, Error *error);
} LiveDesc;

enum { LIVE_MESSAGES = 8, LIVE_LAYERS = 64, LIVE_CURVE = 1024, LIVE_CLASSES = 256, LIVE_PCA = 512, LIVE_MARKS = 32 };

/// A sentence for the user. Serials count up from 1, so that each is shown once.
typedef struct LiveMessage {
    uint64_t serial;
    bool problem;
    char text[512];
} LiveMessage;

typedef enum LayerPart { PART_ENCODER, PART_CODE, PART_DECODER } LayerPart;

/// One line of the network.
typedef struct LiveLayer {
    char text[128], shape[40]; // "dense 64 relu", "64"
    uint64_t parameters;
    LayerPart part; // the code is the encoder's last layer
} LiveLayer;

/// The model in use.
typedef struct LiveModel {
    char id[64], title[64], about[256];
    bool bce; // else MSE
    int layers, units;
    LiveLayer layer[LIVE_LAYERS];
    char activation[16]; // of the code, "" for linear
    bool activates;      // the code's activation can be chosen
    bool gaussian;       // the code is Gaussian: β weighs its KL divergence
    bool sigmoid;        // the code is of units from 0 to 1, which a KL penalty can hold sparse
    bool sparse;         // the code is held sparse: fewer units than it has speak for an image
    uint64_t parameters;
    int channels, height, width; // of an image
    char file[COMMAND_TEXT];     // the model as a file's text, with penalties as they are now
} LiveModel;

typedef struct LiveSettings {
    int batch, optimizer; // 0 Adam, 1 SGD
    double rate, momentum, l1, kl, rho, beta, weight_decay;
    double gaussian, salt_pepper, mask, square; // corruption of the images
    uint64_t seed;
    ClassSet left_out; // classes that the run never trains on
    int images;        // training images of the others: those of an epoch
} LiveSettings;

typedef struct LiveData {
    char id[512], title[128];
    int train_images, test_images, classes;
    char class_name[LIVE_CLASSES][32];
    int pca;                      // components for which the error is known, 0 while it is being computed
    double pca_mse[LIVE_PCA + 1]; // test MSE a pixel with 0 … pca components
} LiveData;

/// The training loss: mean over the steps up to `step`, nats per image.
typedef struct LivePoint {
    double step, reconstruction, penalty;
} LivePoint;

enum { LIVE_PICTURE_BYTES = VIEW_PICTURE };

/// A picture of the user's own, fitted to the images in use. Serials count up from 1. While images of another shape are
/// in use than it was fitted to, it is as if there were none.
typedef struct LivePicture {
    uint64_t serial; // 0: none
    char name[128];  // of the file, without its folder
    int channels, height, width;
    uint8_t pixels[LIVE_PICTURE_BYTES]; // (C, H, W)
} LivePicture;

/// What a COMMAND_UNDO would undo.
typedef enum UndoKind { UNDO_NONE, UNDO_RESET, UNDO_RESAMPLE, UNDO_KINDS } UndoKind;

typedef enum LiveMarkKind { LIVE_MARK_RESAMPLE } LiveMarkKind;

/// Something that was done to the run beside training it.
typedef struct LiveMark {
    uint64_t step; // after which it was done
    LiveMarkKind kind;
    int units; // of the code that it was done to
} LiveMark;

/// Where the trainer stands.
typedef struct LiveStatus {
    uint64_t run, generation; // run 0: no model yet; the generation changes whenever weights do without a step
    LiveModel model;
    LiveSettings settings;
    LiveData data;
    uint64_t step, epoch, epoch_steps,
        epoch_step;                       // updates; epochs finished; updates in an epoch, and in this one so far
    double loss, reconstruction, penalty; // of the newest step
    LivePoint curve[LIVE_CURVE];
    int points, threads;
    LiveMark mark[LIVE_MARKS]; // of the run, oldest first; when there is no more room the oldest goes
    int marks;
    UndoKind undo;
    bool running, loading;              // loading: a job is under way
    double progress;                    // 0 to 1 while pictures are loaded, else negative
    double images_per_second;           // of the last second or so of training
    uint64_t commands;                  // commands carried out so far
    double published;                   // when, on clock_seconds()
    LivePicture picture;                // the last one loaded
    LiveMessage message[LIVE_MESSAGES]; // the newest ones, in a ring by serial
} LiveStatus;

/// Starts the threads. Nothing trains before a COMMAND_DATA, a COMMAND_MODEL and a COMMAND_RUN.
Live *live_create(const LiveDesc *desc, Error *error);

/// Stops training and jobs, waits for the threads and frees everything. Takes NULL.
void live_destroy(Live *live);

/// Sends a command. False, with the reason, if it makes no sense or the queue is full.
bool live_send(Live *live, const LiveCommand *command, Error *error);

/// Says what the visible views need.
void live_request(Live *live, const ViewRequest *request);

/// The latest status and views; each stays valid until the next call of the same function.
const LiveStatus *live_status(Live *live);
const Views *live_views(Live *live);

/// CPU seconds that computing views has taken so far.
double live_observed(const Live *live);

#endif
