// The program without its window: starts, obeys, shows, survives, stops.
#include "live_tests.h"

#include "kernels.h"

#include <stddef.h>

int main(void) {
    kernels_choose(NULL);
    return live_runs() + live_settings() + live_past() + live_codes() + live_filters() + live_layers();
}
