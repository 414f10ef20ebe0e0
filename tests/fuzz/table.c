/*
 * Any text as CSV: rows have the header's width; written and read again they
 * are the same. As a lexicon it can be built and asked for its own names.
 */
#include "fuzz.h"

#include "base/table.h"

#include "base/utf8.h"
#include "lang/lexicon.h"

#include <string.h>

static void
write_and_read(const struct table *t)
{
	struct table_error err;
	struct table u;
	struct buf b;
	bool blank = false;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < t->nrow; i++) {
		for (size_t k = 0; k < t->ncol; k++)
			table_add_cell(&b, table_cell(t, i, (int)k), k == 0);
		/* A row of one empty cell cannot be written. */
		blank |= t->ncol == 1 && !table_cell(t, i, 0).n;
		buf_addc(&b, '\n');
	}
	if (!blank) {
		require(table_read(&u, buf_str(&b), false, &err));
		require(u.nrow == t->nrow && u.ncol == t->ncol);
		for (size_t i = 0; i < t->nrow * t->ncol; i++)
			require(str_eq(u.cell[i], t->cell[i]));
		table_release(&u);
	}
	buf_release(&b);
}

static void
build(const struct table *t)
{
	struct lexicon_builder b;
	struct table_error err;
	struct lexicon l;
	int name = table_column(t, "name"), label = table_column(t, "label");

	lexicon_builder_init(&b, NULL);
	if (lexicon_builder_table(&b, t, NULL, &err)) {
		lexicon_builder_open(&b, &l);
		for (size_t i = 1; i < t->nrow; i++) {
			struct str s = str_trim(table_cell(t, i, label)),
				   word = str_trim(table_cell(t, i, name));
			char z[100];

			if (s.n >= sizeof z)
				continue;
			for (size_t k = 0; k < s.n; k++)
				z[k] = s.p[k];
			z[s.n] = '\0';
			if (!memchr(z, '\0', s.n))
				require(lexicon_lookup(&l, word,
					    lexicon_label(&l, z)) != NULL);
		}
		lexicon_release(&l);
	}
	lexicon_builder_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct table_error err;
	struct table t;

	if (!utf8_valid(text, NULL))
		return 0;
	for (int comments = 0; comments < 2; comments++) {
		if (table_read(&t, text, comments, &err)) {
			for (size_t i = 1; i < t.nrow; i++)
				require(t.line[i] >= t.line[i - 1]);
			write_and_read(&t);
			build(&t);
		} else {
			require(err.why != NULL);
		}
		table_release(&t);
	}
	return 0;
}
