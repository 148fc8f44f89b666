#!/bin/sh
# A model file of one's own trains, is told where it is wrong, and its checkpoint opens by itself.
. "$(dirname "$0")/lib.sh"
tiny_set

proves "a user's file of eight layers trains, and its checkpoint needs no file"
cat >mine.ini <<'END'
[model]
title = Mine
loss  = mse
[encoder]
layer = conv 4 3x3 stride 2 relu
layer = conv 8 3x3 relu
layer = dense 24 relu
layer = dense 5
[decoder]
layer = dense back relu
layer = reshape back
layer = conv 4 3x3 relu
layer = conv_transpose image 4x4 stride 2
[penalty]
weight_decay = 0.0001
END
expect 0 train --model mine.ini --data data --threads 1 --epochs 2 --batch 30 --out mine.safetensors
says out "epoch  2.00"
cp mine.ini wrong.ini
rm mine.ini
expect 0 eval mine.safetensors --data data --threads 1
says out "of 5 an image"
expect 0 encode mine.safetensors --data data --out codes.npy
expect 0 decode mine.safetensors codes.npy --out images.npy
[ -s images.npy ] || failed "no images"

proves "a mistake is told with its line"
sed 's/dense 24 relu/dense 24 rely/' wrong.ini >rely.ini
expect 1 train --model rely.ini --data data --steps 1
one_message
says err "rely.ini:7: "
sed 's/image 4x4 stride 2/2 4x4 stride 2/' wrong.ini >large.ini
expect 1 train --model large.ini --data data --steps 1
one_message
says err "large.ini:13: "
finish
