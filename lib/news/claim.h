/*
 * claim - what a report states, clause by clause.
 *
 * For: turning annotated segments into claims: subject, predicate, object,
 * negation, modality, who says so, and the numbers, dates and places in the
 * clause; and, as claims of their own, a person's title and what stands in
 * apposition to a name. Shallow: clauses end
 * at marks and conjunctions, verbs are known by their tags (lang/tag.h),
 * subjects by where they stand. Words are data (lib/data/en/claims.csv).
 * Not for: comparing claims (relation.h).
 * Pure: no I/O, no printing.
 */
#ifndef NEWS_CLAIM_H
#define NEWS_CLAIM_H

#include "lang/sequence.h"
#include "news/document.h"

struct claimer;

/*
 * With the lists ABBREVIATIONS and WORDS, the FORMS of words (lang/lemma.h)
 * and the model of TAGS; all must outlive it.
 */
struct claimer *claimer_new(const struct lexicon *abbreviations,
    const struct lexicon *words, const struct lexicon *forms,
    const struct sequence *tags);
/*
 * Gives every running-text segment of D its claims, unless D has_claims
 * already. Reads entities, dates and quotes as they are. Strings live in
 * D's arena.
 */
void claimer_document(struct claimer *c, struct document *d);
void claimer_free(struct claimer *c);

#endif
