#!/bin/sh
# samples.sh - the sample reports as the demo reads them, as relations; the
# documents are numbered as their files are: tests/samples.sh [OPTION ...]
set -eu
cd "$(dirname "$0")/samples"

report() { # report SOURCE DATE FILE
	segment --set story=ferry --set source="$1" --set date="$2" "$3"
}

{
	report 'Harbor Wire' 2026-03-09 1-harbor-wire.txt
	report 'The Northfield Courier' 2026-03-09 2-northfield-courier.txt
	report 'Canal Street Post' 2026-03-10 3-canal-street-post.txt
	report 'Harbor Wire' 2026-03-11 4-harbor-wire.txt
	segment --set story=ferry 5-canal-street-post.html \
	    6-northfield-courier.ndjson
} | jq -c '.doc.id = ({"Harbor Wire 2026-03-09": "1",
	"The Northfield Courier 2026-03-09": "2",
	"Canal Street Post 2026-03-10": "3", "Harbor Wire 2026-03-11": "4",
	"Canal Street Post 2026-03-12": "5"}["\(.doc.source) \(.doc.date[:10])"]
	// "6")' |
    tag-entities | extract-dates | extract-quotes | diff-claims "$@"
