#!/bin/sh
# The same bytes come out however the work is done: by threads, order of inputs, batches, kernels,
# shards, compression, locale and time zone. And an independent slow twin counts the same.
set -u
build=$1
earful=$PWD/$build/earful
emulated=$PWD/$build/test/earful-avx512
root=$PWD
variant=${build#build}
make --no-print-directory -s VARIANT="${variant#/}" "$build/earful" "$build/test/earful-avx512" || exit 1
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
passed=0
failed=0
export LC_ALL=C

outcome() { # name, 0 = good
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "agree: $1 differs"
    fi
}

tables="topics.csv sentiment.csv dim_topic.csv state.earful"
options="--period week --tz +05:30 --by product,lang --scale 1-5 --unique --max-bad 5 --quiet"

same() { # name, directory, files
    good=0
    for file in $3; do cmp -s "$room/want/$file" "$2/$file" || good=1; done
    outcome "$1" $good
}

count() { # directory, arguments: a run into it
    into=$1
    shift
    # shellcheck disable=SC2086 # options are words
    "$earful" run $options -o "$into" "$@" || { echo "agree: run into $into ended with $?"; failed=$((failed + 1)); }
}

mkdir "$room/in"
for seed in 1 2 3; do
    python3 tests/support/make_feedback.py $seed 1500 >"$room/in/$seed.ndjson"
done
cd "$room/in" || exit 1

count "$room/want" --threads 1 1.ndjson 2.ndjson 3.ndjson
for threads in 2 3 8 32; do
    count "$room/threads$threads" --threads $threads 1.ndjson 2.ndjson 3.ndjson
    same "$threads threads" "$room/threads$threads" "$tables"
done
count "$room/order" --threads 2 3.ndjson 1.ndjson 2.ndjson
same "another order" "$room/order" "$tables"
for bytes in 1 777 100000; do
    count "$room/batch$bytes" --threads 3 --batch-bytes $bytes 1.ndjson 2.ndjson 3.ndjson
    same "batches of $bytes bytes" "$room/batch$bytes" "$tables"
done

for kernels in scalar avx2 avx512; do # where the machine has them
    (export EARFUL_KERNELS=$kernels; count "$room/$kernels" 1.ndjson 2.ndjson 3.ndjson)
    same "kernels in $kernels" "$room/$kernels" "$tables"
done
(earful=$emulated; count "$room/emulated" 1.ndjson 2.ndjson 3.ndjson)
same "kernels in emulated AVX-512" "$room/emulated" "$tables"

mkdir "$room/locale"
localedef -i de_DE -f UTF-8 "$room/locale/de_DE.UTF-8" >/dev/null 2>&1
[ "$(LOCPATH=$room/locale LC_ALL=de_DE.UTF-8 locale decimal_point 2>/dev/null)" = "," ]
outcome "the test's own locale" $?
(export LOCPATH="$room/locale" LC_ALL=de_DE.UTF-8 TZ=America/New_York
    count "$room/abroad" 1.ndjson 2.ndjson 3.ndjson)
same "another locale and time zone" "$room/abroad" "$tables"

for seed in 1 2 3; do count "$room/shard$seed" $seed.ndjson; done
"$earful" merge --quiet "$room"/shard3/state.earful "$room"/shard1/state.earful \
    "$room"/shard2/state.earful -o "$room/merged"
same "merged shards" "$room/merged" "$tables"
"$earful" merge --quiet "$room"/merged/state.earful "$room"/shard2/state.earful -o "$room/again"
same "a shard merged twice" "$room/again" "$tables"
"$earful" report "$room"/want/state.earful -o "$room/report"
same "a report from the state" "$room/report" "$tables"

for night in 1 2 3; do
    # shellcheck disable=SC2046 # a list of files
    count "$room/nightly" --force --into "$room/nights.earful" $(seq -f '%g.ndjson' 1 $night)
done
same "three nights of --into" "$room/nightly" "$tables"

head -700 1.ndjson >a.ndjson
tail -n +701 1.ndjson >b.ndjson
(zstd -qc a.ndjson; printf '\120\052\115\030\003\000\000\000xyz'; zstd -q -19 -c b.ndjson; printf "" | zstd -qc) >1.zst
(gzip -c a.ndjson; gzip -9c b.ndjson) >1.gz
count "$room/zst" 1.zst 2.ndjson 3.ndjson
same "many zstd frames" "$room/zst" "topics.csv sentiment.csv"
count "$room/gz" 1.gz 2.ndjson 3.ndjson
same "many gzip members" "$room/gz" "topics.csv sentiment.csv"
count "$room/split" b.ndjson 2.ndjson a.ndjson 3.ndjson
same "a file cut in two" "$room/split" "topics.csv sentiment.csv"
cat 1.ndjson 2.ndjson 3.ndjson | count "$room/stdin" -
same "standard input" "$room/stdin" "topics.csv sentiment.csv"

"$earful" score --quiet --max-bad 5 --threads 1 1.ndjson 2.ndjson >"$room/one"
for threads in 2 8; do
    "$earful" score --quiet --max-bad 5 --threads $threads --batch-bytes 5000 1.ndjson 2.ndjson >"$room/many"
    cmp -s "$room/one" "$room/many"
    outcome "score by $threads threads" $?
done

scored() { # arguments: the lines, what was said and the exit code in one file, rejects in another
    "$earful" score --quiet --max-bad 100 --rejects "$room/rejects" "$@" - >"$room/lines" 2>"$room/said"
    echo "exit code $?" >>"$room/said"
    cat "$room/said" >>"$room/lines"
}
any_threads() { # name, file: as in wanted.*, whoever decodes its frames
    for how in "1" "2" "3 --batch-bytes 999" "8"; do
        # shellcheck disable=SC2086 # options are words
        scored --threads $how <"$2"
        cmp -s "$room/lines" wanted.lines && cmp -s "$room/rejects" wanted.rejects
        outcome "$1, by $how threads" $?
    done
    # shellcheck disable=SC2002 # a pipe is meant
    cat "$2" | scored --threads 3
    cmp -s "$room/lines" wanted.lines && cmp -s "$room/rejects" wanted.rejects
    outcome "$1, from a pipe" $?
}
want() { # file
    scored --threads 1 <"$1"
    mv "$room/lines" wanted.lines
    mv "$room/rejects" wanted.rejects
}
skippable() { printf '\120\052\115\030\003\000\000\000xyz'; }
none() { printf "" | zstd -qc; }

want 1.ndjson
split -b 5000 --filter='zstd -q' 1.ndjson >framed.zst
any_threads "frames that cut records" framed.zst
(skippable; split -l 40 --filter="zstd -q -c -; printf '' | zstd -qc" 1.ndjson; none; skippable) >framed.zst
any_threads "frames of whole lines and empty ones" framed.zst
(zstd -q --no-check -19 -c a.ndjson; head -c 9m /dev/zero | tr '\0' '\n' | zstd -qc; zstd -qc b.ndjson) >framed.zst
(cat a.ndjson; head -c 9m /dev/zero | tr '\0' '\n'; cat b.ndjson) >plain
want plain
any_threads "a frame too long to be decoded at once" framed.zst
head -300 1.ndjson | sed 's/$/\r/' | head -c -2 >plain
want plain
split -b 211 --filter='zstd -q' plain >framed.zst
any_threads "frames shorter than records, CRLF, no line end at the end" framed.zst

# What a damaged or cut frame gives is what the decoder makes of it that goes block by block.
split -b 30000 --filter='zstd -q' 1.ndjson >framed.zst
cp framed.zst damaged.zst
printf '\377\377\377' | dd of=damaged.zst bs=1 seek=$(($(wc -c <framed.zst) / 2)) conv=notrunc 2>/dev/null
head -c -7 framed.zst >cut.zst
for file in damaged.zst cut.zst; do
    want $file
    grep -q "exit code 3" wanted.lines && grep -q cut_short wanted.rejects
    outcome "$file is found out" $?
    any_threads "$file" $file
done

count "$room/once" --drop-duplicates 1.ndjson 2.ndjson
count "$room/twice" --drop-duplicates --allow-repeat --threads 3 --batch-bytes 999 1.ndjson 2.ndjson 1.ndjson
cmp -s "$room/once/topics.csv" "$room/twice/topics.csv"
outcome "dropped duplicates" $?

cd "$root" || exit 1
# The twin is slow; what it says of the plain build holds for the instrumented ones.
if [ "$build" = build ]; then
    python3 tests/twin/compare.py "$earful" "$room/in/1.ndjson" "$room/in/2.ndjson" "$room/in/3.ndjson"
    outcome "the slow twin" $?
fi

model=tests/golden/eval/model
map=tests/golden/eval/map.json
for seed in 1 2; do python3 tests/support/make_labelled.py $seed 800 >"$room/labelled$seed.ndjson"; done
python3 tests/twin/compare_eval.py "$earful" $model $map "$room/labelled1.ndjson" "$room/labelled2.ndjson" \
    tests/golden/eval/stars.csv
outcome "the twin of eval" $?
"$earful" eval --quiet --model $model --labels $map --calibrate --threads 1 "$room"/labelled?.ndjson >"$room/eval"
"$earful" eval --quiet --model $model --labels $map --calibrate --threads 5 --batch-bytes 999 \
    "$room/labelled2.ndjson" "$room/labelled1.ndjson" | cmp -s - "$room/eval"
outcome "eval by threads and order" $?
python3 tests/twin/audit_flips.py "$earful"
outcome "an audit of turned signs" $?
for tool in audit coverage; do
    "$earful" $tool --max-bad 5 --quiet --threads 1 "$room"/in/[123].ndjson >"$room/$tool"
    "$earful" $tool --max-bad 5 --quiet --threads 5 --batch-bytes 777 "$room"/in/[32].ndjson "$room/in/1.ndjson" |
        cmp -s - "$room/$tool"
    outcome "$tool by threads and order" $?
done
echo "agree: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
