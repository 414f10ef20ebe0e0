# One line a claim: subject | verb (lemma) | object | what else there is.
def part: .text // "-";
.claims[]
| "\(.subject | part) | \(.predicate | "\(part) (\(.lemma))") | \(.object | part)"
+ (if .negated then " | not" else "" end)
+ (if .modality == "asserted" then "" else " | " + .modality end)
+ (if .speaker then " | says \(.speaker.name // .speaker.text)" else "" end)
+ ([.numbers[] | " | \(.bound) \(.value)\(if .value2 then "-\(.value2)" else "" end) \(.unit)"] | add // "")
+ ([.dates[] | " | on \(.value)"] | add // "")
+ ([.places[] | " | at \(.name)"] | add // "")
