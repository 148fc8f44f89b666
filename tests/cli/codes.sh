#!/bin/sh
# eval, encode and decode of a checkpoint agree with one another.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model
fields="mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse pca_components images"
expect 0 train --model tiny.ini --data data --epochs 30 --batch 20 --lr 0.01 --out tiny.safetensors

proves "eval --json has exactly its fields, within their ranges; the model learns what is there to learn"
expect 0 eval tiny.safetensors --data data --json
lines 1 out
# shellcheck disable=SC2086
"$HELPER" json out $fields >values || failed "fields"
# shellcheck disable=SC2046
set -- $(cat values)
holds "$1 > 0 && $1 < 0.05 && $2 > 0 && $3 > 10 && $4 > 0.3 && $4 < 1 && $5 > 0 && $5 <= 6 && $6 >= 0 && $6 <= 6"
holds "$7 > 0.5 && $7 <= 1 && $8 > 0 && $8 < 0.1 && $9 == 6 && ${10} == 60"
holds "($3 + 10 * log($1) / log(10)) ^ 2 < 1e-8"
mse=$1
expect 0 eval tiny.safetensors --json
same_as_before=$(cat out)
expect 0 eval tiny.safetensors --json --threads 5
[ "$same_as_before" = "$(cat out)" ] || failed "five threads find other numbers"

proves "eval's table names every number, and --split train measures the training images"
expect 0 eval tiny.safetensors
for text in MSE PCA BCE PSNR "explained variance" L0 "dead units" "linear probe" "60 test images"; do says out "$text"; done
expect 0 eval tiny.safetensors --split train
says out "300 train images"

proves "encode writes (images, units) for test, train and all, train first"
expect 0 encode tiny.safetensors --data data --out codes.npy
[ "$("$HELPER" shape codes.npy)" = "60 6" ] || failed "shape $("$HELPER" shape codes.npy)"
expect 0 encode tiny.safetensors --split train --out train.npy
[ "$("$HELPER" shape train.npy)" = "300 6" ] || failed "shape $("$HELPER" shape train.npy)"
expect 0 encode tiny.safetensors --split all --out all.npy --threads 2
[ "$("$HELPER" shape all.npy)" = "360 6" ] || failed "shape $("$HELPER" shape all.npy)"
tail -c +129 train.npy >both
tail -c +129 codes.npy >>both
tail -c +129 all.npy | cmp -s - both || failed "all is not train and test"
expect 2 encode tiny.safetensors --split valid --out x.npy
says err "--split"

proves "encode writes a folder for the Embedding Projector"
expect 0 encode tiny.safetensors --data data --projector projector --out both.npy
cmp -s codes.npy both.npy || failed "other codes beside the projector's"
[ "$(wc -l <projector/vectors.tsv)" = "$(($(wc -l <projector/metadata.tsv) - 1))" ] || failed "rows do not match"
for file in sprite.png projector_config.pbtxt; do [ -s projector/$file ] || failed "no $file"; done
expect 2 encode tiny.safetensors --data data --split all --projector projector
expect 2 encode tiny.safetensors --data data

proves "decoding the codes gives the reconstructions that eval measures"
expect 0 decode tiny.safetensors codes.npy --out images.npy
[ "$("$HELPER" shape images.npy)" = "60 1 8 8" ] || failed "shape $("$HELPER" shape images.npy)"
found=$("$HELPER" mse images.npy data/t10k-images-idx3-ubyte)
holds "($found - $mse) ^ 2 < 1e-10"

proves "decode draws a sheet"
expect 0 decode tiny.safetensors codes.npy --out sheet.png
[ "$(head -c 4 sheet.png | tail -c 3)" = PNG ] || failed "not a PNG"

proves "codes of another size, of other dimensions, not finite, or no codes at all are refused"
printf '[encoder]\nlayer = dense 5\n[decoder]\nlayer = dense image\n' >five.ini
expect 0 train --model five.ini --data data --steps 1 --out five.safetensors
expect 1 decode five.safetensors codes.npy --out no.npy
one_message
says err codes.npy
says err 5
expect 1 decode tiny.safetensors images.npy --out no.npy
one_message
expect 1 decode tiny.safetensors tiny.ini --out no.npy
one_message
cp codes.npy bad.npy
"$HELPER" poison bad.npy
expect 1 decode tiny.safetensors bad.npy --out no.npy
one_message
says err bad.npy
expect 1 decode tiny.safetensors bad.npy --out no.png
[ -e no.npy ] || [ -e no.png ] && failed "something was written"

proves "a checkpoint of other images, a broken one or none is refused by all three"
mkdir wide
cp data/train-images-idx3-ubyte data/t10k-images-idx3-ubyte wide
# the same bytes as images of 4×16
for half in train t10k; do
    { head -c 8 data/$half-images-idx3-ubyte; printf '\0\0\0\004\0\0\0\020'; tail -c +17 data/$half-images-idx3-ubyte; } \
        >wide/$half-images-idx3-ubyte
done
expect 1 eval tiny.safetensors --data wide
one_message
says err "4×16"
head -c 500 tiny.safetensors >cut.safetensors
for file in cut.safetensors missing.safetensors tiny.ini; do
    expect 1 eval $file --data data
    one_message
    says err $file
    expect 1 encode $file --data data --out no.npy
    one_message
    expect 1 decode $file codes.npy --out no.npy
    one_message
done

proves "the mean image explains nothing and a copy everything: extremes of eval stay JSON"
expect 0 train --model tiny.ini --data data --epochs 0 --set model.loss=mse --out raw.safetensors
expect 0 eval raw.safetensors --json
# shellcheck disable=SC2086
"$HELPER" json out $fields >values || failed "fields of an untrained net"
printf '[model]\nloss = mse\n[encoder]\nlayer = dense image\n[decoder]\nlayer = dense image\n' >copy.ini
expect 0 train --model copy.ini --data data --epochs 0 --out copy.safetensors
expect 0 eval copy.safetensors --json
# shellcheck disable=SC2086
"$HELPER" json out $fields >values || failed "fields of a code as large as the image"
expect 0 eval copy.safetensors
says out "no compression"

proves "bench prints a JSON object a line"
models=vanilla,deep figures=4
[ "${SANITIZED:-no}" = no ] || models=vanilla figures=2
expect 0 bench --data data --models $models --threads 1,2 --seconds 0.05 --batch 32
"$HELPER" json out model threads batch images_per_second gflops peak_gflops fraction_of_peak kernels >values ||
    failed "fields of bench"
lines $figures values
awk '{ if (!($4 > 0 && $5 > 0 && $6 > $5 && $7 > 0 && $7 < 1 && $3 == 32)) bad = 1 } END { exit bad }' values ||
    failed "figures of bench: $(cat values)"
expect 1 bench --data data --models nothing --seconds 0.01
one_message
no_temporaries
finish
