// PNG files by SDL_image, written through base/file. Any thread.
#include "png_file.h"

#include "file.h"

#include <SDL.h>
#include <SDL_image.h>

bool png_file_save(SDL_Surface *surface, const char *path, Error *error) {
    FileWriter writer;
    if (!file_begin(&writer, path, error))
        return false;
    SDL_RWops *out = SDL_RWFromFP(writer.stream, SDL_FALSE);
    if (!out || IMG_SavePNG_RW(surface, out, 0) != 0) {
        error_set(error, "cannot write %s: %s", path, SDL_GetError());
        if (out)
            SDL_RWclose(out);
        file_abandon(&writer);
        return false;
    }
    SDL_RWclose(out);
    return file_commit(&writer, error);
}
