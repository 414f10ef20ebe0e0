/*
 * segment - paragraphs and sentences of a document, and what kind they are.
 *
 * For: cutting a document's text into segments whose offsets lead back to
 * it; between segments only white space is left out. Abbreviations and
 * words that begin sentences are lists (lib/data/en), the kinds are rules
 * (lib/data/en/segment.rules, and users').
 * A document whose meta.lang has no data is cut by Unicode's rules
 * (segment_unicode.h), within the same paragraphs.
 * Not for: reading files, or extracting text from web pages (html.h).
 * Pure: no I/O, no printing.
 *
 * Rules: one a line, "KIND PATTERN" or "KIND@top PATTERN"; KIND is a kind of
 * segment or "dateline"; PATTERN (PCRE2) is tried on whole paragraphs,
 * "@top" ones only before the first sentence. The first rule that matches
 * wins. A dateline pattern may name the groups place and date.
 */
#ifndef NEWS_SEGMENT_H
#define NEWS_SEGMENT_H

#include "lang/model.h"
#include "news/document.h"

struct segmenter;

struct segmenter_error {
	unsigned long line;
	const char *why; /* lives until the next call */
};

/*
 * A segmenter with the lists ABBREVIATIONS and WORDS, which must outlive
 * it. Free with segmenter_free.
 */
struct segmenter *segmenter_new(
    const struct lexicon *abbreviations, const struct lexicon *words);
/*
 * Adds RULES behind those added before. With CHECK they are the user's: their
 * patterns are compiled now, and they hold for every language; else they are
 * compiled at their first use, and hold for the language that has data.
 * False and *ERR if they are faulty.
 */
bool segmenter_add_rules(struct segmenter *s, struct str rules, bool check,
    struct segmenter_error *err);
/*
 * Lets MODEL (lang/model.h, for the features of segment_gap.h; must outlive
 * S) decide where no mark ends a sentence. Without one, only marks do.
 */
void segmenter_set_model(struct segmenter *s, const struct model *model);
/*
 * Adds the segments of TEXT (valid UTF-8; must outlive D's content) to D,
 * after those of D's meta.title where the text does not open with it.
 */
void segmenter_document(
    struct segmenter *s, struct document *d, struct str text);
void segmenter_free(struct segmenter *s);

#endif
