// Opening checkpoints for eval, encode and decode.
#include "loaded.h"

#include <string.h>

static bool open_data(Loaded *loaded, const char *data, Error *error) {
    loaded->data = dataset_open(data ? data : loaded->checkpoint.settings.data, error);
    if (!loaded->data)
        return false;
    const Images *images = &loaded->data->train;
    Shape found = {images->channels, images->height, images->width};
    return shape_equal(found, loaded->net.image) ||
           error_set(error, "the model was made for images of %s; %s has %s", shape_text(loaded->net.image).text,
                     loaded->data->title, shape_text(found).text);
}

bool loaded_open(Loaded *loaded, const char *path, bool want_data, const char *data, Error *error) {
    *loaded = (Loaded){0};
    if (!checkpoint_load(path, &loaded->checkpoint, error))
        return false;
    const Checkpoint *c = &loaded->checkpoint;
    bool ok = spec_build(&c->spec, path, c->image, &loaded->net, error);
    if (ok) {
        memcpy(loaded->net.parameters, c->parameters, c->parameter_count * sizeof(real));
        Team solo = team_solo();
        net_prepare(&loaded->net, &solo);
    }
    ok = ok && (!want_data || open_data(loaded, data, error));
    if (!ok)
        loaded_finish(loaded);
    return ok;
}

void loaded_finish(Loaded *loaded) {
    net_finish(&loaded->net);
    dataset_release(loaded->data);
    checkpoint_finish(&loaded->checkpoint);
    *loaded = (Loaded){0};
}
