/*
 * report - relations as records, as CSV, and as a note for people.
 *
 * For: writing what relation.h found, with a sentence that says why. The
 * sentences are data (lib/data/en/messages.csv).
 * Not for: finding relations.
 * Pure: appends to a buffer.
 */
#ifndef NEWS_REPORT_H
#define NEWS_REPORT_H

#include "news/relation.h"

/* Appends the record of REL (copydesk-records(5)) without its line end. */
void report_json(
    struct buf *b, const struct relation *rel, const struct lexicon *words);
/* Appends lines of CSV, one a claim; report_csv_header first. */
void report_csv_header(struct buf *b);
void report_csv(
    struct buf *b, const struct relation *rel, const struct lexicon *words);
/*
 * Appends REL as text: what, each side with outlet, date and sentence, why.
 * PREVIOUS (or NULL) is the relation before it: a story's heading comes
 * once. With COLOUR, terminal colours mark the deciding words, else
 * asterisks.
 */
void report_text(struct buf *b, const struct relation *rel,
    const struct relation *previous, const struct lexicon *words, bool colour);

#endif
