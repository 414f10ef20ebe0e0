/*
 * date - date expressions and what they mean (TIMEX3).
 *
 * For: finding the dates, times, durations and sets of a document and
 * resolving them against its day of publication. The forms are data:
 * lib/data/en/dates.rules (patterns with a value expression; see there) and
 * the words of lib/data/en/dates.csv; users add rules of their own.
 * Not for: reading `doc.date` in the many forms of web pages (html.h).
 * Pure: no I/O, no printing, no clock.
 */
#ifndef NEWS_DATE_H
#define NEWS_DATE_H

#include "news/document.h"

struct dater;

struct dater_error {
	unsigned long line;
	const char *why; /* lives until the next call */
};

struct dater_options {
	bool day_first; /* 3/4/2026 is the third of April */
};

/* A dater with the words WORDS (data_words()), which must outlive it. */
struct dater *dater_new(
    const struct lexicon *words, const struct dater_options *options);
/*
 * Adds rules (copied): the project's (data_rules("dates")) first. Those of a
 * USER win over the rules added before, may use their %names, and have their
 * patterns checked at once. False and *ERR if they are faulty; then none of
 * them counts.
 */
bool dater_add_rules(
    struct dater *r, struct str rules, bool user, struct dater_error *err);
/*
 * Gives every running-text segment of D its dates (in order, not
 * overlapping), resolved against D's meta.date or, without one, by the
 * dateline, a full date near the top, or the date mentioned last. Strings
 * live in D's arena.
 */
void dater_document(struct dater *r, struct document *d);
/*
 * How often, in the last document, a rule reached the limits of pattern.h:
 * then dates may be missing, and the user should be told.
 */
size_t dater_gave_up(const struct dater *r);
void dater_free(struct dater *r);

#endif
