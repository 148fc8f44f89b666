// A picture of the user's own, to be looked at through the run in use: asked for from the jobs thread in the shape of
// the images there are, and taken only if that is still their shape. On the trainer's thread, between two chunks of
// steps.
#include "trainer.h"

#include <stdlib.h>

Images trainer_image_shape(const Trainer *t) {
    const Dataset *data = t->current ? t->current->session.data : t->data;
    Images shape = {0};
    if (data) {
        shape.channels = data->train.channels;
        shape.height = data->train.height;
        shape.width = data->train.width;
    }
    return shape;
}

static bool has_shape(const LivePicture *picture, const Images *shape) {
    return picture->channels == shape->channels && picture->height == shape->height && picture->width == shape->width;
}

bool trainer_picture_fits(const Trainer *t) {
    Images shape = trainer_image_shape(t);
    return t->picture.serial > 0 && has_shape(&t->picture, &shape);
}

void trainer_load_picture(Trainer *t, const char *path) {
    Job job = {.kind = JOB_PICTURE, .like = trainer_image_shape(t)};
    if (job.like.channels == 0) {
        trainer_say(t, true, "There is no data set yet whose images a picture could be fitted to.");
        return;
    }
    if (images_size(&job.like) > LIVE_PICTURE_BYTES) {
        trainer_say(t, true,
                    "A picture is fitted to images of up to 128×128 pixels in colour; those in use are of %d×%d.",
                    job.like.width, job.like.height);
        return;
    }
    snprintf(job.path, sizeof job.path, "%s", path);
    trainer_start_job(t, &job);
}

void trainer_take_picture(Trainer *t, Note *note) {
    Images shape = trainer_image_shape(t);
    if (has_shape(note->picture, &shape)) {
        uint64_t serial = t->picture.serial + 1;
        t->picture = *note->picture;
        t->picture.serial = serial;
    } else {
        trainer_load_picture(t, note->command.text); // other images are in use by now
    }
    free(note->picture);
}
