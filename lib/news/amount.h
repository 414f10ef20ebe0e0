/*
 * amount - money, percentages and quantities, with their values.
 *
 * For: "more than $1.2 billion", "41%", "nearly 70 fatalities", "between 10
 * and 12 soldiers", "a dozen": what is counted or measured, how many, and
 * whether that is a bound. Words are data (lib/data/en/amounts.csv and
 * numbers.csv).
 * Not for: dates, durations, ordinals, scores, and numbers in names.
 * Pure: no I/O, no printing.
 *
 * How it decides: a grammar read from left to right, without a model: bounds,
 * a sign of money, number words, the end of a range, then what follows: a
 * per cent sign, money, a unit, or a noun phrase up to its head, which for
 * other numbers than one is the first noun in the plural. A number without a
 * noun takes the unit of what was named before it in the segment ("killed two
 * guards and wounded six"), people where it stands beside a word for
 * casualties, or none.
 *
 * What an entity carries: value2 is set only if bound is BOUND_RANGE. unit is
 * an ISO 4217 code, "percent", a unit of measure or the counted noun, all in
 * the singular, the noun in the text's case ("Pakistani"), and empty (p NULL)
 * if not known. score: about 0.95 for money and percentages, 0.9 and 0.8 for
 * counted nouns, 0.6 for a number whose noun had to be found elsewhere. Time
 * grows with the segment's length, whatever it holds.
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
struct entity *amounter_segment(
    struct amounter *a, struct document *d, const struct segment *s, size_t *n);
void amounter_free(struct amounter *a);

#endif
