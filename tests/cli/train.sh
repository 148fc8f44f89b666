#!/bin/sh
# Every option of `hourglass train` does what the help says.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model
common="train --model tiny.ini --data data --threads 1"

# weights NAME OPTIONS: trains and saves the weights in NAME.safetensors.
weights() {
    name=$1
    shift
    # shellcheck disable=SC2086
    expect 0 $common "$@" --out "$name.safetensors"
}

proves "training lowers the loss, says how it goes and exits with 0"
# shellcheck disable=SC2086
expect 0 $common --epochs 3 --batch 10 --log log.jsonl
lines 4 out # an epoch each, and that the weights were not kept
grep -q "not kept" out || failed "nothing says that the weights were not kept"
says out "epoch  3.00"
says out "images/s"
[ -s err ] && failed "something on standard error: $(cat err)"

proves "--log has a JSON object a step: step, epoch, loss = reconstruction + penalty"
"$HELPER" json log.jsonl step epoch loss reconstruction penalty >steps || failed "lines of the log"
lines 90 steps
awk '{ d = $3 - $4 - $5; if (d > 1e-6 || d < -1e-6 || $1 != NR || $2 != int((NR - 1) / 30)) bad = 1
       if (NR == 1) first = $3; last = $3 } END { exit bad || !(last < first) }' steps || failed "values of the log"

proves "--set penalty.l1 adds a penalty and is kept in the file"
# shellcheck disable=SC2086
expect 0 $common --steps 20 --set penalty.l1=0.5 --log sparse.jsonl --out sparse.safetensors
"$HELPER" json sparse.jsonl step epoch loss reconstruction penalty >steps
awk '{ d = $3 - $4 - $5; if (!($5 > 0) || d > 1e-6 || d < -1e-6) bad = 1 } END { exit bad || NR != 20 }' steps ||
    failed "penalties of the log"
grep -qa "l1 = 0.5" sparse.safetensors || failed "the file does not tell its penalty"

proves "--steps counts updates, --epochs passes; the incomplete last batch is dropped"
# shellcheck disable=SC2086
expect 0 $common --steps 7 --log log.jsonl
lines 7 log.jsonl
# shellcheck disable=SC2086
expect 0 $common --epochs 2 --batch 70 --log log.jsonl
lines 8 log.jsonl
# shellcheck disable=SC2086
expect 0 $common --epochs 0 --out nothing.safetensors --save-init start.safetensors
says out "epoch  0.00"
same nothing.safetensors start.safetensors

proves "each option that should change the weights does, and none changes nothing"
weights plain --steps 12
weights again --steps 12
same plain.safetensors again.safetensors
weights seed --steps 12 --seed 2
weights batch --steps 12 --batch 32
weights sgd --steps 12 --optimizer sgd
weights momentum --steps 12 --optimizer sgd --momentum 0.9
weights rate --steps 12 --lr 0.01
weights he --steps 12 --weights he
weights glorot --steps 12 --weights glorot
weights order --steps 12 --no-shuffle
weights decay --steps 12 --set penalty.weight_decay=0.1
weights loss --steps 12 --set model.loss=mse
for one in seed batch sgd momentum rate he glorot order decay loss; do
    "$HOURGLASS" encode $one.safetensors --data data --out $one.npy
    for other in plain seed batch sgd momentum rate he glorot order decay loss; do
        [ $one = $other ] && break
        [ -e $other.npy ] && differ $one.npy $other.npy
    done
done
"$HOURGLASS" encode plain.safetensors --data data --out plain.npy
for one in seed batch sgd momentum rate he glorot order decay loss; do differ $one.npy plain.npy; done

proves "--no-sampling is taken and changes nothing in a net without sampling"
weights sampling --steps 12 --no-sampling
"$HOURGLASS" encode sampling.safetensors --data data --out sampling.npy
same sampling.npy plain.npy

proves "a Gaussian code is drawn in training unless --no-sampling says otherwise; encode gives its mean"
for name in drawn again; do
    expect 0 train --model variational-2d --data data --threads 1 --steps 12 --out $name.safetensors
    "$HOURGLASS" encode $name.safetensors --data data --out $name.npy
done
same drawn.npy again.npy
expect 0 train --model variational-2d --data data --threads 1 --steps 12 --no-sampling --out mean.safetensors
grep -qa '"sampling":"false"\|"sampling": "false"' mean.safetensors || failed "the file does not tell that it was trained without sampling"
"$HOURGLASS" encode mean.safetensors --data data --out mean.npy
differ drawn.npy mean.npy

proves "tied weights are kept once, and the file opens again"
# shellcheck disable=SC2086
expect 0 $common --steps 5 --set model.tied=yes --out tied.safetensors
grep -qa 'decoder.0.weight' tied.safetensors && failed "the file has a weight for the tied layer"
expect 0 eval tied.safetensors --data data

proves "--save-init writes the weights before the first step, --init starts from them"
weights once --steps 12 --save-init start.safetensors
same once.safetensors plain.safetensors
weights other --steps 12 --seed 2 --init start.safetensors --no-shuffle
weights same --steps 12 --no-shuffle
"$HOURGLASS" encode other.safetensors --data data --out other.npy
"$HOURGLASS" encode same.safetensors --data data --out same.npy
same other.npy same.npy

proves "--init refuses weights of other shapes, and names the tensor"
# shellcheck disable=SC2086
expect 1 $common --steps 1 --set encoder.layer="dense 5" --init plain.safetensors
one_message
says err "plain.safetensors"
printf '[encoder]\nlayer = dense 7\n[decoder]\nlayer = dense image\n' >seven.ini
expect 1 train --model seven.ini --data data --steps 1 --init plain.safetensors
one_message
says err "encoder.0.weight"

proves "--init and --resume refuse what is no checkpoint"
for option in --init --resume; do
    for file in tiny.ini missing.safetensors; do
        expect 1 train --data data $option $file
        one_message
        says err "$file"
    done
done

proves "--out x.npz writes NumPy's format"
# shellcheck disable=SC2086
expect 0 $common --steps 12 --out plain.npz
[ "$(head -c 2 plain.npz)" = PK ] || failed "not a zip file"
python=/usr/bin/python3
if $python -c 'import numpy' 2>/dev/null; then
    $python - <<'PYTHON' || failed "numpy does not find what it should"
import numpy
weights = numpy.load("plain.npz")
shapes = {name: weights[name].shape for name in weights.files if "." in name}
assert shapes.get("encoder.0.weight") == (6, 64), shapes
assert shapes.get("encoder.0.bias") == (6,), shapes
assert shapes.get("decoder.0.weight") == (64, 6), shapes
assert shapes.get("decoder.0.bias") == (64,), shapes
codes = numpy.load("plain.npy")
assert codes.shape == (60, 6) and codes.dtype == numpy.float32
bytes = numpy.fromfile("data/t10k-images-idx3-ubyte", numpy.uint8)[16:].reshape(60, 64) / 255
mine = numpy.maximum(bytes @ weights["encoder.0.weight"].T + weights["encoder.0.bias"], 0)
assert numpy.abs(mine - codes).max() < 1e-5
PYTHON
else
    echo "  (numpy is missing: its part is skipped)"
fi

proves "--leave-out never trains on a class, is kept in the file and gone on with, and eval says how it stands out"
# shellcheck disable=SC2086
expect 0 $common --epochs 2 --batch 10 --leave-out 1 --log less.jsonl --out less.safetensors --full
less=$(wc -l <less.jsonl)
[ "$less" -gt 0 ] && [ "$less" -lt 60 ] || failed "two epochs of 300 images less a class are $less steps"
expect 0 train --resume less.safetensors --data data --threads 1 --epochs 1 --log more.jsonl --out more.safetensors
[ "$(wc -l <more.jsonl)" -eq $((less / 2)) ] || failed "the resumed run does not go on without the class"
expect 0 eval more.safetensors --json
says out '"auroc_error": 0.'
says out '"auroc_pca": '
expect 0 eval less.safetensors
says out "AUROC by error"
expect 0 eval plain.safetensors
says_not out "AUROC"
expect 2 train --model tiny.ini --data data --leave-out 1,
says err "--leave-out takes numbers of classes"
expect 2 train --resume less.safetensors --leave-out 2
says err "brings its own"
expect 1 train --model tiny.ini --data data --leave-out 200
says err "there is no class 200"
expect 1 train --model tiny.ini --data data --leave-out 1 --batch 300
says err "training images of"

proves "--sheet draws a PNG"
# shellcheck disable=SC2086
expect 0 $common --steps 5 --sheet sheet.png
says out "sheet.png"
[ "$(head -c 4 sheet.png | tail -c 3)" = PNG ] || failed "not a PNG"

no_temporaries
finish
