#!/bin/sh
# Data sets that are missing or broken: the file, what was expected, what was found, exit 1.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

# refused FOLDER TEXT...: training on it fails with one message that contains the texts.
refused() {
    folder=$1
    shift
    expect 1 train --model tiny.ini --data "$folder" --steps 1 --out never.safetensors
    one_message
    for text in "$@"; do says err "$text"; done
    [ -e never.safetensors ] && failed "something was saved"
}

# broken: a fresh copy of the data set in ./broken.
broken() {
    rm -rf broken
    cp -r data broken
}

proves "without Fashion-MNIST the message says how to get it and what to take instead"
export FASHION_MNIST=/nonexistent
refused fashion-mnist /nonexistent "apt install dataset-fashion-mnist" "--data strokes"
expect 1 train --model tiny.ini --steps 1
says err "--data strokes"
export FASHION_MNIST="$scratch/empty"
mkdir empty
refused fashion-mnist "$scratch/empty" "apt install dataset-fashion-mnist"
unset FASHION_MNIST

proves "a path that is not there, an empty folder, a file that is no data set"
refused nowhere nowhere strokes
refused empty empty
refused tiny.ini tiny.ini

proves "truncated, wrong magic, sizes that do not multiply, labels that do not fit"
broken
head -c 1000 data/train-images-idx3-ubyte >broken/train-images-idx3-ubyte
refused broken broken/train-images-idx3-ubyte
broken
: >broken/t10k-images-idx3-ubyte
refused broken broken/t10k-images-idx3-ubyte
broken
{ printf 'ABCD'; tail -c +5 data/train-images-idx3-ubyte; } >broken/train-images-idx3-ubyte
refused broken broken/train-images-idx3-ubyte
broken
echo more >>broken/train-images-idx3-ubyte
refused broken broken/train-images-idx3-ubyte
broken
cp data/t10k-labels-idx1-ubyte broken/train-labels-idx1-ubyte
refused broken broken/train-labels-idx1-ubyte 300 60
broken
cp data/train-labels-idx1-ubyte broken/train-images-idx3-ubyte
refused broken broken/train-images-idx3-ubyte

proves "a broken .gz"
if command -v gzip >/dev/null; then
    broken
    gzip broken/train-images-idx3-ubyte
    expect 0 train --model tiny.ini --data broken --steps 1
    size=$(wc -c <broken/train-images-idx3-ubyte.gz)
    head -c $((size - 100)) broken/train-images-idx3-ubyte.gz >cut
    cp cut broken/train-images-idx3-ubyte.gz
    refused broken broken/train-images-idx3-ubyte.gz
    echo nonsense >broken/train-images-idx3-ubyte.gz
    refused broken broken/train-images-idx3-ubyte.gz
fi

proves "images without labels, and without a test half, are taken"
broken
rm broken/*labels*
expect 0 train --model tiny.ini --data broken --steps 20 --sheet sheet.png --out unlabelled.safetensors
expect 0 eval unlabelled.safetensors --json
"$HELPER" json out mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse pca_components images >values ||
    failed "fields without labels"
[ "$(cut -d ' ' -f 7 values)" = nan ] || failed "a probe accuracy without labels"
expect 0 eval unlabelled.safetensors
says out "no labels"
rm broken/t10k*
expect 0 train --model tiny.ini --data broken --steps 5 --out held.safetensors
expect 0 eval held.safetensors --json
"$HELPER" json out mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse pca_components images >values
[ "$(cut -d ' ' -f 10 values)" = 50 ] || failed "not every sixth of 300 images is held out"

proves "strokes need no files"
expect 0 train --data strokes --steps 3 --out strokes.safetensors
if [ -e /usr/share/datasets/fashion-mnist ]; then
    expect 0 train --steps 3
    expect 1 eval unlabelled.safetensors --data fashion-mnist
    one_message
    says err "28"
else
    echo "  (Fashion-MNIST is missing: its part is skipped)"
fi
finish
