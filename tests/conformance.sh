#!/bin/sh
# conformance - what every tool has to do as a filter: tests/conformance.sh
# [BUILD]. Prints TAP and, last, "N passed, N failed". Tools that are not
# built are left out.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:-$top/build}" && pwd) || exit 2
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM
PATH=$build:$PATH
LC_ALL=C
NO_COLOR=1
export PATH LC_ALL NO_COLOR
cd "$dir" || exit 2
passed=0
failed=0

is() { # is NAME CONDITION: CONDITION is evaluated
	if eval "$2"; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $tool: $1"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $((passed + failed)) - $tool: $1"
	echo "# not so: $2; status $st"
	head -n 3 out | cut -c 1-300 | sed 's/^/# out: /'
	head -n 3 err | cut -c 1-300 | sed 's/^/# err: /'
}

# Runs a command, whose input is the caller's: $st, and the files out, err.
run() {
	timeout 60 "$@" >out 2>err
	st=$?
}

has() { # has FILE TEXT: does a line of FILE contain TEXT?
	grep -qF -- "$2" "$1"
}

messages() { # does every line on standard error name the tool?
	! grep -qv "^$tool: " err
}

repeat() { # repeat TEXT COUNT
	awk -v s="$1" -v n="$2" \
	    'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'
}

# ---- input

cat >segments <<'END'
{"doc":{"id":"a","date":"2026-03-09"},"n":0,"par":0,"kind":"sentence","start":0,"end":51,"text":"Mayor Ana Lind said on Monday that 40 people came."}
{"doc":{"id":"a","date":"2026-03-09"},"n":1,"par":0,"kind":"sentence","start":52,"end":71,"text":"\"We are glad,\" Lind said.","last":true}
{"doc":{"id":"b","date":"2026-03-10"},"n":0,"par":0,"kind":"sentence","start":0,"end":50,"text":"Mayor Ana Lind said on Monday that 60 people came.","last":true}
END
cat >documents <<'END'
{"id":"a","date":"2026-03-09","text":"Mayor Ana Lind said on Monday that 40 people came. \"We are glad,\" Lind said."}
{"id":"b","date":"2026-03-10","text":"Mayor Ana Lind said on Monday that 60 people came."}
END
cat >relations <<'END'
{"id":"r1","relation":"conflict","kind":"number","sides":[]}
END
cat >lossless <<'END'
{"x":12345678901234567890,"y":1.10,"z":[1e400,-0.0,1E+2],"doc":{"q":0.30,"id":"\u0061/\/b"},"e":"\u00e9\u00E9\/","n":0,"text":"caf\u00e9 \ud83d\ude00 on Monday.","w": { "k" : [ ] } ,"u":"é😀","u":1,"last":true }
END
: >empty
printf '\n\r\n  \n\n' >blank

for tool in segment tag-entities extract-dates extract-quotes \
    extract-claims diff-claims; do
	[ -x "$build/$tool" ] || continue
	good=segments
	all= # the option with which something is written in any case
	case $tool in
	segment) good=documents key=text ;;
	tag-entities) key=entities ;;
	extract-*) key=${tool#extract-} ;;
	diff-claims) all=-g key=relation ;;
	esac

	# ---- asking for help, misuse
	for o in -h --help; do
		run "$tool" $o </dev/null
		is "$o" '[ $st = 0 ] && has out "usage: $tool" && [ ! -s err ]'
	done
	for o in -V --version; do
		run "$tool" $o </dev/null
		is "$o" '[ $st = 0 ] && has out "$tool (copydesk) " &&
		    [ ! -s err ]'
	done
	for o in --keep-going --where --line-buffered --progress --max-size; do
		run "$tool" -h </dev/null
		is "--help tells of $o" 'has out "$o"'
	done
	for o in --no-such-option -Z --keep-going=1 --max-size=x --max-size \
	    --where; do
		run "$tool" $o <$good
		is "$o is misuse" \
		    '[ $st = 2 ] && [ -s err ] && messages && [ ! -s out ]'
	done
	run "$tool" --where '.[' <$good
	is 'an expression that is none' \
	    '[ $st = 2 ] && [ -s err ] && messages && [ ! -s out ]'

	# ---- output
	run "$tool" $all <$good
	is 'good input' '[ $st = 0 ] && [ -s out ] && [ ! -s err ]'
	cp out want
	if [ -w /dev/full ]; then
		timeout 60 "$tool" $all $good >/dev/full 2>err
		st=$?
		is '/dev/full' '[ $st = 2 ] && [ -s err ] && messages'
		timeout 60 "$tool" --help >/dev/full 2>err
		st=$?
		is '--help to /dev/full' '[ $st = 2 ] && messages'
	fi
	timeout 60 "$tool" $all $good >&- 2>err
	st=$?
	is 'standard output closed' '[ $st = 2 ] && [ -s err ] && messages'
	timeout 60 "$tool" $all empty >&- 2>err
	st=$?
	is 'the same with nothing to write' '[ $st = 2 ] && messages'
	timeout 60 "$tool" $all $good <&- >out 2>err
	st=$?
	is 'standard input closed, a file named' \
	    '[ $st = 0 ] && cmp -s out want'
	timeout 60 "$tool" $all <&- >out 2>err
	st=$?
	is 'standard input closed' '[ $st = 2 ] && [ -s err ] && messages'
	timeout 60 "$tool" $all $good 2>&- >out
	st=$?
	: >err
	is 'standard error closed' '[ $st = 0 ] && cmp -s out want'
	{
		awk -v segment="$tool" 'BEGIN {
			s = segment == "segment" ? "\"id\":\"%d\"" : \
			    "\"doc\":{\"id\":\"%d\"},\"last\":true"
			for (;;)
				printf "{" s ",\"text\":\"A ship came.\"}\n",
				    i++
		}' 2>awk.err | {
			timeout 60 "$tool" $all 2>err
			echo $? >status
		} | head -n 1 >out
	} 2>/dev/null
	st=$(cat status)
	is 'a closed pipe and endless input' \
	    '{ [ $st = 141 ] || [ $st = 2 ]; } && [ ! -s err ] && [ -s out ]'
	(
		trap '' PIPE
		i=0
		while [ $i -lt 2000 ]; do
			cat $good
			i=$((i + 1))
		done 2>/dev/null | {
			timeout 60 "$tool" $all 2>err.raw
			echo $? >status
		} | :
	)
	st=$(cat status)
	grep -v 'comes again' err.raw >err
	is 'a closed pipe, SIGPIPE ignored' '[ $st = 2 ] && [ ! -s err ]'

	# ---- operands
	run "$tool" "$dir" </dev/null
	is 'a folder' '[ $st = 2 ] && [ ! -s out ] &&
	    has err "$tool: $dir: Is a directory" && messages'
	run "$tool" $all none $good </dev/null
	is 'a missing file, then another' '[ $st = 2 ] && cmp -s out want &&
	    has err "$tool: none: No such file" && messages'
	run "$tool" $all - <$good
	is '- is standard input' '[ $st = 0 ] && cmp -s out want'
	cp $good ./-x
	run "$tool" $all -- -x </dev/null
	case $tool in
	segment) is '-- ends the options' '[ $st = 0 ] && [ -s out ]' ;;
	*) is '-- ends the options' '[ $st = 0 ] && cmp -s out want' ;;
	esac
	rm -f ./-x
	run "$tool" $all $good -u </dev/null
	is 'an option behind an operand' '[ $st = 0 ] && cmp -s out want'

	if head -c 1 /proc/self/mem 2>&1 | grep -q 'Input/output error'; then
		timeout 60 "$tool" $all </proc/self/mem >out 2>err
		st=$?
		is 'input that cannot be read' '[ $st = 2 ] && messages &&
		    has err "Input/output error" && [ ! -s out ]'
	fi

	# ---- input that says nothing, and lines that end otherwise
	run "$tool" <empty
	is 'empty input' '[ $st = 0 ] && [ ! -s out ]'
	run "$tool" empty empty </dev/null
	is 'empty files' '[ $st = 0 ] && [ ! -s out ]'
	run "$tool" <blank
	is 'blank lines only' '[ $st = 0 ] && [ ! -s out ]'
	{ cat blank; sed 'G' $good; } >in
	run "$tool" $all <in
	is 'blank lines are skipped' '[ $st = 0 ] && cmp -s out want'
	sed "s/\$/$(printf '\r')/" $good >in
	run "$tool" $all <in
	is 'CR before LF is accepted' '[ $st = 0 ] && cmp -s out want'
	{ printf '\357\273\277'; cat $good; } >in
	run "$tool" $all <in
	is 'a byte order mark is accepted' '[ $st = 0 ] && cmp -s out want'
	awk 'NR > 1 { printf "\n" } { printf "%s", $0 }' $good >in
	run "$tool" $all <in
	is 'no line feed at the end' '[ $st = 0 ] && cmp -s out want'

	# ---- faults
	sed -n 1p $good >first
	sed 1d $good >rest
	{ sed -n 1p $good; echo '{"doc":{"id":"a"},"text":tru}'; sed 1d $good
	} >bad
	run "$tool" $all bad </dev/null
	cp out bad.out
	is 'a bad line is named' '[ $st = 2 ] && messages &&
	    has err "$tool: bad:2: "'
	cp err bad.err
	run "$tool" $all first </dev/null
	is 'the records before it are written' \
	    '[ $st = 0 ] && cmp -s out bad.out'
	run "$tool" $all -k bad </dev/null
	is '-k goes on behind a bad line' '[ $st = 2 ] && cmp -s out want &&
	    cmp -s err bad.err'
	for line in '1' '[]]' '{} {}' '{"doc":{"id":1},"text":"a"}' \
	    '{"doc":{"id":"a"},"text":7}' '{"doc":{"id":"a","id":"b"}}'; do
		[ $tool = segment ] && continue
		{ cat first; printf '%s\n' "$line"; cat rest; } >bad
		run "$tool" $all -k bad </dev/null
		is "-k: $line" '[ $st = 2 ] && messages && cmp -s out want &&
		    has err "$tool: bad:2: "'
	done
	case $tool in
	segment) ;;
	*)
		run "$tool" $all documents </dev/null
		is 'a Document is none of its records' '[ $st = 2 ] &&
		    messages && has err ":1: " && has err segment &&
		    [ ! -s out ]'
		run "$tool" $all relations </dev/null
		is 'a Relation is none' '[ $st = 2 ] && messages &&
		    has err ":1: " && has err diff-claims && [ ! -s out ]'
		;;
	esac
	{ cat first; printf '{"id":"c","doc":{"id":"a"},"text":"%s"}\n' \
	    "$(repeat abcdefghi. 110)"; cat rest; } >long
	run "$tool" $all --max-size=1K long </dev/null
	is '--max-size: a longer record' '[ $st = 2 ] && messages &&
	    has err "long:2: " && has err --max-size'
	run "$tool" $all --max-size=1K -k long </dev/null
	is '--max-size and -k' '[ $st = 2 ] && messages && cmp -s out want'
	run "$tool" $all --max-size=2K long </dev/null
	is '--max-size=2K' '[ $st = 0 ] && [ ! -s err ]'

	# ---- hostile input: an answer or an error, never a crash
	{
		printf '{"doc":{"id":"a"},"text":"a\000b"}\n'
		printf '\000\n'
		printf '{"doc":{"id":"a"},"text":"a\377b"}\n'
		printf '{"doc":{"id":"a"},"text":"\\ud800 \\udc00\\ud800"}\n'
		printf '{"doc":{"id":"a"},"text":"a\\u0000b\\u0001"}\n'
		printf '{"doc":{"id":"a"},"text":"\\ufffe\\uffff"}\n'
		printf '{"doc":{"id":""},"text":""}\n'
		printf '{"doc":{"id":"a"},"text":" \\n\\t "}\n'
		printf '{"doc":{"id":"a"},"text":"x","entities":[{}]}\n'
		printf '{"doc":{"id":"a"},"text":"x","dates":{"a":1}}\n'
		printf '{"doc":{"id":"a"},"text":"x","quotes":[{"start":0,'
		printf '"end":9}]}\n'
		printf '{"doc":[],"text":"x"}\n'
		printf '\n{"doc":{"id":"a"},"text":"x"\n'
		cat $good
	} >hostile
	run "$tool" $all -k hostile </dev/null
	is 'hostile lines' '[ $st -lt 124 ] && messages'
	i=1
	while IFS= read -r line; do
		printf '%s\n' "$line" | timeout 60 "$tool" $all >out 2>err
		st=$?
		[ $st -lt 124 ] || is "hostile line $i" false
		i=$((i + 1))
	done <hostile
	is 'hostile lines one by one' '[ $st -lt 124 ]'
	repeat '[' 100000 >deep
	run "$tool" $all deep </dev/null
	is '100,000 brackets' '[ $st = 2 ] && messages'
	{ printf '{"doc":{"id":"a"},"text":"x","y":'; repeat '{"a":' 100000
	  repeat '}' 100000; echo '}'; } >deep
	run "$tool" $all deep </dev/null
	is '100,000 levels' '[ $st = 2 ] && messages'
	repeat 'abcdefghij' 100000 >mega
	run "$tool" $all mega </dev/null
	is '1 MB without a line feed' '[ $st -lt 124 ] && messages'
	for part in 'Aa ' 'a. ' '"' '\"' '\u201c' '1,' "Ana's " '(' 'May ' \
	    '\ud83d\ude00' 'Mr. ' '- ' 'said '; do
		{ printf '{"doc":{"id":"a"},"text":"'
		  awk -v s="$part" 'BEGIN {
			gsub(/\\/, "\\\\", s)
			for (n = 0; n < 20000; n++) printf "%s", s }' \
		      </dev/null; echo '"}'; } >mega
		run "$tool" $all mega </dev/null
		is "20,000 times '$part'" '[ $st -lt 124 ] && messages'
	done

	# ---- as soon as a document is complete, it goes out
	rm -f fin fout
	mkfifo fin fout
	"$tool" $all <fin >fout 2>err &
	pid=$!
	exec 8>fin 9<fout
	case $tool in
	segment) sed -n 1p documents >&8 ;;
	diff-claims) sed -n 1,2p segments >&8 ;;
	*) sed -n 1,2p segments >&8 ;;
	esac
	timeout 20 head -n 1 <&9 >out
	st=$?
	is 'a document goes out at once' '[ $st = 0 ] && [ -s out ]'
	exec 8>&-
	cat <&9 >/dev/null
	exec 9<&-
	wait $pid
	st=$?
	is 'then the input ends' '[ $st = 0 ] && [ ! -s err ]'

	# ---- --where
	case $tool in
	segment)
		run "$tool" -w '.n == 1' <$good
		is '-w leaves others out' '[ $st = 0 ] &&
		    [ $(wc -l <out) = 1 ] && has out "\"n\":1"'
		run "$tool" -w '.text | error' <$good
		is '-w that fails' '[ $st = 2 ] && messages && [ ! -s out ]'
		continue
		;;
	diff-claims)
		run "$tool" -w false <$good
		is '-w leaves others out' '[ $st = 0 ] && [ ! -s out ]'
		continue
		;;
	esac
	run "$tool" -w '.n == 1' <$good
	sed -n 2p out >two
	sed -n 2p want >two.want
	sed 2d out >others
	sed 2d $good >others.want
	is '-w selects, others pass unchanged' '[ $st = 0 ] &&
	    cmp -s two two.want && cmp -s others others.want'
	run "$tool" -w 'null' <$good
	is '-w null selects none' '[ $st = 0 ] && cmp -s out $good'
	run "$tool" -w 'empty' <$good
	is '-w empty selects none' '[ $st = 0 ] && cmp -s out $good'
	run "$tool" -w 'true, false' <$good
	is '-w: the first output counts' '[ $st = 0 ] && cmp -s out want'
	run "$tool" -w 'if .n == 1 then error("no") else true end' <$good
	is '-w that fails: the records before it are written' \
	    '[ $st = 2 ] && messages && has err ":2: " &&
	    [ $(wc -l <out) = 1 ]'
	run "$tool" -k -w 'if .n == 1 then error("no") else true end' <$good
	is '-w that fails, and -k: unchanged' '[ $st = 2 ] && messages &&
	    has err ":2: " && [ $(wc -l <out) = 3 ]'

	# ---- what filters keep
	run "$tool" <segments
	is 'every record has the key' '[ $(grep -c "\"$key\":\[" out) = 3 ]'
	mv out once
	run "$tool" <once
	is 'twice is the same as once' '[ $st = 0 ] && cmp -s out once'
	run "$tool" <lossless
	sed "s/,\"$key\":\[.*\]}\$/}/" out >back
	is 'all else passes byte for byte' '[ $st = 0 ] && has out "\"$key\":[" &&
	    cmp -s back lossless'
	{
		sed -n 1p segments
		printf '%s%s\n' '{"doc":{"id":"a"},"text":"x","dateline":' \
		    '{"start":0,"end":9}}'
		sed 1d segments
	} >bad
	run "$tool" bad </dev/null
	is 'a faulty annotation: the records before it are written' \
	    '[ $st = 2 ] && messages && has err "bad:2: " &&
	    [ $(wc -l <out) = 1 ]'
	run "$tool" -k bad </dev/null
	is 'a faulty annotation, and -k' '[ $st = 2 ] && messages &&
	    has err "bad:2: " && cmp -s out want'

	# ---- documents
	sed 's/,"last":true//' segments >in
	run "$tool" <in
	is 'another id ends a document' \
	    '[ $st = 0 ] && [ $(wc -l <out) = 3 ] && [ ! -s err ]'
	cat segments segments >in
	run "$tool" <in
	is 'an id that returns is told of once' '[ $st = 0 ] && messages &&
	    [ $(wc -l <out) = 6 ] && [ $(wc -l <err) = 1 ]'
	run "$tool" --max-size=250 segments </dev/null
	is '--max-size: a longer document' '[ $st = 2 ] && messages &&
	    has err --max-size'
done

# ---- all tools together: in which order filters come does not matter
tool=all
for t in segment tag-entities extract-dates extract-quotes extract-claims \
    diff-claims; do
	[ -x "$build/$t" ] || tool=
done
if [ -n "$tool" ] && command -v jq >/dev/null; then
	: >err
	segment "$top"/tests/samples/[1-6]-* >all 2>>err
	<all tag-entities 2>>err | extract-dates 2>>err |
	    extract-quotes 2>>err | extract-claims 2>>err >forth
	<all extract-dates 2>>err | extract-quotes 2>>err |
	    extract-claims 2>>err | tag-entities 2>>err >back
	st=$?
	jq -Sc . forth >forth.sorted
	jq -Sc . back >out
	is 'filters may come in any order' '[ -s out ] && [ ! -s err ] &&
	    cmp -s out forth.sorted'
	diff-claims all >without 2>>err
	diff-claims forth >out 2>>err
	is 'diff-claims makes the claims that are missing' '[ -s out ] &&
	    [ ! -s err ] && cmp -s out without'
	jq -c '.text as $t | (.entities[], .dates[], .quotes[], .claims[]) |
	    select(.text != $t[.start:.end])' forth >out
	is 'all spans lead back to their text' '[ ! -s out ]'
	# Each document by itself is the same as in the stream.
	for f in "$top"/tests/samples/[1-6]-*; do
		segment "$f" | tag-entities | extract-dates |
		    extract-quotes | extract-claims
	done >out 2>>err
	is 'a document is the same by itself' 'cmp -s out forth'
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
