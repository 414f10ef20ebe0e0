/*
 * segment_unicode - sentences by Unicode's rules (UAX 29).
 *
 * For: paragraphs in languages without data (language.h), by ICU's break
 * iterator in its root locale.
 * Not for: what data know better (segment.h). Pure: no I/O, no printing.
 *
 * Measured: all 512 cases of Unicode's SentenceBreakTest.txt, where the
 * text is given as it stands (tests/unit/segment_unicode.c).
 */
#ifndef NEWS_SEGMENT_UNICODE_H
#define NEWS_SEGMENT_UNICODE_H

#include "base/str.h"

struct unicode_segmenter;

/* ICU's rules are loaded (some ms). Free with unicode_segmenter_free. */
struct unicode_segmenter *unicode_segmenter_new(void);
/*
 * Sets the TEXT to be cut (valid UTF-8 below 2 GB; it must outlive its use).
 * A line feed ends a sentence, as Unicode has it, unless the lines are
 * JOINED: then it is a blank.
 */
void unicode_segmenter_set(
    struct unicode_segmenter *u, struct str text, bool joined);
/*
 * The end of the sentence that holds the byte FROM, an offset beyond it;
 * FROM must not go back within one text. The text's length at its end.
 */
size_t unicode_segmenter_end(struct unicode_segmenter *u, size_t from);
void unicode_segmenter_free(struct unicode_segmenter *u);

#endif
