# One line a segment for golden tests: paragraph, kind, offsets, text.
s/,"last":true}$/}/
s/,"dateline":{[^}]*}}$/}/
s/^.*"par":\([0-9]*\),"kind":"\([a-z]*\)",\(.*\)"start":\([0-9]*\),"end":\([0-9]*\),"text":"\(.*\)"}$/\1 \2 \4-\5 \6/
