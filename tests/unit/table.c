/* base/table: CSV with a header */

#include "base/table.h"

#include "tap.h"

/* The cells of T: "a,b/c,d" for two rows of two cells. */
static void
join(struct buf *b, const struct table *t)
{
	buf_reset(b);
	for (size_t i = 0; i < t->nrow; i++)
		for (size_t k = 0; k < t->ncol; k++) {
			if (i + k)
				buf_addc(b, k ? ',' : '/');
			buf_adds(b, table_cell(t, i, (int)k));
		}
}

static void
good(void)
{
	static const struct {
		const char *text, *cells, *lines; /* one digit a row */
		bool comments;
		const char *name;
	} t[] = {
	    {"a,b\nc,d\n", "a,b/c,d", "12", false, "two rows"},
	    {"a,b\nc,d", "a,b/c,d", "12", false, "no line feed at the end"},
	    {"a,b\r\nc,d\r\n", "a,b/c,d", "12", false, "CR LF"},
	    {"a\n\n\nb\n", "a/b", "14", false, "blank lines"},
	    {"a,b\n \nc,d\n", "a,b/c,d", "13", false, "a line of blanks"},
	    {"a,b,c\nd\n,e\n", "a,b,c/d,,/,e,", "123", false, "short rows"},
	    {"a,b\n\"c,d\",e\n", "a,b/c,d,e", "12", false, "quoted comma"},
	    {"a,b\n\"c\"\"d\",e\n", "a,b/c\"d,e", "12", false, "quoted quote"},
	    {"a,b\ne,\"c\nd\"\nf,g\n", "a,b/e,c\nd/f,g", "124", false,
		"a line feed in quotes"},
	    {"a,b\n\"c\nd\",e\nf,g\n", "a,b/c\nd,e/f,g", "124", false,
		"a line feed in the first cell"},
	    {"a,b\n \"c\" , d \n", "a,b/c,d", "12", false, "blanks around"},
	    {"a,b\n\"\",\"\"\n", "a,b/,", "12", false, "empty quotes"},
	    {"# x\na,b\n# y, \"z\nc,d\n", "a,b/c,d", "24", true, "comments"},
	    {"a,b\n#c,d\n", "a,b/#c,d", "12", false, "no comments wanted"},
	    {"a,b\nc,#d\n", "a,b/c,#d", "12", true, "# within a row"},
	    {"a,b\nc,\"d\n#e\"\n", "a,b/c,d\n#e", "12", true,
		"# at a line's start within quotes"},
	    {"a,b\n\"d\n#e\",c\n", "a,b/d\n#e,c", "12", true,
		"the same in the first cell"},
	    {"a\n\xC3\xA9\n", "a/\xC3\xA9", "12", false, "UTF-8"},
	    {"a\n", "a", "1", false, "a header only"},
	};
	struct table_error err;
	struct table tab;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < COUNT(t); i++) {
		if (!check(table_read(&tab, str_from(t[i].text),
			       t[i].comments, &err),
			"%s: read", t[i].name)) {
			printf("# %lu: %s\n", err.line, err.why);
			table_release(&tab);
			continue;
		}
		join(&b, &tab);
		check_str(buf_str(&b), t[i].cells, "... its cells");
		buf_reset(&b);
		for (size_t k = 0; k < tab.nrow; k++)
			buf_addf(&b, "%lu", tab.line[k]);
		check_str(buf_str(&b), t[i].lines, "... its lines");
		table_release(&tab);
	}
	buf_release(&b);
}

static void
bad(void)
{
	static const struct {
		const char *text;
		unsigned long line;
		const char *name;
	} t[] = {
	    {"", 0, "nothing"},
	    {"\n\n", 2, "no header"},
	    {"# a\n", 0, "comments only"},
	    {"a,b\nc,d,e\n", 2, "a long row"},
	    {"a,b\nc,d,e", 2, "a long row at the end"},
	    {"a,b\nc,d\n\"e,f\ng,h\n", 4, "a quote that is not closed"},
	    {"a,b\nc,d\"e\n", 2, "a quote within a cell"},
	    {"a,b\n\"c\"d,e\n", 2, "text behind a quoted cell"},
	    {"a,b\r1,2,3\r4,5,6\r7,8,9\r1,1,1\r", 1, "long rows, CR only"},
	    {"a,b\rc,d\r1,2,3\r4,5,6\n1,2\n", 1, "long rows in one line"},
	};
	struct table_error err;
	struct table tab;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = table_read(&tab, str_from(t[i].text), true, &err);

		check(!ok && err.why, "%s: an error", t[i].name);
		if (!ok && !check(err.line == t[i].line, "... in line %lu",
			       t[i].line))
			printf("# got %lu\n", err.line);
		table_release(&tab);
	}
}

static void
columns(void)
{
	struct table_error err;
	struct table t;

	table_read(&t, STR("name,label\nx,y\n"), false, &err);
	check(table_column(&t, "label") == 1, "a column by its name");
	check(table_column(&t, "id") == -1, "a column that there is not");
	check_str(table_cell(&t, 1, -1), "", "has empty cells");
	table_release(&t);
	table_release(&t);
}

static void
writing(void)
{
	static const char *const cells[] = {"plain", "", "a,b", "say \"x\"",
	    " left", "right ", "\ttab", "tab\t", "two\nlines", "cr\rlf", "\"", "#c",
	    "\xC3\xA9\xE2\x80\x94"};
	struct table_error err;
	struct table t;
	struct buf b;
	bool same = true;

	buf_init(&b, 4096);
	for (size_t i = 0; i < COUNT(cells); i++)
		table_add_cell(&b, str_from(cells[i]), i == 0);
	buf_addc(&b, '\n');
	if (check(table_read(&t, buf_str(&b), false, &err),
		"what is written can be read"))
		for (size_t i = 0; i < COUNT(cells); i++)
			same &= str_eqz(table_cell(&t, 0, (int)i), cells[i]);
	check(same, "and is the same");
	table_release(&t);
	buf_release(&b);
}

static void
large(void)
{
	struct table_error err;
	struct table t;
	struct buf b;
	bool same = true;

	buf_init(&b, 1 << 26);
	buf_addz(&b, "a,b\n");
	for (int i = 0; i < 20000; i++)
		buf_addf(&b, "%d,\"%d, %d\"\n", i, i, i);
	if (check(table_read(&t, buf_str(&b), false, &err), "20,000 rows"))
		for (size_t i = 1; i < t.nrow; i++) {
			char want[64];

			snprintf(want, sizeof want, "%zu, %zu", i - 1, i - 1);
			same &= str_eqz(table_cell(&t, i, 1), want) &&
			    t.line[i] == i + 1;
		}
	check(same && t.nrow == 20001, "are all there");
	table_release(&t);
	buf_reset(&b);
	for (int i = 0; i < 5000; i++)
		buf_addz(&b, i ? ",x" : "x");
	check(table_read(&t, buf_str(&b), false, &err) && t.ncol == 5000,
	    "5,000 columns");
	table_release(&t);
	buf_release(&b);
}

int
main(void)
{
	good();
	bad();
	columns();
	writing();
	large();
	return tap_done();
}
