/*
 * segment_in - what the parts of segment.h share among themselves.
 *
 * For: segment.c (rules, kinds, lines), segment_end.c (where sentences end)
 * and segment_item.c (lists in running text). Not for anyone else. Offsets
 * are bytes; a text is valid UTF-8, and END lies within it.
 */
#ifndef NEWS_SEGMENT_IN_H
#define NEWS_SEGMENT_IN_H

#include "base/utf8.h"
#include "news/segment.h"

struct rule {
	int kind; /* enum segment_kind, or DATELINE */
	bool top;
	bool covered; /* tried only where segmenter.any matches */
	bool given;   /* by the user: for every language */
	struct pattern *pattern;
};

struct segmenter {
	const struct lexicon *abbr, *words;
	int title_abbr, abbreviation, starter;
	const struct model *model; /* NULL: there is none */
	struct rule *rule;
	struct pattern *any; /* of the rules that it covers: can one match? */
	size_t nrule, cap;
	char why[300];
	/* of the document at work */
	struct document *d;
	struct str text;
	size_t width;        /* of hard-wrapped lines; 0: none are */
	size_t par;          /* paragraphs so far */
	size_t begin, stop;  /* of the paragraph at work */
	size_t at, cp;       /* a byte offset and its code point offset */
	bool lower;          /* the paragraph has no capitals */
	bool body, in_title; /* a sentence was seen; the text is the title */
	bool plain;          /* the language has no data */
	struct unicode_segmenter *unicode; /* made when first needed */
};

/* ---- segment_end.c ---- */

/* The character at byte I, or 0 at END; that before I, or 0 at START. */
uint32_t text_char(struct str t, size_t i, size_t end);
uint32_t text_char_before(struct str t, size_t i, size_t start);
/* Behind the white space that begins at I; before that which ends at I. */
size_t text_skip_space(struct str t, size_t i, size_t end);
size_t text_trim_space(struct str t, size_t i, size_t start);
/* Marks that end sentences, and that close and open what is in marks. */
bool is_terminator(uint32_t c);
bool is_closer(uint32_t c);
bool is_opener(uint32_t c);

/*
 * The end of the sentence that begins at START, with MARK bytes of a list's
 * mark: an offset behind its last character that is not white space, at most
 * END (of its paragraph).
 */
size_t sentence_end(
    struct segmenter *s, struct str t, size_t start, size_t mark, size_t end);

/* ---- segment_item.c ---- */

/* How the items of a list are marked: "1.", "2.)", "• 9.", "b." */
struct enumerator {
	size_t bullet;  /* bytes of the bullet before it, with its blank */
	unsigned value; /* the number, or the letter's place; 0: none */
	bool letter;
	size_t marks; /* bytes behind it: ".", ")" or ".)" */
	size_t n;     /* of all of it */
};

/* The mark of a list's item at I; value 0: there is none. */
struct enumerator enumerator_read(struct str t, size_t i, size_t end);
/* Where in [I, END) the item after the one marked E begins, or END. */
size_t enumerator_next(struct str t, struct enumerator e, size_t i, size_t end);

#endif
