/*
 * quote - quotations and who said them.
 *
 * For: finding direct, mixed and indirect speech in a document, with the
 * cue and the speaker, named as fully as the document does. Words that
 * introduce speech are data (lib/data/en/cues.csv).
 * Not for: names (entity.h), which this reads from the segments.
 * Pure: no I/O, no printing.
 */
#ifndef NEWS_QUOTE_H
#define NEWS_QUOTE_H

#include "news/document.h"

struct quoter;

/* A quoter with the lists ABBREVIATIONS and WORDS, which must outlive it. */
struct quoter *quoter_new(
    const struct lexicon *abbreviations, const struct lexicon *words);
/*
 * Whether what somebody believes, wants or plans is a quote as well; it is
 * not at first. What is called, praised or proposed is then one without marks
 * too.
 */
void quoter_beliefs(struct quoter *q, bool wanted);
/*
 * Gives the segments of D their quotes: pieces in order, ids "n.k" shared by
 * the pieces of one utterance, speakers resolved through D's entities (the
 * names of several with "; " between). Quotes of one kind do not overlap
 * within an utterance, but a quotation may stand in what another reports.
 * Needs D's entities (has_entities). Strings live in D's arena.
 */
void quoter_document(struct quoter *q, struct document *d);
void quoter_free(struct quoter *q);

#endif
