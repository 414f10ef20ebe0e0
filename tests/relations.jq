# One line a relation: what, of whom, and each side with who states it.
select(.relation)
| "\(.relation) \(.kind) | \(.slot.subject // "-") | "
+ ([.sides[] | "\(.value | gsub("\n"; " ")) [\([.claims[].doc.id] | unique | join(" "))]"]
    | join(" / "))
