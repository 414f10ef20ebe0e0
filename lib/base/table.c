#include "base/table.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

static void
on_cell(void *p, size_t n, void *data)
{
	struct table *t = data;

	if (t->nrow == 0)
		t->ncol++;
	else if (t->got >= t->ncol) {
		t->got++;
		return;
	}
	t->cell = mem_grow(
	    t->cell, t->nrow * t->ncol + t->got, &t->cap, sizeof *t->cell);
	/* The header's row grows while its width is still unknown. */
	t->cell[(t->nrow ? t->nrow * t->ncol : 0) + t->got] =
	    (struct str){arena_copy(&t->arena, p, n), n};
	t->got++;
}

static char empty[1];

static void
on_row(int c, void *data)
{
	struct table *t = data;

	(void)c;
	t->line = mem_grow(t->line, t->nrow, &t->rowcap, sizeof *t->line);
	t->line[t->nrow] = t->at;
	while (t->nrow && t->got < t->ncol)
		on_cell(empty, 0, t);
	if (t->got > t->ncol)
		t->wide = true; /* reported by the caller */
	t->nrow++;
	t->got = 0;
}

bool
table_read(
    struct table *t, struct str text, bool comments, struct table_error *err)
{
	struct csv_parser csv;
	struct str line, rest = text;
	unsigned long no = 0;
	bool ok = false, within = false;

	*t = (struct table){0};
	*err = (struct table_error){0, NULL};
	if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)) {
		err->why = "out of memory";
		return false;
	}
	t->at = 1;
	while (rest.p && rest.n) {
		const char *lf = memchr(rest.p, '\n', rest.n);

		no++;
		line = rest;
		line.n = lf ? (size_t)(lf + 1 - rest.p) : rest.n;
		rest.p += line.n;
		rest.n -= line.n;
		if (comments && !within && line.p[0] == '#')
			continue;
		if (!within)
			t->at = no;
		err->line = no;
		if (csv_parse(&csv, line.p, line.n, on_cell, on_row, t) !=
		    line.n) {
			err->why = csv_strerror(csv_error(&csv));
			goto out;
		}
		if (t->wide) {
			err->why = "more cells than the header has";
			goto out;
		}
		within = csv.quoted; /* the row goes on in the next line */
	}
	if (csv_fini(&csv, on_cell, on_row, t)) {
		err->why = "a quoted cell is not closed";
		goto out;
	}
	if (t->wide)
		err->why = "more cells than the header has";
	else if (t->nrow == 0)
		err->why = "no header line";
	else
		ok = true;
out:
	csv_free(&csv);
	return ok;
}

int
table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->ncol; i++)
		if (str_eqz(t->cell[i], name))
			return (int)i;
	return -1;
}

struct str
table_cell(const struct table *t, size_t row, int column)
{
	if (column < 0)
		return STR("");
	return t->cell[row * t->ncol + (size_t)column];
}

void
table_release(struct table *t)
{
	free(t->cell);
	free(t->line);
	arena_release(&t->arena);
	*t = (struct table){0};
}

/* What readers take away from the ends of a cell that is not quoted. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
table_add_cell(struct buf *b, struct str cell, bool first)
{
	size_t n;

	if (!first)
		buf_addc(b, ',');
	if (!cell.n)
		return;
	if (!memchr(cell.p, '"', cell.n) && !memchr(cell.p, ',', cell.n) &&
	    !memchr(cell.p, '\n', cell.n) && !memchr(cell.p, '\r', cell.n) &&
	    !is_blank(cell.p[0]) && !is_blank(cell.p[cell.n - 1])) {
		buf_adds(b, cell);
		return;
	}
	n = csv_write(NULL, 0, cell.p, cell.n);
	if (buf_reserve(b, n)) {
		csv_write(b->p + b->n, n, cell.p, cell.n);
		b->n += n;
	}
}
