#include "news/intake.h"

#include "lang/guess.h"
#include "news/data.h"
#include "news/feed.h"
#include "news/html.h"
#include "news/language.h"
#include "stream/charset.h"
#include "stream/expr.h"
#include "stream/json.h"

#include <stdio.h>
#include <string.h>

enum field {
	ID,
	DATE,
	SOURCE,
	TITLE,
	URL,
	AUTHOR,
	LANGUAGE,
	STORY,
	TEXT,
	FIELDS = INTAKE_FIELDS
};

/*
 * Names in the order of preference within a field. "source" is trafilatura's
 * name for the URL: a value that looks like one is taken for one below.
 */
static const struct {
	enum field field;
	const char *name;
} known[] = {
    {ID, "id"},
    {DATE, "date"},
    {DATE, "datePublished"},
    {DATE, "date_publish"},
    {DATE, "publishing_date"},
    {DATE, "publish_date"},
    {DATE, "published"},
    {DATE, "versionCreated"},
    {SOURCE, "source"},
    {SOURCE, "source-hostname"},
    {SOURCE, "sitename"},
    {SOURCE, "publisher"},
    {SOURCE, "source_domain"},
    {SOURCE, "meta_site_name"},
    {SOURCE, "hostname"},
    {TITLE, "title"},
    {TITLE, "headline"},
    {TITLE, "headlines"},
    {URL, "url"},
    {URL, "canonical_link"},
    {URL, "uri"},
    {URL, "link"},
    {AUTHOR, "author"},
    {AUTHOR, "authors"},
    {AUTHOR, "by"},
    {LANGUAGE, "lang"},
    {LANGUAGE, "language"},
    {LANGUAGE, "inLanguage"},
    {STORY, "story"},
    {TEXT, "text"},
    {TEXT, "maintext"},
    {TEXT, "plaintext"},
    {TEXT, "articleBody"},
    {TEXT, "content"},
    {TEXT, "body"},
    {TEXT, "bodies"},
    {TEXT, "raw_text"},
};

enum { KNOWN = sizeof known / sizeof *known };

static struct str *
field_of(struct intake *in, enum field f)
{
	switch (f) {
	case ID:
		return &in->meta.id;
	case DATE:
		return &in->meta.date;
	case SOURCE:
		return &in->meta.source;
	case TITLE:
		return &in->meta.title;
	case URL:
		return &in->meta.url;
	case AUTHOR:
		return &in->meta.author;
	case LANGUAGE:
		return &in->meta.lang;
	case STORY:
		return &in->meta.story;
	case TEXT:
	case FIELDS:
		break;
	}
	return &in->text;
}

struct str *
intake_field(struct intake *in, struct str name)
{
	static const char *const own[] = {
	    "id", "date", "source", "title", "url", "author", "lang", "story"};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (str_eqz(name, own[i]))
			return field_of(in, (enum field)i);
	return NULL;
}

/* Appends V with a divider, if it says anything. */
static void
append(struct buf *b, struct str v, const char *divider)
{
	if (!str_trim(v).n)
		return;
	if (b->n)
		buf_addz(b, divider);
	buf_adds(b, v);
}

/*
 * The text of VALUE, whatever its form: a string; an object with a name, a
 * value or sections of paragraphs; or an array of these, put together.
 */
static void
collect(struct buf *b, struct str value, const char *divider, struct arena *a,
    int depth)
{
	static const char *const inner[] = {"name", "value", "headline",
	    "summary", "paragraphs", "sections", "text"};
	struct json_iter it;
	struct str v;

	if (depth > 6)
		return;
	if (json_is_string(value)) {
		append(b, json_string(value, a), divider);
	} else if (json_is_array(value)) {
		json_walk(&it, value);
		while (json_element(&it, &v))
			collect(b, v, divider, a, depth + 1);
	} else if (json_is_object(value)) {
		for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
			collect(b, json_get(value, inner[i]), divider, a,
			    depth + 1);
	} else if (value.n && depth == 0 && value.p[0] != 'n' &&
		   value.p[0] != 't' && value.p[0] != 'f') {
		buf_adds(b, value); /* a number: an id may be one */
	}
}

static struct str
field_text(struct str value, enum field f, struct arena *a)
{
	struct str s = {NULL, 0};
	struct buf b;

	if (json_is_string(value))
		return json_string(value, a);
	buf_init(&b, BUF_MAX);
	collect(&b, value, f == TEXT ? "\n\n" : ", ", a, 0);
	if (b.n)
		s = (struct str){arena_copy(a, b.p, b.n), b.n};
	buf_release(&b);
	return s;
}

/* What a value must not be: nothing, or Python's word for it. */
static bool
says_nothing(struct str s)
{
	s = str_trim(s);
	return !s.n || str_eqz(s, "None") || str_eqz(s, "null") ||
	       str_eqz(s, "NaN");
}

static void
finish(struct intake *in)
{
	struct meta *m = &in->meta;

	if (m->source.p &&
	    (str_starts(m->source, "http://") ||
		str_starts(m->source, "https://")) &&
	    (!m->url.p || str_eq(m->url, m->source))) {
		m->url = m->source;
		m->source = (struct str){NULL, 0};
	}
}

bool
intake_json(
    struct intake *in, struct str json, struct arena *a, const char **why)
{
	static struct str names[KNOWN];
	static const struct json_keys keys = {names, KNOWN};
	struct json_error err;
	struct json_top top;

	*in = (struct intake){.object = json};
	for (size_t i = 0; i < KNOWN; i++)
		names[i] = str_from(known[i].name);
	if (!json_scan(json, &keys, &top, &err) || !top.object) {
		*why = err.why ? err.why : "not a JSON object";
		return false;
	}
	for (size_t i = 0; i < KNOWN; i++) {
		struct str *f = field_of(in, known[i].field), v;

		if (!top.v[i].p || (f->p && !says_nothing(*f)))
			continue;
		v = field_text(top.v[i], known[i].field, a);
		if (known[i].field == TEXT ? v.p != NULL : !says_nothing(v))
			*f = v;
		/* A "source" beside a URL that is the URL: look further. */
		if (known[i].field == SOURCE && str_starts(v, "http") &&
		    in->meta.url.p == NULL) {
			in->meta.url = v;
			*f = (struct str){NULL, 0};
		}
	}
	finish(in);
	*why = "no text: none of the keys text, maintext, articleBody, "
	       "body ... (--map makes one)";
	return in->text.p != NULL;
}

bool
intake_row(struct intake *in, const struct table *t, size_t row,
    const struct str *column, const char **why)
{
	bool text = false;

	*in = (struct intake){0};
	for (size_t i = 0; column && i < FIELDS; i++) {
		struct str v;
		int at = 0;

		if (!column[i].p)
			continue;
		while (at < (int)t->ncol && !str_eq(t->cell[at], column[i]))
			at++;
		if (at == (int)t->ncol) {
			*why = "a column that --csv names is not in the table";
			return false;
		}
		v = table_cell(t, row, at);
		text |= i == TEXT;
		if (i == TEXT || !says_nothing(v))
			*field_of(in, (enum field)i) = v;
	}
	for (size_t i = 0; i < KNOWN; i++) {
		int at = table_column(t, known[i].name);
		struct str *f = field_of(in, known[i].field);
		struct str v = table_cell(t, row, at);

		if (at < 0 || (f->p && f->n) ||
		    (column && column[known[i].field].p))
			continue;
		text |= known[i].field == TEXT;
		if (known[i].field == TEXT || !says_nothing(v))
			*f = v;
	}
	finish(in);
	*why = "no text: the table needs a column text (--csv names one)";
	return text;
}

/* The page in ITEM, or else the file as plain text. */
static bool
read_whole(struct intake *in, const struct source_item *item, struct arena *a,
    const char **why)
{
	struct buf made;

	*in = (struct intake){0};
	if (item->kind == SOURCE_HTML) {
		*why = "no HTML that can be read";
		if (!html_read(
			item->text, item->charset, &in->meta, &in->text, a))
			return false;
		if (item->url.p)
			in->meta.url = item->url;
		return true;
	}
	buf_init(&made, BUF_MAX);
	in->text = charset_utf8(item->text, item->charset, false, &made);
	if (made.n)
		in->text.p = arena_copy(a, in->text.p, in->text.n);
	buf_release(&made);
	return true;
}

/* ---- one document of an item after the other ---- */

bool
intake_columns(struct intake_rules *rules, const char *spec)
{
	struct str rest = str_from(spec), part, name;
	struct intake none = {0};

	while (str_split(&rest, ',', &part)) {
		struct str *field;
		size_t i = 0;

		str_split(&part, '=', &name);
		field = str_eqz(name, "text") ? &none.text
					      : intake_field(&none, name);
		if (!field || !part.p || !part.n)
			return false;
		while (field_of(&none, (enum field)i) != field)
			i++;
		rules->column[i] = part;
	}
	return true;
}

void
intake_start(struct intake_walk *w, const struct source_item *item)
{
	w->item = *item;
	w->done = false;
	feed_free(w->feed);
	w->feed = NULL;
	if (!w->json.max)
		buf_init(&w->json, BUF_MAX);
}

void
intake_release(struct intake_walk *w)
{
	feed_free(w->feed);
	guesser_free(w->guesser);
	buf_release(&w->json);
}

/* The next document as it stands in the item. */
static bool
next_raw(
    struct intake_walk *w, struct intake *in, struct arena *a, const char **why)
{
	const struct intake_rules *r = &w->rules;
	bool first = !w->done;

	*why = NULL;
	w->done = true;
	switch (w->item.kind) {
	case SOURCE_JSON:
		if (!r->map)
			return first && intake_json(in, w->item.text, a, why);
		if (first && !expr_start(r->map, w->item.text, why))
			return false;
		return expr_next(r->map, &w->json, why) &&
		       intake_json(in, buf_str(&w->json), a, why);
	case SOURCE_CSV:
		return first && intake_row(in, w->item.table, w->item.row,
				    r->column, why);
	case SOURCE_FEED:
		*in = (struct intake){0};
		if (first)
			w->feed = feed_new(w->item.text, w->item.charset, why);
		return w->feed &&
		       feed_next(w->feed, &in->meta, &in->text, a, why);
	case SOURCE_HTML:
	case SOURCE_TEXT:
	case SOURCE_WARC:
	case SOURCE_AUTO:
	case SOURCE_KINDS:
		break;
	}
	return first && read_whole(in, &w->item, a, why);
}

/* The language, for a document that does not say it. */
static void
find_language(struct intake_walk *w, struct intake *in, struct arena *a)
{
	char code[GUESS_CODE];

	if (!language_unknown(in->meta.lang))
		return;
	if (w->rules.lang && w->rules.lang[0]) {
		in->meta.lang = str_from(w->rules.lang);
		return;
	}
	if (!w->guesser)
		w->guesser = guesser_new(
		    data_words(), data_vocabulary(), language_code, NULL);
	if (guesser_language(w->guesser, in->text, code))
		in->meta.lang = (struct str){
		    arena_copy(a, code, strlen(code)), strlen(code)};
}

bool
intake_blind(const struct intake_walk *w)
{
	return w->guesser && guesser_blind(w->guesser);
}

bool
intake_next(
    struct intake_walk *w, struct intake *in, struct arena *a, const char **why)
{
	if (!next_raw(w, in, a, why)) {
		w->done = true;
		return false;
	}
	*why = NULL;
	for (size_t i = 0; i < w->rules.set.n; i++)
		intake_set(in, w->rules.set.v[i]);
	find_language(w, in, a);
	intake_id(in, w->rules.id, &w->item, a);
	return true;
}

bool
intake_set(struct intake *in, const char *assignment)
{
	struct str value = str_from(assignment), name, *field;

	str_split(&value, '=', &name);
	field = value.p ? intake_field(in, name) : NULL;
	if (field && !field->p)
		*field = value;
	return field != NULL;
}

void
intake_id(struct intake *in, const char *given, const struct source_item *item,
    struct arena *a)
{
	struct str *id = &in->meta.id;
	char hash[24];

	if (given)
		*id = str_from(given);
	if (id->p && id->n)
		return;
	*id = in->meta.url;
	if (!id->p && !item->line && !item->part &&
	    strcmp(item->file, "<stdin>") != 0)
		*id = str_from(item->file);
	if (id->p)
		return;
	snprintf(hash, sizeof hash, "%016llx",
	    (unsigned long long)str_hash(in->text));
	*id = (struct str){arena_copy(a, hash, strlen(hash)), strlen(hash)};
}

void
intake_keep(struct buf *b, const struct intake *in, const struct cli_list *keep)
{
	struct intake none = {0};

	for (size_t i = 0; i < keep->n; i++) {
		struct str v = json_get(in->object, keep->v[i]);

		if (!v.p || intake_field(&none, str_from(keep->v[i])))
			continue;
		buf_addf(b, ",\"%s\":", keep->v[i]);
		buf_adds(b, v);
	}
}
