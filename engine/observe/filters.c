// Which weights are which pictures, and copying them out of their tensors. Called by the observer.
#include "filters.h"

#include <math.h>
#include <string.h>

// The weight a layer multiplies with is its own, or its mirror's, whose rows are then its columns.
static const Layer *owner_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    return layer_borrows(own) ? &net->layer[own->mirror] : own;
}

static bool is_matrix(const Layer *layer) {
    return layer->parameter[0].dimensions == 2;
}

// No layer with weights lies between this one and the image.
static bool is_beside_image(const Net *net, int layer) {
    bool decoder = layer >= net->encoder_layers;
    int step = decoder ? 1 : -1, end = decoder ? net->layers : -1;
    for (int l = layer + step; l != end; l += step)
        if (net->layer[l].parameters > 0)
            return false;
    return true;
}

static bool is_image(Shape shape) {
    return shape.height * shape.width > 1 && (shape.channels == 1 || shape.channels == 3);
}

static Filters matrix_filters(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    bool decoder = layer >= net->encoder_layers, gaussian = own->config.type->gaussian;
    int in = shape_size(own->input), units = shape_size(own->output),
        out = own->parameter[own->parameters - 1].sizes[0];
    if (is_beside_image(net, layer) && decoder && units == shape_size(net->image))
        return (Filters){FILTERS_COLUMNS, in, 1, net->image};
    if (is_beside_image(net, layer) && !decoder && is_image(own->input))
        return (Filters){gaussian ? FILTERS_MEANS : FILTERS_ROWS, units, 1, own->input};
    if (own->input.height * own->input.width > 1)
        return (Filters){FILTERS_TILES, out, own->input.channels, (Shape){1, own->input.height, own->input.width}};
    return (Filters){FILTERS_MATRIX, out, in, (Shape){1, 1, 1}};
}

Filters filters_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    bool decoder = layer >= net->encoder_layers;
    if (own->parameters < 1)
        return (Filters){0};
    if (is_matrix(owner_of(net, layer)))
        return matrix_filters(net, layer);
    Shape near = decoder ? own->output : own->input, far = decoder ? own->input : own->output;
    int kernel = own->config.kernel, channels = near.channels;
    bool pictures = channels == net->image.channels && (channels == 1 || channels == 3);
    if (is_beside_image(net, layer) && pictures)
        return (Filters){FILTERS_KERNELS, far.channels, 1, (Shape){channels, kernel, kernel}};
    return (Filters){FILTERS_SLICES, own->output.channels, own->input.channels, (Shape){1, kernel, kernel}};
}

int filters_layers(const Net *net, int layers[NET_MAX_LAYERS]) {
    int count = 0;
    for (int l = 0; l < net->layers; l++)
        if (net->layer[l].parameters > 0)
            layers[count++] = l;
    return count;
}

FilterUnits filters_units(const Net *net, int layer) {
    const Layer *own = &net->layer[layer];
    Filters filters = filters_of(net, layer);
    bool before = filters.kind == FILTERS_COLUMNS || (filters.kind == FILTERS_KERNELS && layer >= net->encoder_layers);
    Shape shape = before ? own->input : own->output;
    int units = filters.kind == FILTERS_COLUMNS ? shape_size(shape) : shape.channels;
    return (FilterUnits){layer + !before, units, shape_size(shape) / units};
}

// Where value k of column c of row r lies in the flat array: offset + r·row + c·column + k·step.
typedef struct Layout {
    size_t offset, row, column, step;
    int rows, columns, values; // of a column
} Layout;

// (out, in, K, K), or (in, out, K, K) where transposed. The image is on the in-side of the encoder's first layer and on
// the out-side of the decoder's last; its channels are then the columns here.
static Layout kernel_layout(const Net *net, int layer, const Filters *filters) {
    const Layer *own = &net->layer[layer];
    const LayerParameter *weight = &own->parameter[0];
    size_t square = (size_t)filters->shape.height * (size_t)filters->shape.width;
    size_t along = (size_t)weight->sizes[1] * square;
    bool kernels = filters->kind == FILTERS_KERNELS;
    bool rows_out = !kernels || layer < net->encoder_layers, rows_first = rows_out != own->config.type->transposed;
    return (Layout){.offset = weight->offset,
                    .row = rows_first ? along : square,
                    .column = rows_first ? square : along,
                    .step = 1,
                    .rows = filters->rows,
                    .columns = kernels ? filters->shape.channels : filters->columns,
                    .values = (int)square};
}

static Layout layout_of(const Net *net, int layer) {
    const Layer *own = &net->layer[layer], *owner = owner_of(net, layer);
    Filters filters = filters_of(net, layer);
    if (!is_matrix(owner))
        return kernel_layout(net, layer, &filters);
    const LayerParameter *weight = &owner->parameter[0];
    size_t along = (size_t)weight->sizes[1];
    bool rows_first = (filters.kind == FILTERS_COLUMNS) == (owner != own);
    Layout layout = {.offset = weight->offset,
                     .row = rows_first ? along : 1,
                     .step = rows_first ? 1 : along,
                     .rows = filters.rows,
                     .columns = filters.columns,
                     .values = shape_size(filters.shape)};
    layout.column = (size_t)layout.values * layout.step;
    return layout;
}

// Where the values of a row lie far apart, and those of all rows side by side, a few values of each row are read at a
// time, so that every line of the cache that is read or written is used whole.
static void copy_apart(const real *weight, const Layout *layout, const int *rows, int count, float *values) {
    enum { PIXELS = 16 };
    for (int start = 0; start < layout->values; start += PIXELS)
        for (int f = 0; f < count; f++)
            for (int p = start; p < layout->values && p < start + PIXELS; p++)
                values[(size_t)f * (size_t)layout->values + (size_t)p] =
                    weight[(size_t)p * layout->step + (size_t)rows[f]];
}

static void copy_column(const real *from, const Layout *layout, float *values) {
    for (int k = 0; k < layout->values; k++)
        values[k] = from[(size_t)k * layout->step];
}

void filters_copy(const Net *net, int layer, const real *parameters, const int *rows, int count, int first_column,
                  int columns, float *values) {
    Layout layout = layout_of(net, layer);
    const real *weight = parameters + layout.offset;
    if (filters_of(net, layer).columns == 1) {
        first_column = 0;
        columns = layout.columns;
    }
    if (layout.row == 1 && layout.columns == 1) {
        copy_apart(weight, &layout, rows, count, values);
        return;
    }
    for (int f = 0; f < count; f++)
        for (int c = first_column; c < first_column + columns; c++, values += layout.values)
            copy_column(weight + (size_t)rows[f] * layout.row + (size_t)c * layout.column, &layout, values);
}

static float difference(const real *values, const real *start, size_t i) {
    return (float)(start ? values[i] - start[i] : values[i]);
}

void filters_reduce(const Net *net, int layer, const real *parameters, const real *start, const int *rows, int count,
                    int row_share, int column_share, float *values) {
    Layout layout = layout_of(net, layer);
    int across = (layout.columns + column_share - 1) / column_share;
    size_t cells = (size_t)((count + row_share - 1) / row_share) * (size_t)across;
    memset(values, 0, cells * sizeof *values);
    for (int r = 0; r < count; r++) {
        size_t from = layout.offset + (size_t)rows[r] * layout.row;
        float *cell = values + (size_t)(r / row_share) * (size_t)across;
        for (int c = 0; c < layout.columns; c++) {
            float value = difference(parameters, start, from + (size_t)c * layout.column);
            if (fabsf(value) > fabsf(cell[c / column_share]))
                cell[c / column_share] = value;
        }
    }
}

enum { LANES = 16 };

static float square_sum(const real *values, const real *start, int count) {
    float sums[LANES] = {0};
    for (int i = 0; i + LANES <= count; i += LANES)
        for (int k = 0; k < LANES; k++) {
            float value = (float)(start ? values[i + k] - start[i + k] : values[i + k]);
            sums[k] += value * value;
        }
    for (int i = count - count % LANES; i < count; i++) {
        float value = difference(values, start, (size_t)i);
        sums[i % LANES] += value * value;
    }
    for (int k = 1; k < LANES; k++)
        sums[0] += sums[k];
    return sums[0];
}

// Of rows that lie side by side, value after value.
static void add_squares(const Layout *layout, const real *values, const real *start, float *sums) {
    for (int i = 0; i < layout->columns * layout->values; i++) {
        size_t from = layout->offset + (size_t)(i / layout->values) * layout->column +
                      (size_t)(i % layout->values) * layout->step;
        for (int r = 0; r < layout->rows; r++) {
            float value = difference(values, start, from + (size_t)r);
            sums[r] += value * value;
        }
    }
}

void filters_norms(const Net *net, int layer, const real *parameters, const real *start, float *norms) {
    Layout layout = layout_of(net, layer);
    bool whole = layout.column == (size_t)layout.values; // the columns of a row follow one another
    int stretch = whole ? layout.columns * layout.values : layout.values;
    memset(norms, 0, (size_t)layout.rows * sizeof *norms);
    if (layout.step > 1)
        add_squares(&layout, parameters, start, norms);
    for (int r = 0; layout.step == 1 && r < layout.rows; r++)
        for (int c = 0; c < (whole ? 1 : layout.columns); c++) {
            size_t from = layout.offset + (size_t)r * layout.row + (size_t)c * layout.column;
            norms[r] += square_sum(parameters + from, start ? start + from : NULL, stretch);
        }
    for (int r = 0; r < layout.rows; r++)
        norms[r] = sqrtf(norms[r]);
}

// In lanes, which the compiler keeps in vectors.
static float largest(const real *values, const real *start, size_t count) {
    float most[LANES] = {0};
    for (size_t i = 0; i + LANES <= count; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            float value = fabsf(start ? values[i + k] - start[i + k] : values[i + k]);
            most[k] = value > most[k] ? value : most[k];
        }
    for (size_t i = count - count % LANES; i < count; i++) {
        float value = fabsf(start ? values[i] - start[i] : values[i]);
        most[0] = value > most[0] ? value : most[0];
    }
    for (int k = 1; k < LANES; k++)
        most[0] = most[k] > most[0] ? most[k] : most[0];
    return most[0];
}

float filters_limit(const Net *net, int layer, const real *parameters, const real *start) {
    const LayerParameter *weight = &owner_of(net, layer)->parameter[0];
    Layout layout = layout_of(net, layer); // of a Gaussian code beside the image the means come first
    size_t count = (size_t)layout.rows * (size_t)layout.columns * (size_t)layout.values;
    return largest(parameters + weight->offset, start ? start + weight->offset : NULL, count);
}
