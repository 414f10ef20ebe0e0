# One line an entity, with what stands beside its text: what the tests compare.
.entities[] | "\(.text) | \(.label)" + (del(.start, .end, .text, .label, .score)
    | to_entries | map(" | \(.key) \(.value)") | add // "")
