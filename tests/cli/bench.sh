#!/bin/sh
# What `bench` measures and prints: figures that belong together, whatever the machine; never how large they are.
. "$(dirname "$0")/lib.sh"
tiny_set
tiny_model

proves "a model and a number of threads give a line each, whose figures belong together"
expect 0 bench --models tiny.ini,tiny.ini --data data --threads 1,2 --seconds 0.01 --batch 10
lines 4 out
"$HELPER" json out model threads batch images_per_second gflops peak_gflops fraction_of_peak kernels >figures ||
    failed "the keys are others"
# dense 64 to 6 and back: 768 multiply-adds forward, as many for the weights, 384 for the code's gradient
awk '$1 != "tiny.ini" || $3 != 10 || $4 <= 0 || $6 <= 0 { exit 1 }
    { a = $4 * 2 * 1920 / 1e9 / $5; b = $5 / $6 / $7; if (a < 0.99 || a > 1.01 || b < 0.99 || b > 1.01) exit 1 }' figures ||
    failed "do not belong together: $(cat figures)"
[ "$(awk '{ printf "%s", $2 }' figures)" = 1122 ] || failed "threads: $(awk '{ printf "%s ", $2 }' figures)"

proves "without --models it is the six that the README names"
expect 0 bench --help
says out "vanilla,deep,sparse-wide,convolutional,conv-wide,variational"

proves "products are held to the reference, for every instruction set of this machine"
run bench --kernels none --gemm 1x1x1
sets=$(sed -n 's/.*machine (\([^)]*\)).*/\1/p' err | tr -d ,)
[ -n "$sets" ] || failed "no instruction set is listed"
for set in $sets; do
    expect 0 bench --kernels "$set" --gemm 7x13x31,17x33x9t --threads 1,2 --seconds 0.01
    lines 4 out
    "$HELPER" json out product m n k a threads gflops peak_gflops fraction_of_peak residual kernels >figures ||
        failed "the keys are others"
    awk -v set="$set" '$11 != set || $10 > 1e-5 || $7 <= 0 { exit 1 }' figures || failed "$set: $(cat figures)"
    [ "$(awk '{ printf "%s%s%s%s ", $2, $3, $4, $5 }' figures)" = \
        "71331plain 71331plain 17339transposed 17339transposed " ] || failed "shapes: $(cat figures)"
done

proves "the products of a model are those of its steps, each once, and its convolutions go both ways"
printf '[encoder]\nlayer = conv 2 3x3 stride 2 relu\nlayer = dense 8\n[decoder]\nlayer = dense image\n' >small.ini
expect 0 bench --products --models small.ini --threads 1 --seconds 0.01 --batch 5
grep '"gemm"' out | sed 's/.*"m": \([0-9]*\), "n": \([0-9]*\), "k": \([0-9]*\), "a": "\([a-z]*\)".*/\1x\2x\3 \4/' >shapes
printf '%s\n' '5x8x392 plain' '5x392x8 plain' '8x392x5 transposed' '5x784x8 plain' '5x8x784 plain' '784x8x5 transposed' >wanted
same shapes wanted
grep '"convolution"' out | grep -o '"pass": "[a-z]*"' >passes
printf '"pass": "forward"\n"pass": "backward"\n' >wanted
same passes wanted
grep '"convolution"' out | sed 's/.*"residual": \([^,]*\),.*/\1/' | awk '!($1 >= 0 && $1 < 1e-4) { exit 1 }' ||
    failed "a convolution is not the reference's"

proves "memory is copied at a rate, of four sizes"
expect 0 bench --memory --threads 1 --seconds 0.01
lines 4 out
"$HELPER" json out kibibytes_per_thread threads gigabytes_per_second | awk '$3 <= 0 { exit 1 }' || failed "a rate of nothing"

proves "on a terminal there is a table with a header, elsewhere and with --json there are objects"
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    bench="'$HOURGLASS' bench --gemm 8x8x8 --threads 1 --seconds 0.01"
    script -qec "$bench" /dev/null </dev/null | tr -d '\r' >table
    lines 2 table
    says table "GFLOP/s"
    says table "8x8x8 "
    script -qec "$bench --json" /dev/null </dev/null | tr -d '\r' >objects
    lines 1 objects
    says objects '"m": 8'
fi

proves "side by side with a peer: medians of both, and the median of the sittings' ratios"
for sitting in 1 2 3; do
    for program in ours peer; do
        [ $program = ours ] && rate=$((sitting * 100)) || rate=$((sitting * sitting * 10))
        printf '{"program": "%s", "model": "deep", "threads": 2, "images_per_second": %s, "fraction_of_peak": 0.%s}\n' \
            $program "$rate" $sitting
    done
done >sittings.jsonl
python3 "$SOURCE_ROOT/tests/bench/side_by_side.py" sittings.jsonl >table || failed "no table"
# 100/10, 200/40, 300/90
grep -Eq '^\| deep +\| +2 \| +200 \| +20.0 % \| +40 \| +5.00 \| 3.33 to 10.00 \|$' table || failed "$(cat table)"
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ "$1 $3 $5" = "--models --threads --seconds" ] || exit 1\n%s\n' \
    'echo "{\"model\": \"$2\", \"threads\": $4, \"images_per_second\": 1000}"' >peer
printf '#!/bin/sh\nexec "%s" "$@" --data data\n' "$HOURGLASS" >program
chmod +x peer program
sh "$SOURCE_ROOT/tests/bench/side_by_side.sh" --sittings 2 --seconds 0.01 --models tiny.ini --threads 1,2 ./program ./peer \
    >table 2>err || failed "ended with $?: $(cat err)"
lines 4 table
grep -Eq '^\| tiny.ini \| +2 \|.* % \| +1000 \|' table || failed "$(cat table)"
sh "$SOURCE_ROOT/tests/bench/side_by_side.sh" --sittings 1 --seconds 0.01 --models tiny.ini --threads 1 ./program false \
    >table 2>err && failed "a peer that fails is not told"

proves "mistakes in shapes, kernels and what is asked for are usage errors"
for shapes in "" x 8 8x8 8x8x 0x8x8 8x8x8x8 8x8x8s "8x8x8," -8x8x8 8x8x99999 "8x8x8 "; do
    expect 2 bench --gemm "$shapes"
    says err "--gemm takes shapes such as"
done
expect 2 bench --kernels mmx --gemm 8x8x8
says err "'mmx'"
expect 2 bench --memory --products
says err "--memory"
expect 2 bench --models , --data data
says err "--models"
expect 1 bench --models vanila --products
says err "vanila"
finish
