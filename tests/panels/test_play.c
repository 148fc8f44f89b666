#include "panel_stage.h"
#include "test.h"
int main(void) { return 0; }
