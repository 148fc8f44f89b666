// Which renderer draws. SDL's own choice is right with a graphics card. Where OpenGL is computed by the processor
// (llvmpipe, softpipe) a frame took 12-15 ms; SDL's software renderer without it takes 0.9 ms. Called once by window.c.
#include "window_parts.h"

#include <stdlib.h>
#include <string.h>

static void close_both(Window *window) {
    if (window->renderer)
        SDL_DestroyRenderer(window->renderer);
    if (window->window)
        SDL_DestroyWindow(window->window);
    window->renderer = NULL;
    window->window = NULL;
}

static bool open_both(Window *window, const char *title, const SDL_Rect *place, Uint32 flags, Uint32 kind) {
    window->window = SDL_CreateWindow(title, place->x, place->y, place->w, place->h, flags);
    if (window->window)
        window->renderer = SDL_CreateRenderer(window->window, -1, kind);
    if (window->renderer)
        return true;
    close_both(window);
    return false;
}

// The name of what carries out OpenGL, while a renderer on it is current; empty for other renderers.
static const char *gl_name(const SDL_RendererInfo *info) {
    enum { GL_RENDERER_NAME = 0x1F01 };
    typedef const unsigned char *(*GetString)(unsigned name);
    if (strncmp(info->name, "opengl", 6) != 0)
        return "";
    void *address = SDL_GL_GetProcAddress("glGetString");
    GetString get_string = NULL;
    memcpy(&get_string, &address, sizeof address);
    const char *name = get_string ? (const char *)get_string(GL_RENDERER_NAME) : NULL;
    return name ? name : "";
}

static bool better_in_software(const Window *window) {
    const char *wish = SDL_GetHint(SDL_HINT_RENDER_DRIVER);
    SDL_RendererInfo info;
    if ((wish && wish[0]) || SDL_GetRendererInfo(window->renderer, &info) != 0)
        return false;
    const char *name = gl_name(&info);
    return strcmp(info.name, "software") == 0 || strstr(name, "llvmpipe") || strstr(name, "softpipe");
}

bool renderer_open(Window *window, const char *title, const SDL_Rect *place, Uint32 flags, Error *error) {
    bool open = open_both(window, title, place, flags, 0);
    if (open && better_in_software(window)) {
        close_both(window);
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        open = open_both(window, title, place, flags, SDL_RENDERER_SOFTWARE);
        if (!open) { // Wayland has no framebuffer of its own
            SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, NULL);
            open = open_both(window, title, place, flags, 0);
        }
    }
    return open || error_set(error, "no display: a window cannot be opened (%s)", SDL_GetError());
}
