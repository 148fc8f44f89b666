// Reads a picture of the user's own and fits it to the images in use. On the jobs thread.
#include "file.h"
#include "jobs.h"
#include "picture.h"

#include <stdlib.h>
#include <string.h>

// The file's own name; the last characters of a name that is too long.
static void name_picture(const char *path, LivePicture *picture) {
    const char *name = file_base_name(path);
    size_t length = strlen(name), most = sizeof picture->name - 1;
    const char *from = name + (length > most ? length - most : 0);
    while (((unsigned char)*from & 0xc0) == 0x80) // not from the middle of a character
        from++;
    snprintf(picture->name, sizeof picture->name, "%s", from);
}

static bool read_picture(const Live *live, const Job *job, LivePicture *picture, Error *reason) {
    ImageSize size;
    if (!live->desc.decode)
        return error_set(reason, "pictures cannot be decoded here");
    if (!image_size_read(job->path, &size, reason) ||
        !picture_read(job->path, &size, live->desc.decode, &job->like, picture->pixels, reason))
        return false;
    picture->channels = job->like.channels;
    picture->height = job->like.height;
    picture->width = job->like.width;
    name_picture(job->path, picture);
    return true;
}

bool jobs_load_picture(Live *live, Job *job, Note *note) {
    Error reason = {0};
    LivePicture *picture = calloc(1, sizeof *picture);
    if (!picture)
        error_memory(&reason, "a picture");
    if (picture && read_picture(live, job, picture, &reason)) {
        note->kind = NOTE_PICTURE_READY;
        note->picture = picture;
        snprintf(note->command.text, sizeof note->command.text, "%s", job->path);
        return true;
    }
    free(picture);
    note->kind = NOTE_JOB_FAILED;
    error_set(&note->error, "%s: %s", file_base_name(job->path), reason.text);
    return true;
}
