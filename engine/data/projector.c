// The files of the Embedding Projector; its documentation describes their formats:
// https://www.tensorflow.org/tensorboard/tensorboard_projector_plugin. Any thread.
#include "projector.h"

#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { PATH = 1024 };

// The square of images.
typedef struct Sprite {
    int columns, rows, shrink; // shrink: pixels of an image that become one, in each direction
    int width, height;         // of one image there
} Sprite;

static Sprite sprite_of(const Projector *p) {
    Sprite s = {.columns = 1, .shrink = 1};
    while (s.columns * s.columns < p->count)
        s.columns++;
    s.rows = s.columns; // the Projector divides the picture's side by this
    int side = p->images->width > p->images->height ? p->images->width : p->images->height;
    while (s.columns * ((side + s.shrink - 1) / s.shrink) > PROJECTOR_SPRITE)
        s.shrink++;
    s.width = (p->images->width + s.shrink - 1) / s.shrink;
    s.height = (p->images->height + s.shrink - 1) / s.shrink;
    return s;
}

static int image_of(const Projector *p, int at) {
    return p->index ? p->index[at] : at;
}

// Mean of a square of pixels; of a channel for red, green and blue each where there are three, else of all.
static uint8_t shade(const Projector *p, const Sprite *s, const uint8_t *pixels, int x, int y, int color) {
    const Images *images = p->images;
    int plane = images->height * images->width, sum = 0, count = 0;
    for (int c = 0; c < images->channels; c++)
        for (int v = y * s->shrink; v < (y + 1) * s->shrink && v < images->height; v++)
            for (int u = x * s->shrink; u < (x + 1) * s->shrink && u < images->width; u++)
                if (images->channels != 3 || c == color) {
                    sum += pixels[c * plane + v * images->width + u];
                    count++;
                }
    return (uint8_t)(count > 0 ? (sum + count / 2) / count : 0);
}

static bool save_sprite(const char *path, const Projector *p, const Sprite *s, ProjectorPng png, Error *error) {
    int width = s->columns * s->width, height = s->rows * s->height;
    uint8_t *picture = calloc((size_t)width * (size_t)height, 3);
    if (!picture)
        return error_memory(error, "the picture of all images");
    for (int i = 0; i < p->count; i++) {
        const uint8_t *pixels = images_pixels(p->images, image_of(p, i));
        int left = i % s->columns * s->width, top = i / s->columns * s->height;
        for (int y = 0; y < s->height; y++)
            for (int x = 0; x < s->width; x++)
                for (int color = 0; color < 3; color++)
                    picture[((size_t)(top + y) * (size_t)width + (size_t)(left + x)) * 3 + (size_t)color] =
                        shade(p, s, pixels, x, y, color);
    }
    bool ok = png(path, picture, width, height, error);
    free(picture);
    return ok;
}

static void write_vectors(FILE *stream, const Projector *p, const Sprite *s) {
    (void)s;
    for (int i = 0; i < p->count; i++)
        for (int u = 0; u < p->units; u++)
            fprintf(stream, "%.7g%c", (double)p->codes[(size_t)i * (size_t)p->units + (size_t)u],
                    u + 1 < p->units ? '\t' : '\n');
}

// A tab or a line's end in a folder's name must not become another column or row.
static void write_name(FILE *stream, const char *name) {
    for (; *name; name++)
        fputc((unsigned char)*name < ' ' ? ' ' : *name, stream);
}

// One column has no heading, more have: so the Projector reads them.
static void write_metadata(FILE *stream, const Projector *p, const Sprite *s) {
    (void)s;
    bool classes = p->images->labels && p->class_names;
    if (classes)
        fputs("image\tclass\n", stream);
    for (int i = 0; i < p->count; i++) {
        int image = image_of(p, i);
        fprintf(stream, classes ? "%d\t" : "%d", image);
        if (classes)
            write_name(stream, p->class_names[p->images->labels[image]]);
        fputc('\n', stream);
    }
}

static void write_config(FILE *stream, const Projector *p, const Sprite *s) {
    (void)p;
    fprintf(stream,
            "embeddings {\n  tensor_name: \"code\"\n  tensor_path: \"vectors.tsv\"\n  metadata_path: \"metadata.tsv\"\n"
            "  sprite {\n    image_path: \"sprite.png\"\n    single_image_dim: %d\n    single_image_dim: %d\n  }\n}\n",
            s->width, s->height);
}

static bool save_text(const char *path, const Projector *p, const Sprite *s,
                      void (*write)(FILE *stream, const Projector *p, const Sprite *s), Error *error) {
    FileWriter writer;
    if (!file_begin(&writer, path, error))
        return false;
    write(writer.stream, p, s);
    return file_commit(&writer, error);
}

bool projector_save(const char *folder, const Projector *p, ProjectorPng png, Error *error) {
    static const struct {
        const char *name;
        void (*write)(FILE *stream, const Projector *p, const Sprite *s);
    } texts[] = {
        {"vectors.tsv", write_vectors}, {"metadata.tsv", write_metadata}, {"projector_config.pbtxt", write_config}};
    char path[PATH];
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return error_system(error, errno, "cannot make the folder %s", folder);
    if (!file_is_folder(folder))
        return error_set(error, "%s: expected a folder, or a name for a new one", folder);
    Sprite sprite = sprite_of(p);
    snprintf(path, sizeof path, "%s/sprite.png", folder);
    bool ok = save_sprite(path, p, &sprite, png, error);
    for (size_t i = 0; ok && i < sizeof texts / sizeof *texts; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, texts[i].name);
        ok = save_text(path, p, &sprite, texts[i].write, error);
    }
    return ok;
}
