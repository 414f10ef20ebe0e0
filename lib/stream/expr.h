/*
 * expr - jq expressions, by libjq: --where, --map, --by.
 *
 * For: running what users write over a record's text. The expression is
 * compiled once, when it is given (16 ms), so that tools without one start
 * at once.
 * Not for: reading records; what libjq makes of a number never comes back
 * into a record, except where --map makes a new one.
 * libjq reads at most 256 levels of nesting; deeper records are an error.
 */
#ifndef STREAM_EXPR_H
#define STREAM_EXPR_H

#include "base/str.h"

struct expr;

/* Compiles TEXT; dies with jq's message if that fails. Never NULL. */
struct expr *expr_new(const char *text);
/* The same for a TEXT of which only the first output is asked: expr_yes. */
struct expr *expr_new_test(const char *text);
void expr_free(struct expr *e);

/* Gives the JSON text of a value to run on; false and *WHY on failure. */
bool expr_start(struct expr *e, struct str json, const char **why);
/*
 * The next output of the expression as JSON text in OUT (emptied first).
 * False at the end, with *WHY set if the expression failed, else NULL; *WHY
 * lives until the next call.
 */
bool expr_next(struct expr *e, struct buf *out, const char **why);
/*
 * Does the first output of the expression (of expr_new_test) over JSON mean
 * yes? False, null
 * and no output mean no. On failure no, with *WHY set.
 */
bool expr_yes(struct expr *e, struct str json, const char **why);

/*
 * The first output of the expression (of expr_new_test) over JSON as JSON
 * text in OUT (emptied first). False if there is none, with *WHY set if the
 * expression failed, else NULL.
 */
bool expr_first(
    struct expr *e, struct str json, struct buf *out, const char **why);

#endif
