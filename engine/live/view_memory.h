// The memory that views hold: making room in it, copying views from the observer to the mailbox, freeing them.
#ifndef HOURGLASS_VIEW_MEMORY_H
#define HOURGLASS_VIEW_MEMORY_H

#include "views.h"

/// Room for so many bytes or floats, whose values are not kept. False, with nothing in the array, if memory is short.
bool view_array_bytes(ViewArray *array, size_t count);
bool view_array_floats(ViewArray *array, size_t count);

/// Makes `to` the same as `from`; each of them keeps memory of its own. Views of equal version are taken to be equal
/// already. A view for which memory is short becomes one of nothing.
void views_copy(Views *to, const Views *from);

/// Frees what the views hold.
void views_finish(Views *views);

#endif
