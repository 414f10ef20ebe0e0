/*
 * amount - money, percentages and quantities, with their values.
 *
 * For: "more than $1.2 billion", "41%", "nearly 70 fatalities", "between 10
 * and 12 soldiers", "a dozen": what is counted or measured, how many, and
 * whether that is a bound. Words are data (lib/data/en/amounts.csv and
 * numbers.csv).
 * Not for: dates, durations, ordinals, scores, and numbers in names.
 * Pure: no I/O, no printing.
 */
#ifndef NEWS_AMOUNT_H
#define NEWS_AMOUNT_H

#include "news/document.h"

struct amounter;

/* With the list WORDS, which must outlive it. Free with amounter_free. */
struct amounter *amounter_new(const struct lexicon *words);
/*
 * The amounts of segment S of D (tokens set), in order, not overlapping: an
 * array of *N entities (MONEY, PERCENT, QUANTITY; score set) in D's arena.
 */
struct entity *amounter_segment(struct amounter *a, struct document *d,
    const struct segment *s, size_t *n);
void amounter_free(struct amounter *a);

#endif
