#include "stream/filter.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SIZE = 64 << 20 };

void
filter_start(struct filter *f, const struct cli_tool *tool,
    const struct cli_opt *opts, int argc, char *argv[])
{
	const struct cli_opt common[FILTER_OPTIONS] = {
	    {'k', "keep-going", NULL, CLI_FLAG, &f->keep_going,
		"report bad records and go on"},
	    {'w', "where", "EXPR", CLI_STRING, &f->where,
		"only records for which the jq expression is true"},
	    {'u', "line-buffered", NULL, CLI_FLAG, &f->line_buffered,
		"write each record at once"},
	    {'P', "progress", NULL, CLI_FLAG, &f->progress,
		"report progress on standard error"},
	    {'M', "max-size", "SIZE", CLI_SIZE, &f->max_size,
		"largest record and document (default 64M)"},
	    {0}};
	int first;

	memset(f, 0, sizeof *f);
	f->max_size = MAX_SIZE;
	first = cli_parse(tool, opts, common, argc, argv);
	if (f->where)
		f->expr = expr_new_test(f->where);
	input_init(&f->in, argv + first, f->max_size);
	output_init(&f->out, f->line_buffered);
	buf_init(&f->last_key, BUF_MAX);
	if (!argv[first] && isatty(STDIN_FILENO))
		note("reading from the terminal (end with Ctrl-D; --help "
		     "tells more)");
}

void
filter_fault(
    struct filter *f, const char *file, unsigned long line, const char *why)
{
	if (f->keep_going) {
		warn_at(file, line, "%s", why);
		return;
	}
	output_flush(&f->out);
	die_at(file, line, "%s", why);
}

/* As filter_selects, but a failure is left to the caller, in f->where_why. */
static bool
selects(struct filter *f, struct str json, const char **why)
{
	bool yes;

	*why = NULL;
	if (!f->expr)
		return true;
	yes = expr_yes(f->expr, json, why);
	if (*why) {
		snprintf(
		    f->where_why, sizeof f->where_why, "--where: %s", *why);
		*why = f->where_why;
	}
	return yes && !*why;
}

bool
filter_selects(
    struct filter *f, struct str json, const char *file, unsigned long line)
{
	const char *why;
	bool yes = selects(f, json, &why);

	if (why)
		filter_fault(f, file, line, why);
	return yes;
}

bool
filter_skip(struct filter *f, const struct record *r, const char *why)
{
	if (f->keep_going) {
		warn_at(r->file, r->no, "%s", why);
		return true;
	}
	f->ended = true;
	f->pending = false;
	f->next.file = r->file;
	f->next.no = r->no;
	snprintf(f->why, sizeof f->why, "%s", why);
	return false;
}

void
filter_count(struct filter *f, size_t records)
{
	struct timespec t;

	f->documents++;
	f->records += records;
	if (!f->progress)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	if (t.tv_sec == f->progress_at)
		return;
	f->progress_at = t.tv_sec;
	note("%llu documents, %llu records, %llu MB read", f->documents,
	    f->records, f->in.bytes / 1000000);
}

/*
 * Takes the key off LINE into *KEY. False with *WHY if there is none, or one
 * that should have come before; *AGAIN if it is the one before.
 */
static bool
take_key(struct filter *f, struct str *line, struct str *key, bool *again,
    const char **why)
{
	size_t n = 0;
	int order;

	for (size_t fields = 0; fields < f->keyed; n++) {
		if (n == line->n) {
			*why = "no key before the record";
			return false;
		}
		fields += line->p[n] == '\t';
	}
	*key = str_slice(*line, 0, n);
	*line = str_slice(*line, n, line->n);
	order = str_cmp(buf_str(&f->last_key), *key);
	*again = order == 0;
	if (order > 0) {
		*why = "not in the order of the keys (LC_ALL=C sort)";
		return false;
	}
	buf_reset(&f->last_key);
	buf_adds(&f->last_key, *key);
	return true;
}

/* A key without its last field: what the records of a document share. */
static struct str
shared_key(struct str key)
{
	size_t n = key.n ? key.n - 1 : 0;

	while (n && key.p[n - 1] != '\t')
		n--;
	return str_slice(key, 0, n);
}

/* Are two records of one document, as far as their ids or keys tell? */
static bool
same_document(
    const struct filter *f, const struct record *a, const struct record *b)
{
	if (f->keyed)
		return str_eq(shared_key(a->key), shared_key(b->key));
	return str_eq(a->id, b->id);
}

/*
 * The next good Segment of the input into f->next, whose line is a view into
 * the input's buffer. A bad one is left to the caller as *WHY.
 */
static bool
next_record(struct filter *f, const char **why)
{
	struct str line, key = {NULL, 0};
	enum input_status st;
	bool again = false;

	*why = NULL;
	for (;;) {
		if (!f->open && !(f->open = input_open(&f->in)))
			return false;
		st = input_line(&f->in, &line);
		if (st == INPUT_END) {
			f->open = false;
			continue;
		}
		f->next.file = f->in.file;
		f->next.no = f->in.line;
		if (st == INPUT_LONG) {
			*why = "line too long (--max-size raises the limit)";
			return false;
		}
		if (str_trim(line).n == 0)
			continue;
		if (f->keyed && !take_key(f, &line, &key, &again, why))
			return false;
		if (again)
			continue;
		if (!record_read(&f->next, line, why)) {
			f->next.file = f->in.file;
			f->next.no = f->in.line;
			return false;
		}
		f->next.key = key;
		f->next.file = f->in.file;
		f->next.no = f->in.line;
		if (f->next.kind == RECORD_RELATION)
			*why = "a relation record; filters read segments "
			       "(run them before diff-claims)";
		else if (f->next.kind == RECORD_DOCUMENT)
			*why = "a document record; run segment first";
		else if (!json_is_string(f->next.id))
			*why = "doc.id is missing or no string";
		else if (!json_is_string(f->next.top.v[KEY_TEXT]))
			*why = "text is missing or no string";
		return !*why;
	}
}

/* Says so once when an id comes back after its run had ended. */
static void
check_seen(struct filter *f, const struct record *r)
{
	uint64_t h = str_hash(r->id);
	uint64_t *place = &f->seen[h % FILTER_SEEN];

	if (*place == h && !f->told_again) {
		note_at(r->file, r->no,
		    "document id %.*s comes again after other documents: "
		    "treated as a new document (said once)",
		    (int)(r->id.n < 100 ? r->id.n : 100), r->id.p);
		f->told_again = true;
	}
	*place = h;
}

/* False if the record is the end of the input because --where fails on it. */
static bool
run_add(struct filter *f, struct run *r)
{
	struct record *rec;
	const char *why;

	r->rec = mem_grow(r->rec, r->n, &r->cap, sizeof *r->rec);
	rec = &r->rec[r->n++];
	*rec = f->next;
	r->bytes += rec->line.n;
	record_move(rec, arena_copy(&r->arena, rec->line.p, rec->line.n));
	if (f->keyed)
		rec->key.p = arena_copy(&r->arena, rec->key.p, rec->key.n);
	rec->selected = selects(f, rec->line, &why);
	if (why && !filter_skip(f, rec, why)) {
		r->n--;
		return false;
	}
	return true;
}

bool
filter_run(struct filter *f, struct run *r)
{
	const char *why;

	r->n = r->bytes = 0;
	arena_reset(&r->arena);
	if (f->pending)
		goto have;
	while (!f->ended) {
		if (!next_record(f, &why)) {
			if (!why) {
				f->ended = true;
				break;
			}
			/* The run before the fault goes out first. */
			if (!filter_skip(f, &f->next, why))
				break;
			continue;
		}
		if (r->n && !same_document(f, &f->next, &r->rec[0])) {
			f->pending = true;
			break;
		}
		if (r->n && r->bytes + f->next.line.n > f->max_size) {
			output_flush(&f->out);
			die_at(f->next.file, f->next.no,
			    "document too long (--max-size raises the limit)");
		}
	have:
		f->pending = false;
		if (!r->n && !f->keyed)
			check_seen(f, &f->next);
		if (!run_add(f, r) || (r->rec[r->n - 1].last && !f->keyed))
			break;
	}
	if (!r->n) {
		if (f->why[0])
			filter_fault(f, f->next.file, f->next.no, f->why);
		return false;
	}
	filter_count(f, r->n);
	return true;
}

void
filter_write(struct filter *f, const struct record *r, enum record_key key,
    struct str value)
{
	if (r->selected && value.p)
		record_splice(&f->out.buf, r, key, value);
	else
		buf_adds(&f->out.buf, r->line);
	output_line(&f->out);
	output_add(&f->out, (struct str){"", 0});
}

void
filter_written(struct filter *f)
{
	output_document(&f->out);
}

int
filter_finish(struct filter *f)
{
	output_close(&f->out);
	if (f->strange)
		note("documents in a language without data: %llu", f->strange);
	if (f->progress)
		note("done: %llu documents, %llu records, %llu MB read",
		    f->documents, f->records, f->in.bytes / 1000000);
	input_release(&f->in);
	expr_free(f->expr);
	buf_release(&f->last_key);
	return diag_trouble() ? STATUS_TROUBLE : STATUS_OK;
}

void
run_release(struct run *r)
{
	free(r->rec);
	arena_release(&r->arena);
	*r = (struct run){0};
}
