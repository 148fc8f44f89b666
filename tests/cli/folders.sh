#!/bin/sh
# Folders of pictures as data sets: the same images train the same, what cannot be used is told, nothing else happens.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

# losses NAME DATA ARGUMENTS: trains and leaves the log in NAME.jsonl, the messages in ./err.
losses() {
    name=$1
    data=$2
    shift 2
    expect 0 train --model tiny.ini --data "$data" --steps 40 --batch 20 --log "$name.jsonl" "$@"
    lines 40 "$name.jsonl"
}

proves "pictures named by index train exactly as the same images from IDX files do"
mkdir idx pictures
cp data/train-images-idx3-ubyte data/train-labels-idx1-ubyte idx
"$HELPER" pictures idx/train-images-idx3-ubyte idx/train-labels-idx1-ubyte pictures || failed "no pictures"
losses idx idx --out idx.safetensors
losses pictures pictures --out pictures.safetensors
says_not err Skipped
same idx.jsonl pictures.jsonl
expect 0 eval idx.safetensors --json
cp out idx.eval
expect 0 eval pictures.safetensors --json
same idx.eval out
expect 0 eval idx.safetensors --data pictures --json
same idx.eval out
expect 0 encode pictures.safetensors --split all --out codes.npy
[ "$("$HELPER" shape codes.npy)" = "300 6" ] || failed "shape $("$HELPER" shape codes.npy)"

mkdir colours
"$HELPER" colours colours 60 16 || failed "no pictures"

proves "text files and broken pictures are skipped, counted and named on stderr; the rest trains as before"
printf hello >pictures/1/notes.txt
printf hello >pictures/README
head -c 60 colours/00000.png >pictures/2/broken.png
losses again pictures
one_message
says err "Skipped 3 of 303 files"
says err "1/notes.txt (not a PNG or JPEG picture)"
says err "2/broken.png (a damaged PNG file)"
same idx.jsonl again.jsonl

proves "a checkpoint finds its folder, with the size and colours that were asked for, from anywhere"
expect 0 train --model tiny.ini --data pictures@6,grey --steps 5 --batch 20 --out six.safetensors
mkdir elsewhere
(cd elsewhere && "$HOURGLASS" eval ../six.safetensors --json >../out 2>../err) || failed "$(cat err)"
"$HELPER" json out mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse pca_components images >values ||
    failed "fields of eval"
expect 1 eval six.safetensors --data pictures
says err "6×6"
expect 1 train --model tiny.ini --data pictures@6,pink --steps 1
one_message
says err "found @6,pink"

proves "RGB pictures without classes train vanilla, and eval does without labels"
expect 0 train --model vanilla --data colours --epochs 20 --batch 10 --log colours.jsonl --out colours.safetensors --sheet colours.png
"$HELPER" json colours.jsonl step epoch loss reconstruction penalty | awk 'NR == 1 { first = $3 } END { exit !($3 < 0.9 * first) }' ||
    failed "nothing was learned"
expect 0 eval colours.safetensors --json
"$HELPER" json out mse bce psnr explained_variance l0 dead_units probe_accuracy pca_mse pca_components images >values
[ "$(cut -d ' ' -f 7 values)" = nan ] || failed "a probe accuracy without labels"
[ "$(cut -d ' ' -f 10 values)" = 10 ] || failed "not every sixth of 60 pictures is held out"
expect 0 bench --data colours@8,grey --models vanilla --threads 1 --batch 10 --seconds 0.02 --json
expect 0 shot --data colours --steps 3 --view code --size 900x600 --out shot.png

proves "an empty folder, one without pictures, one with too few, a single picture"
mkdir empty texts few
printf hello >texts/notes.txt
cp colours/00000.png colours/00001.png few
for folder in empty texts few; do
    expect 1 train --model tiny.ini --data $folder --steps 1 --out never.safetensors
    one_message
    says err "$folder: expected at least 6 PNG or JPEG pictures"
done
says err "found 2"
expect 1 train --model tiny.ini --data colours/00000.png --steps 1 --out never.safetensors
one_message
says err "found one picture"
[ -e never.safetensors ] && failed "something was saved"

proves "a picture that claims to be huge costs no memory and is skipped"
{
    head -c 16 colours/00000.png
    printf '\0\001\0\0\0\001\0\0'
    tail -c +25 colours/00000.png
} >colours/huge.png
expect 0 train --model tiny.ini --data colours --steps 1
says err "huge.png (65536×65536 pixels are too many)"

proves "datasets names folders of pictures"
expect 0 datasets --help
says out "FOLDER@32,grey"
finish
