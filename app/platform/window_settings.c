// The window's own small file: lines of "name = value". Called at start and at the end, on the UI thread.
#include "window_settings.h"

#include "file.h"
#include "text.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096, FILE_LIMIT = 64 << 10, SIDE_MAX = 16384, HISTORY_MAX = 1 << 20 };

// The user's folder for settings; false where there is none.
static bool folder_path(char path[PATH_SIZE]) {
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    int length = -1;
    if (config && config[0] == '/')
        length = snprintf(path, PATH_SIZE, "%s", config);
    else if (home && home[0] == '/')
        length = snprintf(path, PATH_SIZE, "%s/.config", home);
    return length > 0 && length < PATH_SIZE - 64;
}

static void read_int(const char *value, int low, int high, int *into) {
    int number;
    if (text_to_int(value, low, high, &number))
        *into = number;
}

static void take(WindowSettings *settings, const char *name, const char *value) {
    double scale;
    if (strcmp(name, "x") == 0)
        read_int(value, -SIDE_MAX, SIDE_MAX, &settings->x);
    else if (strcmp(name, "y") == 0)
        read_int(value, -SIDE_MAX, SIDE_MAX, &settings->y);
    else if (strcmp(name, "width") == 0)
        read_int(value, WINDOW_MIN_WIDTH, SIDE_MAX, &settings->width);
    else if (strcmp(name, "height") == 0)
        read_int(value, WINDOW_MIN_HEIGHT, SIDE_MAX, &settings->height);
    else if (strcmp(name, "maximised") == 0)
        settings->maximised = strcmp(value, "yes") == 0;
    else if (strcmp(name, "scale") == 0 && text_to_double(value, &scale) && scale >= 0.5 && scale <= 4)
        settings->scale = (float)scale;
    else if (strcmp(name, "history_megabytes") == 0)
        read_int(value, 0, HISTORY_MAX, &settings->history_megabytes);
    else if (strcmp(name, "theme") == 0 && value[0] && strlen(value) < sizeof settings->theme)
        memcpy(settings->theme, value, strlen(value) + 1);
}

static char *trimmed(char *text) {
    text += strspn(text, " \t\r");
    size_t length = strlen(text);
    while (length && strchr(" \t\r", text[length - 1]))
        length--;
    text[length] = 0;
    return text;
}

void window_settings_load(WindowSettings *settings) {
    *settings = (WindowSettings){.x = INT_MIN, .y = INT_MIN, .width = 1440, .height = 900, .scale = 1, .theme = "dark"};
    char path[PATH_SIZE];
    unsigned char *bytes;
    size_t size;
    if (!folder_path(path))
        return;
    strcat(path, "/hourglass/window.ini");
    if (!file_exists(path) || !file_read(path, FILE_LIMIT, &bytes, &size, NULL))
        return;
    char *rest = NULL;
    for (char *line = strtok_r((char *)bytes, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *equals = strchr(line, '=');
        if (!equals || *trimmed(line) == ';')
            continue;
        *equals = 0;
        take(settings, trimmed(line), trimmed(equals + 1));
    }
    free(bytes);
}

static bool make_folder(const char *path, Error *error) {
    return mkdir(path, 0777) == 0 || errno == EEXIST || error_system(error, errno, "cannot make the folder %s", path);
}

static void print(FILE *out, const WindowSettings *settings) {
    fprintf(out, "; Written by Hourglass when its window closes.\n");
    if (settings->x != INT_MIN && settings->y != INT_MIN)
        fprintf(out, "x = %d\ny = %d\n", settings->x, settings->y);
    // Hundredths, without the locale's comma.
    int scale = (int)(settings->scale * 100 + 0.5F);
    fprintf(out, "width = %d\nheight = %d\nmaximised = %s\nscale = %d.%02d\ntheme = %s\n", settings->width,
            settings->height, settings->maximised ? "yes" : "no", scale / 100, scale % 100, settings->theme);
    if (settings->history_megabytes > 0)
        fprintf(out, "history_megabytes = %d\n", settings->history_megabytes);
}

bool window_settings_save(const WindowSettings *settings, Error *error) {
    char path[PATH_SIZE];
    if (!folder_path(path))
        return error_set(error, "neither XDG_CONFIG_HOME nor HOME names a folder for settings");
    if (!make_folder(path, error))
        return false;
    strcat(path, "/hourglass");
    if (!make_folder(path, error))
        return false;
    strcat(path, "/window.ini");
    FileWriter writer;
    if (!file_begin(&writer, path, error))
        return false;
    print(writer.stream, settings);
    return file_commit(&writer, error);
}
