#include "stream/source.h"

#include "base/utf8.h"
#include "stream/charset.h"

#include <stdio.h>
#include <string.h>

enum { PEEK = 4096 };

const char *const source_kinds[SOURCE_KINDS] = {
    "auto", "json", "csv", "html", "text", "feed", "warc"};

enum source_kind
source_kind(const char *name)
{
	for (int i = 0; name && i < SOURCE_KINDS; i++)
		if (strcmp(name, source_kinds[i]) == 0)
			return (enum source_kind)i;
	return name ? SOURCE_KINDS : SOURCE_AUTO;
}

void
source_init(struct source *s, struct filter *f, enum source_kind from)
{
	*s = (struct source){.f = f, .from = from};
	buf_init(&s->whole, f->max_size);
	buf_init(&s->utf8, BUF_MAX);
	warc_init(&s->warc, f->max_size);
}

void
source_release(struct source *s)
{
	buf_release(&s->whole);
	buf_release(&s->utf8);
	warc_release(&s->warc);
	table_release(&s->table);
}

static void
fault(struct source *s, unsigned long line, const char *why)
{
	filter_fault(s->f, s->f->in.file, line, why);
}

/* A header line of CSV: several cells without blanks, one of them "text". */
static bool
looks_like_csv(struct str head)
{
	static const char *const names[] = {
	    "text", "body", "content", "maintext", "articleBody", "article"};
	struct str line, cell;
	size_t cells = 0;
	bool known = false;

	if (!str_split(&head, '\n', &line) || !head.p)
		return false;
	line = str_trim(line);
	while (str_split(&line, ',', &cell)) {
		if (cell.n > 1 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
			cell = str_slice(cell, 1, cell.n - 1);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			known |= str_eqz(cell, names[i]);
		cells++;
	}
	return known && cells > 1;
}

static bool
starts_caseless(struct str s, const char *lower)
{
	for (size_t i = 0; lower[i]; i++)
		if (i >= s.n ||
		    (char)uc_lower((unsigned char)s.p[i]) != lower[i])
			return false;
	return true;
}

static bool
looks_like_html(struct str head)
{
	static const char *const tags[] = {"<!doctype", "<html", "<head",
	    "<body", "<article", "<div", "<p>", "<!--", "<meta", "<?xml",
	    "<title", "<h1", "<section", "<main"};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (starts_caseless(head, tags[i]))
			return true;
	return false;
}

/*
 * S behind the comment, instruction or declaration that begins it; p NULL
 * if its end is not in sight.
 */
static struct str
behind_declaration(struct str s)
{
	bool comment = str_starts(s, "<!--");
	size_t end = str_find(s, comment ? STR("-->") : STR(">"), 0), open;

	if (comment && end != SIZE_MAX)
		return str_slice(s, end + 3, s.n);
	open = str_starts(s, "<!") ? str_find(s, STR("["), 0) : SIZE_MAX;
	if (open < end) {
		/* A DOCTYPE that holds declarations of its own. */
		end = str_find(s, STR("]"), open);
		if (end != SIZE_MAX)
			end = str_find(s, STR(">"), end);
	}
	return end == SIZE_MAX ? (struct str){NULL, 0}
			       : str_slice(s, end + 1, s.n);
}

/* Is the first element that of a feed, behind what XML has before it? */
static bool
looks_like_feed(struct str head)
{
	static const char *const roots[] = {
	    "rss", "feed", "rdf:rdf", "atom:feed"};

	while (str_starts(head, "<?") || str_starts(head, "<!")) {
		if (starts_caseless(head, "<!doctype html"))
			return false;
		head = str_trim(behind_declaration(head));
	}
	if (head.n < 2 || head.p[0] != '<')
		return false;
	head = str_slice(head, 1, head.n);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		size_t n = strlen(roots[i]);

		if (starts_caseless(head, roots[i]) && head.n > n &&
		    !(uc_class((unsigned char)head.p[n] & 0x7F) &
			(UC_LETTER | UC_DIGIT)))
			return true;
	}
	return false;
}

/*
 * JSON shows with its first character, and more is not waited for then: a
 * stream's first document is to go out before the second comes in.
 */
static enum source_kind
recognise(struct input *in)
{
	char room[PEEK];
	struct str head;
	size_t n = 0;

	do
		head = input_peek(in, ++n);
	while (
	    n < PEEK && head.n == n && !str_trim(str_slice(head, n - 1, n)).n);
	head = str_trim(head);
	if (head.n && (head.p[0] == '{' || head.p[0] == '['))
		return SOURCE_JSON;
	/* In archives of many members no more than the first is read here. */
	if (warc_looks(head.n ? input_peek(in, WARC_MAGIC) : head))
		return SOURCE_WARC;
	head = input_peek(in, PEEK);
	head = str_trim(charset_head(head, room, sizeof room));
	if (!head.n)
		return SOURCE_TEXT;
	if (looks_like_feed(head))
		return SOURCE_FEED;
	if (head.p[0] == '<' && looks_like_html(head))
		return SOURCE_HTML;
	return looks_like_csv(head) ? SOURCE_CSV : SOURCE_TEXT;
}

/* The whole file as one document. */
static bool
next_file(struct source *s, struct source_item *item)
{
	enum input_status st;

	s->open = false;
	st = input_rest(&s->f->in, &item->text);
	if (st == INPUT_LONG)
		fault(s, 0, "file too long (--max-size raises the limit)");
	item->line = 0;
	item->charset = s->f->in.marked ? "utf-8" : NULL;
	item->part = s->kind == SOURCE_FEED;
	return st == INPUT_OK;
}

/* The next page of an archive. */
static bool
next_page(struct source *s, struct source_item *item)
{
	struct warc_page page;
	const char *why;

	switch (warc_next(&s->warc, &s->f->in, &page, &why)) {
	case WARC_END:
		s->open = false;
		return false;
	case WARC_FAULT:
		fault(s, 0, why);
		return false;
	case WARC_PAGE:
		break;
	}
	item->kind = SOURCE_HTML;
	item->text = page.page;
	item->charset = page.charset;
	item->url = page.url;
	item->part = true;
	return true;
}

static bool
next_row(struct source *s, struct source_item *item)
{
	if (s->row >= s->table.nrow) {
		s->open = false;
		return false;
	}
	item->table = &s->table;
	item->line = s->table.line[s->row];
	item->row = s->row++;
	return true;
}

static void
open_table(struct source *s)
{
	struct table_error err;
	struct str all;

	table_release(&s->table);
	s->row = 1;
	switch (input_rest(&s->f->in, &all)) {
	case INPUT_LONG:
		fault(s, 0, "file too long (--max-size raises the limit)");
		return;
	case INPUT_END:
		return;
	case INPUT_OK:
		break;
	}
	buf_reset(&s->utf8);
	all = charset_utf8(
	    all, s->f->in.marked ? "utf-8" : NULL, false, &s->utf8);
	if (!table_read(&s->table, all, false, &err)) {
		fault(s, err.line, err.why);
		table_release(&s->table);
	}
}

/* A scanned value: a document, or an array of them. */
static bool
give(struct source *s, struct source_item *item, struct str value,
    unsigned long line)
{
	item->line = line;
	if (json_is_array(value)) {
		json_walk(&s->it, value);
		s->array = true;
		s->array_line = line;
		return false;
	}
	item->text = value;
	return true;
}

/* Moves behind the next N bytes of s->whole, S->begin with them. */
static void
advance(struct source *s, size_t n)
{
	const char *p = s->whole.p + s->at;

	for (size_t i = 0; i < n; i++)
		s->begin += p[i] == '\n';
	s->at += n;
}

/*
 * JSON over several lines: the file is read in growing pieces; each time
 * what is there is scanned again, so the work stays within a small factor
 * of the length.
 */
static bool
next_value(struct source *s, struct source_item *item)
{
	struct json_error err;
	struct json_top top;
	struct str line, rest;
	char why[160];
	size_t goal;

	for (;;) {
		rest = buf_str(&s->whole);
		advance(s, json_space(rest, s->at) - s->at);
		rest = str_slice(rest, s->at, rest.n);
		if (rest.n && json_scan(rest, NULL, &top, &err)) {
			unsigned long at = s->begin;

			advance(s, top.end);
			return give(s, item, str_slice(rest, 0, top.end), at);
		}
		if (rest.n && (!err.more || !s->rest)) {
			snprintf(why, sizeof why,
			    "invalid JSON in the value beginning here, "
			    "at byte %zu: %s",
			    err.at + 1, err.why);
			s->open = false;
			fault(s, s->begin, why);
			return false;
		}
		if (!s->rest) {
			s->open = false;
			return false;
		}
		goal = s->whole.n * 2;
		if (!rest.n) {
			buf_reset(&s->whole);
			s->at = goal = 0;
			s->begin = s->f->in.line + 1;
		}
		do {
			enum input_status st = input_line(&s->f->in, &line);

			if (st == INPUT_END) {
				s->rest = false;
				break;
			}
			buf_adds(&s->whole, line);
			buf_addc(&s->whole, '\n');
			if (st == INPUT_LONG || s->whole.over) {
				s->open = false;
				fault(s, s->begin,
				    "JSON value too long (--max-size raises "
				    "the limit)");
				return false;
			}
		} while (s->whole.n < goal);
	}
}

static bool
next_json(struct source *s, struct source_item *item)
{
	struct json_error err;
	struct json_top top;
	struct str line, value;
	char why[160];

	if (s->array) {
		item->line = s->array_line;
		if (json_element(&s->it, &item->text))
			return true;
		s->array = false;
	}
	if (!s->lines)
		return next_value(s, item);
	switch (input_line(&s->f->in, &line)) {
	case INPUT_END:
		s->open = false;
		return false;
	case INPUT_LONG:
		fault(s, s->f->in.line,
		    "line too long (--max-size raises the limit)");
		return false;
	case INPUT_OK:
		break;
	}
	if (!str_trim(line).n)
		return false;
	if (json_scan(line, NULL, &top, &err)) {
		size_t next = json_space(line, top.end);

		s->rest = true;
		if (next == line.n) {
			value = str_slice(line, top.start, top.end);
			return give(s, item, value, s->f->in.line);
		}
		err.at = next;
		err.why = "more than one value";
		err.more = false;
	}
	if (err.more && !s->rest) {
		/* The first value runs over several lines. */
		s->lines = false;
		s->rest = true;
		s->at = 0;
		s->begin = s->f->in.line;
		buf_reset(&s->whole);
		buf_adds(&s->whole, line);
		buf_addc(&s->whole, '\n');
		return next_value(s, item);
	}
	snprintf(why, sizeof why, "invalid JSON at byte %zu: %s", err.at + 1,
	    err.why);
	fault(s, s->f->in.line, why);
	return false;
}

bool
source_next(struct source *s, struct source_item *item)
{
	for (;;) {
		bool found = false;

		if (!s->open) {
			s->f->in.quiet = true;
			if (!input_open(&s->f->in))
				return false;
			s->open = true;
			s->kind = s->from ? s->from : recognise(&s->f->in);
			if (!s->from && s->table_else && s->kind == SOURCE_TEXT)
				s->kind = SOURCE_CSV;
			if (s->kind != SOURCE_WARC)
				input_report(&s->f->in);
			s->lines = true;
			s->rest = s->array = false;
			if (s->kind == SOURCE_CSV)
				open_table(s);
		}
		*item = (struct source_item){
		    .kind = s->kind, .file = s->f->in.file};
		switch (s->kind) {
		case SOURCE_JSON:
			found = next_json(s, item);
			break;
		case SOURCE_CSV:
			found = next_row(s, item);
			break;
		case SOURCE_WARC:
			found = next_page(s, item);
			break;
		case SOURCE_HTML:
		case SOURCE_TEXT:
		case SOURCE_FEED:
		case SOURCE_AUTO:
		case SOURCE_KINDS:
			found = next_file(s, item);
			break;
		}
		if (found)
			return true;
	}
}
