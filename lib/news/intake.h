/*
 * intake - which key of a foreign document means what.
 *
 * For: Document records, and what trafilatura, news-please, newspaper4k,
 * fundus, ninjs and schema.org's JSON-LD write in their place (maintext,
 * date_publish, articleBody ...): from such an object, a row of CSV, a page
 * or a feed to struct meta and the text, document by document.
 * Not for: reading files (stream/source.h), or what HTML means (html.h).
 */
#ifndef NEWS_INTAKE_H
#define NEWS_INTAKE_H

#include "base/cli.h"
#include "news/document.h"
#include "stream/source.h"

struct feed;
struct guesser;

struct intake {
	struct meta meta;
	struct str text;
	struct str object; /* the JSON object itself, for further keys */
};

enum { INTAKE_FIELDS = 9 }; /* the text, and the keys of doc */

/* What the user says of all documents; zero bytes: nothing. */
struct intake_rules {
	const char *id;                   /* of the document, or NULL */
	struct cli_list set;              /* "NAME=VALUE" */
	const char *lang;                 /* for those that say none */
	struct str column[INTAKE_FIELDS]; /* intake_columns */
	struct expr *map;                 /* documents of a JSON value */
};

/*
 * Reads --csv's argument, "text=body,id=url": which column of a table is
 * which field. False if it is not of that form.
 */
bool intake_columns(struct intake_rules *rules, const char *spec);

/*
 * The documents of one item after the other, as rules say. One of zero
 * bytes, but for the rules, is ready for use.
 */
struct intake_walk {
	struct intake_rules rules;
	/* private */
	struct source_item item;
	struct feed *feed;
	struct guesser *guesser;
	struct buf json;
	bool done;
};

/* Starts with ITEM, which must live as long as it is walked. */
void intake_start(struct intake_walk *w, const struct source_item *item);
/*
 * The next document; what it points to lives in the item, in W until the
 * next call, or is made in A. False at the end: *WHY is then NULL, or a
 * fault (it lives until the next intake_start).
 */
bool intake_next(struct intake_walk *w, struct intake *in, struct arena *a,
    const char **why);
/* Were models of languages needed that are not there (lang/guess.h)? */
bool intake_blind(const struct intake_walk *w);
void intake_release(struct intake_walk *w);

/*
 * From the scanned JSON object JSON; strings are views into it or made in
 * A. False with *WHY (static) if it is no object or has no text.
 */
bool intake_json(
    struct intake *in, struct str json, struct arena *a, const char **why);
/*
 * The same from ROW of a CSV table, of which COLUMN (may be NULL) names the
 * columns; strings are views into the table.
 */
bool intake_row(struct intake *in, const struct table *t, size_t row,
    const struct str *column, const char **why);

/* A key of `doc` by its name in copydesk-records(5), or NULL. */
struct str *intake_field(struct intake *in, struct str name);
/*
 * Sets a key that the document lacks: ASSIGNMENT is "NAME=VALUE" with a name
 * of copydesk-records(5), "date" or "source". False if it is not that.
 */
bool intake_set(struct intake *in, const char *assignment);
/*
 * Gives the document its id: GIVEN (unless NULL), its own, its URL, the
 * file's path where the item is the whole file, else a hash of the text.
 */
void intake_id(struct intake *in, const char *given,
    const struct source_item *item, struct arena *a);
/*
 * Appends to B the object's members that KEEP names, each with a comma
 * before it; not those that `doc` has anyway.
 */
void intake_keep(
    struct buf *b, const struct intake *in, const struct cli_list *keep);

#endif
