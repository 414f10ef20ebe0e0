/*
 * html_in - what the parts of html.c share.
 *
 * For: the html*.c and feed.c only.
 * Not for: anything outside; the interface is html.h.
 */
#ifndef NEWS_HTML_IN_H
#define NEWS_HTML_IN_H

#include "news/html.h"

#include <libxml/HTMLparser.h>

/* The elements that matter here, in the order of html_text.c's table. */
enum html_tag {
	HTML_OTHER,
	HTML_A,
	HTML_ADDRESS,
	HTML_ARTICLE,
	HTML_ASIDE,
	HTML_BLOCK,
	HTML_BLOCKQUOTE,
	HTML_BODY,
	HTML_BR,
	HTML_FIGURE,
	HTML_H1,
	HTML_H,
	HTML_LI,
	HTML_MAIN,
	HTML_NOISE,
	HTML_P,
	HTML_SKIP,
	HTML_TIME
};

/* What the page says of its article; p NULL: not said. */
struct html_facts {
	struct str title, date, modified, author, source, url, body;
};

/* ---- html.c: helpers ---- */

/* The value of attribute NAME of N, or p NULL. */
struct str html_attribute(const xmlNode *n, const char *name);
/* The value of attribute A; empty if it has none. */
struct str html_value(const xmlAttr *a);
/* The next node after N in document order below TOP; not below N if LEAP. */
xmlNode *html_next(xmlNode *n, const xmlNode *top, bool leap);
/* Is the node an element of that name? */
bool html_is(const xmlNode *n, const char *name);
/* The text below N, white space normalised, in A (at most MAX bytes). */
struct str html_inner(xmlNode *n, size_t max, struct arena *a);
/*
 * S with white space normalised, in A; with ENTITIES, character references
 * are decoded too, as attributes and JSON have them twice encoded.
 */
struct str html_clean(struct str s, bool entities, struct arena *a);
/* Appends S to B, runs of white space made one blank. */
void html_add_text(struct buf *b, size_t start, struct str s);
/* Do A and B agree, ASCII case aside? */
bool html_same(struct str a, struct str b);

/*
 * PAGE without what makes libxml2 slow (tags with thousands of attributes):
 * itself, or made in OUT, of which PAGE may be the content.
 */
struct str html_tame(struct str page, struct buf *out);
/* The tree of PAGE (valid UTF-8), or NULL; TAME as for html_tame. */
xmlDoc *html_parse(struct str page, struct buf *tame);

/* ---- html_fragment.c ---- */

/*
 * The text of S, a piece of HTML that is all of an article: paragraphs
 * divided by a blank line, list items beginning with "- ", in A.
 */
struct str html_fragment(struct str s, struct arena *a);

/* ---- html_ld.c: JSON-LD ---- */

/* Reads the page's JSON-LD scripts into F. */
void html_ld(xmlDoc *doc, struct html_facts *f, struct arena *a);

/* ---- html_date.c ---- */

/*
 * S as an ISO 8601 date or date and time in A, or p NULL if it is no date
 * ("None", "", "yesterday").
 */
struct str html_date(struct str s, struct arena *a);

/* ---- html_meta.c ---- */

/* Fills META from LD and the page's own markup. */
void html_meta(xmlDoc *doc, const struct html_facts *ld, struct meta *meta,
    struct arena *a);

/* ---- html_class.c: what the names of classes say (html.csv) ---- */

enum { HTML_SAYS_NOISE = 1, HTML_SAYS_CONTENT = 2, HTML_SAYS_APART = 4 };
enum { HTML_CLASSES = 1024 };

/* One of zero bytes is ready for use; remembers what it was asked. */
struct html_classes {
	const struct lexicon *lex;
	int label;
	struct {
		uint64_t hash;
		unsigned says;
	} seen[HTML_CLASSES];
};

/* The bits above for VALUE, one or more names of classes. */
unsigned html_class_says(struct html_classes *g, struct str value);
/*
 * Cuts names of classes into at most MAX words: "article-body", "shareBar",
 * "SHARE_BAR x". Returns their number.
 */
size_t html_words(struct str s, struct str *word, size_t max);

/* ---- html_text.c ---- */

/*
 * The main text, by density; TITLE is left out of it. Empty if there is
 * none.
 */
struct str html_text(xmlDoc *doc, struct str title, struct arena *a);

#endif
