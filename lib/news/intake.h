/*
 * intake - which key of a foreign document means what.
 *
 * For: Document records, and what trafilatura, news-please, newspaper4k,
 * fundus, ninjs and schema.org's JSON-LD write in their place (maintext,
 * date_publish, articleBody ...): from such an object, or a row of CSV, to
 * struct meta and the text.
 * Not for: reading files (stream/source.h), or HTML (html.h).
 */
#ifndef NEWS_INTAKE_H
#define NEWS_INTAKE_H

#include "base/table.h"
#include "news/document.h"

struct intake {
	struct meta meta;
	struct str text;
	struct str object; /* the JSON object itself, for further keys */
};

/*
 * From the scanned JSON object JSON; strings are views into it or made in
 * A. False with *WHY (static) if it is no object or has no text.
 */
bool intake_json(struct intake *in, struct str json, struct arena *a,
    const char **why);
/* The same from ROW of a CSV table; strings are views into the table. */
bool intake_row(struct intake *in, const struct table *t, size_t row,
    const char **why);
/*
 * A key known by its name in copydesk-records(5), "date" or "source"; for
 * values given on the command line. NULL if NAME is none.
 */
struct str *intake_field(struct intake *in, struct str name);

#endif
