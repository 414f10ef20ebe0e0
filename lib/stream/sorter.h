/*
 * sorter - keys with values, in order, in bounded memory.
 *
 * For: bringing together what belongs together at the end of a stream. What
 * does not fit into the memory given is written to temporary files, as
 * sorted runs, and merged as it is read. The files are made in TMPDIR (or
 * /tmp) and have no name any more, so that nothing of them is left, however
 * the program ends.
 * Not for: data that outlive the program (store.h).
 * A file that cannot be written or read ends the program with a message.
 */
#ifndef STREAM_SORTER_H
#define STREAM_SORTER_H

#include "base/str.h"

struct sorter;

/*
 * Keeps up to MEMORY bytes before it writes a run; a pair that is larger
 * has a run of its own. Free with sorter_free.
 */
struct sorter *sorter_new(size_t memory);
/* Adds a pair, below 4 GB each; both are copied. Not after sorter_next. */
void sorter_add(struct sorter *s, struct str key, struct str value);
/*
 * The next pair in the order of the keys as bytes (str_cmp), equal ones in
 * the order in which they were added; views that die at the next call. False
 * at the end.
 */
bool sorter_next(struct sorter *s, struct str *key, struct str *value);
/* Bytes in temporary files. */
unsigned long long sorter_spilled(const struct sorter *s);
void sorter_free(struct sorter *s);

#endif
