/*
 * intake - which key of a foreign document means what.
 *
 * For: Document records, and what trafilatura, news-please, newspaper4k,
 * fundus, ninjs and schema.org's JSON-LD write in their place (maintext,
 * date_publish, articleBody ...): from such an object, or a row of CSV, to
 * struct meta and the text.
 * Not for: reading files (stream/source.h), or what HTML means (html.h).
 */
#ifndef NEWS_INTAKE_H
#define NEWS_INTAKE_H

#include "base/cli.h"
#include "news/document.h"
#include "stream/source.h"

struct intake {
	struct meta meta;
	struct str text;
	struct str object; /* the JSON object itself, for further keys */
};

/*
 * From the scanned JSON object JSON; strings are views into it or made in
 * A. False with *WHY (static) if it is no object or has no text.
 */
bool intake_json(
    struct intake *in, struct str json, struct arena *a, const char **why);
/* The same from ROW of a CSV table; strings are views into the table. */
bool intake_row(
    struct intake *in, const struct table *t, size_t row, const char **why);
/*
 * The same from whatever ITEM is; what has to be made lives in A. JSON is
 * taken from item->text.
 */
bool intake_item(struct intake *in, const struct source_item *item,
    struct arena *a, const char **why);

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
