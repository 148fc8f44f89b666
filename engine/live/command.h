// What the user interface can ask of the trainer: tagged plain data, checked before use.
#ifndef HOURGLASS_COMMAND_H
#define HOURGLASS_COMMAND_H

#include "error.h"

typedef enum CommandKind {
    COMMAND_RUN,          // train until told to pause
    COMMAND_PAUSE,        //
    COMMAND_STEP,         // `count` steps, then pause
    COMMAND_EPOCH,        // to the end of the epoch, then pause
    COMMAND_RATE,         // `value`: learning rate
    COMMAND_MOMENTUM,     // `value`
    COMMAND_L1,           // `value`: λ
    COMMAND_KL,           // `value`: weight of the KL sparsity penalty
    COMMAND_RHO,          // `value`: the mean activation it asks for
    COMMAND_BETA,         // `value`: β of a Gaussian code
    COMMAND_WEIGHT_DECAY, // `value`
    COMMAND_GAUSSIAN,     // `value`: σ of the noise on the images
    COMMAND_SALT_PEPPER,  // `value`: share of pixels that become black or white
    COMMAND_MASK,         // `value`: share of pixels that become black
    COMMAND_SQUARE,       // `value`: side of a black square, as a part of the image's
    COMMAND_BATCH,        // `count` images
    COMMAND_OPTIMIZER,    // `count`: 0 Adam, 1 SGD
    COMMAND_MODEL,        // `text`: id or model file; goes on with its run on the data in use, or starts it
    COMMAND_ACTIVATION,   // `text`: of the code ("" for linear); starts the run anew
    COMMAND_DATA,         // `text`: id or path; loaded by the jobs thread while training goes on
    COMMAND_RESET,        // new weights; the old run is kept until the next reset
    COMMAND_UNDO,         // the run as it was before the last reset or resampling
    COMMAND_SAVE,         // `text`: path; everything an exact resume needs
    COMMAND_RESTORE,      // `text`: path of a checkpoint, which becomes the run of its model
    COMMAND_EDIT, // `text`: a model file's text, `name`: its id; with `count` 1 it starts with new weights, else it
                  // goes on with its run
    COMMAND_SAVE_MODEL, // `text`: a model file's text, `name`: path to write it to
    COMMAND_RESAMPLE,   // `count`: a unit of the code that is dead, or -1 for all that are: they start again. Judged on
                        // training images (resampling.h), while the figures on screen are of test images
    COMMAND_LEAVE_OUT, // `text`: numbers of classes such as "7,9", or "": the run starts anew and never trains on them;
                       // the old run is kept as by a reset
    COMMAND_EXPORT,    // `name`: a path that ends in .npy, or a folder for the Embedding Projector, for the codes of
                       // test images; `text`: which, four a hexadecimal digit, the first image in the highest bit;
                       // "": all
    COMMAND_PICTURE,   // `text`: path of a PNG or JPEG, loaded by the jobs thread as one more image to look at
    COMMAND_KINDS
} CommandKind;

/// Most bytes of a path and of a text, with the final zero. A text holds any model file of ours.
enum { COMMAND_PATH = 512, COMMAND_TEXT = 12288 };

typedef struct LiveCommand {
    CommandKind kind;
    double value;
    int count;
    char name[COMMAND_PATH], text[COMMAND_TEXT];
} LiveCommand;

/// True for commands of which only the last of several waiting ones matters.
bool command_coalesces(CommandKind kind);

/// False, with what was expected, for a command that makes no sense whatever the state of the run.
bool command_check(const LiveCommand *command, Error *error);

#endif
