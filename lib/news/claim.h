/*
 * claim - what a report states, clause by clause.
 *
 * For: turning annotated segments into claims: subject, predicate, object,
 * negation, modality, who says so, and the numbers, dates and places in the
 * clause; and a person's title as a claim of its own. Shallow: clauses end
 * at marks and conjunctions, verbs are known by form (WordNet), subjects by
 * where they stand. Words are data (lib/data/en/claims.csv).
 * Not for: comparing claims (relation.h).
 * Pure: no I/O, no printing.
 */
#ifndef NEWS_CLAIM_H
#define NEWS_CLAIM_H

#include "news/document.h"

struct claimer;

/* With the lists ABBREVIATIONS and WORDS, which must outlive it. */
struct claimer *claimer_new(
    const struct lexicon *abbreviations, const struct lexicon *words);
/*
 * Gives every running-text segment of D its claims, unless D has_claims
 * already. Reads entities, dates and quotes as they are. Strings live in
 * D's arena.
 */
void claimer_document(struct claimer *c, struct document *d);
void claimer_free(struct claimer *c);

#endif
